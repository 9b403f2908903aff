/** One who receives disclosures signs for a copy of the log at their organisation; the copy and the canary then run as cron runs them. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { writePin } from '../../demo/disclosures/sign-roster.ts';
import { COMMANDS } from '../../src/operate/commands.ts';
import { runCommandLine } from '../../src/operate/run-command-line.ts';
import { checkAccessible, checkNoSidewaysScroll, PHONE, startBrowser } from '../support/browser.ts';
import { signInAs } from '../support/recipient-area.ts';
import { openSealedArea } from '../support/sealed-area.ts';

const area = await openSealedArea({ signIn: ['conference-chair'] });
const browser = await startBrowser();
const folder = mkdtempSync(join(tmpdir(), 'heed-watching-'));
after(async () => {
  await browser.close();
  await area.close();
  rmSync(folder, { recursive: true, force: true });
});

async function heed(...args: readonly string[]) {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const code = await runCommandLine(COMMANDS, args, { env: {}, say, log: say });
  return { code, said: lines.join('\n') };
}

test('a key is pasted and signed for in the browser, and the copy fetches the log by that', async () => {
  const { url } = area.heed;
  const mirror = ['disclosures', 'mirror', url, join(folder, 'mirror')];
  const [, key = ''] = /^ {2}([\w-]{43})$/m.exec((await heed(...mirror)).said) ?? [];
  const { page, close } = await browser.openPage({ javaScript: true, width: PHONE, baseURL: url });
  const { handle, passphrase } = area.recipient('conference-chair');
  await signInAs(page, handle, passphrase);
  await page.getByText('A copy of the log at your organisation').click();
  await page.getByRole('button', { name: 'Sign for it' }).click();
  await page.getByText('This is no key of a mirror').waitFor();
  await page.getByLabel('The mirror’s key').fill(` ${key} `);
  await page.getByRole('button', { name: 'Sign for it' }).click();
  const grant = await page.getByText(/^[\w-]{22}\.[\w-]{86}$/).textContent();
  await checkAccessible(page);
  await checkNoSidewaysScroll(page);
  await close();

  const first = await heed(...mirror, '--grant', grant ?? '');
  assert.deepEqual([first.code, /heads {3}[\w-]{43}/.test(first.said)], [0, true], first.said);
  const again = await heed(...mirror);
  assert.equal(again.code, 0, again.said);
  assert.match(again.said, /is whole/);
  assert.match(
    readFileSync(join(folder, 'mirror', 'events'), 'utf8'),
    /^\{"seq":1,"kind":"disclosures.log-opened"/,
  );
});

test('the canary sends its test once a day', async () => {
  const pin = join(folder, 'pin.json');
  writeFileSync(pin, writePin(area.pin));
  const canary = ['disclosures', 'canary', area.heed.url, '--pin', pin, '--state', join(folder, 'state')];
  for (const run of [await heed(...canary), await heed(...canary)]) assert.equal(run.code, 0, run.said);
});
