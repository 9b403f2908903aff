/** `heed disclosures publish-roster`, and what the doctor says of the channel. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeChannelKeys } from '../../demo/disclosures/channel-keys.ts';
import {
  pinDemoRoster,
  type RosterPlan,
  signDemoRoster,
  writePin,
} from '../../demo/disclosures/sign-roster.ts';
import { readConfig } from '../../src/config.ts';
import { checkSealed, judgeRoster, judgeUnset } from '../../src/operate/checks/check-sealed.ts';
import { disclosuresPublishRoster } from '../../src/operate/disclosures/publish-roster.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const keys = await makeChannelKeys();
const today = Temporal.Now.plainDateISO('Europe/London');
const day = (days: number) => today.add({ days }).toString();
const plan = (more: Partial<RosterPlan>): RosterPlan => ({
  area: 'Wrenfold',
  version: 1,
  previous: null,
  from: day(-200),
  issued: day(-1),
  expires: day(90),
  ...more,
});
const first = signDemoRoster(keys, plan({}));
const second = signDemoRoster(keys, plan({ version: 2, previous: first.hash, expires: day(10) }));

let database: TestDatabase;
let folder: string;
before(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'heed-publish-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('pin.json', writePin(pinDemoRoster(keys, 'Wrenfold', first)));
  write('one.json', JSON.stringify(first.signed));
  write('two.json', JSON.stringify(second.signed));
  write('half.json', JSON.stringify({ ...second.signed, signatures: second.signed.signatures.slice(1) }));
});
after(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const configOf = (more: Readonly<Record<string, string>>) =>
  readConfig({
    HEED_MODE: 'demo',
    HEED_DATA_DIR: folder,
    HEED_DATABASE_URL: database.urls.app,
    ...more,
  });
const whole = () => ({
  HEED_DATABASE_SEALED_URL: database.urls.sealed,
  HEED_ROSTER_PIN: join(folder, 'pin.json'),
});

async function publish(name: string, settings: Readonly<Record<string, string>> = whole()) {
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  const code = await disclosuresPublishRoster.run({
    words: [join(folder, name)],
    options: {},
    env: {},
    config: () => configOf(settings),
    say,
    log: say,
  });
  return { code, said };
}

const examine = () => checkSealed(configOf(whole()), { url: database.urls.sealed, folder, today });

describe('publishing a roster', () => {
  it('asks for the pin and the role that keeps rosters before anything else', async () => {
    const { HEED_ROSTER_PIN: pin } = whole();
    await assert.rejects(publish('one.json', {}), /HEED_ROSTER_PIN must name the pin first/);
    await assert.rejects(
      publish('one.json', { HEED_ROSTER_PIN: pin }),
      /HEED_DATABASE_SEALED_URL must be set/,
    );
  });

  it('takes the first, then what follows it, and says in one line why not', async () => {
    assert.match((await examine()).says, /no roster/);
    await assert.rejects(publish('pin.json'), /pin\.json can’t be published: .+ Nothing was changed\.$/);
    const { code, said } = await publish('one.json');
    assert.equal(code, 0);
    assert.match(
      said.join('\n'),
      /Roster 1 of Wrenfold is published, good until .*\n([0-9a-f]{4} ){9}[0-9a-f]{4}$/,
    );
    assert.deepEqual(await examine(), {
      verdict: 'well',
      about: 'Sealed channel',
      says: `roster good until ${day(90)}`,
    });
    await assert.rejects(publish('one.json'), /It is version 1, and 1 is published already\./);
    await assert.rejects(publish('half.json'), /not signed by those who look after it/);
    assert.equal((await publish('two.json')).code, 0);
    assert.match((await examine()).says, /last day is .*guardians must sign the next/);
  });
});

describe('the doctor', () => {
  const last = Temporal.PlainDate.from('2026-12-31');
  const on = (date: string) => judgeRoster({ expires: last }, Temporal.PlainDate.from(date));

  it('warns two weeks before the last day of a roster, and is alarmed after it', () => {
    assert.equal(on('2026-12-16').verdict, 'well');
    assert.equal(on('2026-12-17').verdict, 'watch');
    assert.equal(on('2026-12-31').verdict, 'watch');
    assert.equal(on('2027-01-01').verdict, 'wrong');
    assert.equal(judgeRoster({ plain: 'Forged.' }, last).verdict, 'wrong');
  });

  it('names the one of the two settings that is missing', () => {
    assert.equal(judgeUnset(null, null).verdict, 'watch');
    assert.match(judgeUnset('postgres://', null).says, /HEED_ROSTER_PIN is not/);
    assert.equal(judgeUnset(null, '/pin.json').verdict, 'wrong');
  });
});
