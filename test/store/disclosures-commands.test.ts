/** What an operator can do about those who receive disclosures: invite, and say when keys were used. Neither says a name. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { readKeysAloud } from '../../src/modules/disclosures/index.ts';
import { killHeeds, runHeedCommand, THIS_HEED } from '../support/heed-process.ts';
import { makeRecipient, openRecipientSite } from '../support/recipient-site.ts';

const on = await openRecipientSite();
const folder = mkdtempSync(join(tmpdir(), 'heed-invite-'));
after(async () => {
  await killHeeds();
  await on.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(args: readonly string[], sealed = true) {
  const { app, sealed: url } = on.site.database.urls;
  const settings = {
    HEED_DATABASE_URL: app,
    HEED_DATA_DIR: folder,
    ...(sealed ? { HEED_DATABASE_SEALED_URL: url } : {}),
  };
  const made = runHeedCommand(THIS_HEED, args, settings);
  return { code: await made.ended, output: made.output() };
}

test('an invitation is shown once, and kept as something that is not it', async () => {
  const { code, output } = await run(['disclosures', 'invite']);
  assert.equal(code, 0, output);
  const shown = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/m.exec(output)?.[0];
  assert.ok(shown, output);
  assert.match(output, /\/recipients\/enrol/);
  const rows = await on.site.rows('select hash, used from disclosure.invitations');
  assert.equal(rows.length, 1);
  assert.ok(!JSON.stringify(rows).includes(shown.replaceAll('-', '')));
  const events = await on.site.rows('select kind, report_id, key_id from disclosure.events where seq > 1');
  assert.deepEqual(events, [{ kind: 'disclosures.recipient-invited', report_id: null, key_id: null }]);
  const without = await run(['disclosures', 'invite'], false);
  assert.equal(without.code, 1);
  assert.match(without.output, /HEED_DATABASE_SEALED_URL must be set/);
});

test('the last day of each key is listed by what is read aloud of it', async () => {
  assert.match((await run(['disclosures', 'seen'])).output, /Nobody has made keys yet/);
  const rae = await makeRecipient('heron', 'council');
  await on.enrol(rae);
  on.site.moveTo('2026-11-09T10:00');
  await on.signIn(rae);
  const { code, output } = await run(['disclosures', 'seen']);
  assert.equal(code, 0, output);
  assert.ok(output.includes(`${readKeysAloud(rae)}  2026-11-09`), output);
  assert.ok(!output.includes('heron'));
});
