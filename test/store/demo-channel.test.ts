/** The demo's sealed channel: set up once, taken up again, and never left to keys that are no longer sealed to. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import pg from 'pg';
import { DEMO_PIN_FILE, readChannel } from '../../demo/disclosures/keep-channel.ts';
import { RECIPIENTS } from '../../demo/disclosures/wrenfold.ts';
import { type DemoChannel, findRosterPin, openDemoChannel } from '../../src/compose/demo-channel.ts';
import { openSealedSpine, readPin, recipientSecret } from '../../src/compose/sealed.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { hashAuth, rosterStore, verifyNewest } from '../../src/modules/disclosures/index.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeSecrets } from '../support/heed.ts';

const START = '2026-11-02';
let database: TestDatabase;
let sealed: pg.Pool;
let folder: string;
let today: string;
let warned: string[];
let opened: DemoChannel[];

const now = () => Temporal.Instant.from(`${today}T10:00:00Z`);
const clock: Clock = { domain: now, wall: now };
const log = { info: () => undefined, warn: (what: string) => warned.push(what), error: assert.fail };

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heed-demo-channel-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  database = await createTestDatabase();
  sealed = new pg.Pool({ connectionString: database.urls.sealed, max: 1 });
  [today, warned, opened] = [START, [], []];
});
afterEach(async () => {
  for (const channel of opened) await channel.stop();
  await sealed.end();
  await database.drop();
});

async function open(): Promise<DemoChannel> {
  const given = { url: database.urls.sealed, folder, area: 'Wrenfold', secrets: makeSecrets(), clock, log };
  const channel = await openDemoChannel(given);
  opened.push(channel);
  return channel;
}

async function newest() {
  const { pin } = readPin(join(folder, DEMO_PIN_FILE));
  const { spine, close } = openSealedSpine(database.urls.sealed, clock, 1);
  const found = await spine.db.transaction().execute((tx) => verifyNewest(rosterStore, tx, pin, today));
  await close();
  assert.ok(found.ok, 'not usable');
  return found;
}

describe('the demo’s sealed channel', () => {
  it('has a roster that its pin vouches for, and everybody in it can sign in', async () => {
    const channel = await open();
    assert.equal((await newest()).version, 1);
    assert.deepEqual(findRosterPin({ rosterPinFile: null, mode: 'demo' }, folder), {
      file: join(folder, DEMO_PIN_FILE),
      isDemo: true,
    });
    await channel.fill();
    const { rows } = await sealed.query('select handle, key_id, auth_hash from disclosure.recipients');
    assert.deepEqual(rows.map(({ handle }) => handle).sort(), RECIPIENTS.map(({ handle }) => handle).sort());
    const kept = readChannel(folder)?.recipients.find(({ id }) => id === 'lado');
    const row = rows.find(({ handle }) => handle === 'grey-heron');
    assert.ok(kept?.signIn);
    assert.deepEqual(Uint8Array.from(row.key_id), kept.open.keyId);
    const hash = hashAuth(recipientSecret(makeSecrets()), kept.signIn.auth);
    assert.deepEqual(Uint8Array.from(row.auth_hash), Uint8Array.from(hash));
    assert.equal(statSync(join(folder, 'demo-channel.json')).mode & 0o777, 0o600);
  });

  it('is taken up with the same keys, and signed anew only once they could look forgotten', async () => {
    await open();
    const pin = readFileSync(join(folder, DEMO_PIN_FILE), 'utf8');
    const keys = readChannel(folder)?.guardians;
    today = '2026-12-02';
    await open();
    assert.equal((await newest()).version, 1);
    today = '2027-03-02';
    await open();
    const { version, roster } = await newest();
    assert.equal(version, 2);
    assert.ok(roster.recipients.every(({ seen, from }) => seen === today && from === START));
    assert.equal(readFileSync(join(folder, DEMO_PIN_FILE), 'utf8'), pin);
    assert.deepEqual(readChannel(folder)?.guardians, keys);
  });

  it('signs nothing after a roster that is not its own', async () => {
    await open();
    rmSync(join(folder, DEMO_PIN_FILE));
    await open();
    assert.deepEqual(warned, ['demo-roster-not-ours']);
    assert.ok(!existsSync(join(folder, DEMO_PIN_FILE)));
    assert.equal(findRosterPin({ rosterPinFile: null, mode: 'demo' }, folder), null);
  });

  it('is never taken for the real one: production and a pin of the settings’ own come first', async () => {
    await open();
    assert.equal(findRosterPin({ rosterPinFile: null, mode: 'production' }, folder), null);
    assert.deepEqual(findRosterPin({ rosterPinFile: '/own.json', mode: 'demo' }, folder), {
      file: '/own.json',
      isDemo: false,
    });
  });
});
