import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readConfig } from '../../config.ts';
import { parseStep } from '../clock.ts';
import { judgeSkew } from './check-database.ts';
import { checkNode, checkRoom } from './check-machine.ts';
import { checkHolidays, checkSettings } from './check-settings.ts';
import { renderFindings, watch, well, wrong } from './finding.ts';
import { judgeLedger } from './judge-ledger.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

describe('the doctor', () => {
  test('warns a year before the calendars end and is alarmed a quarter before', () => {
    const end = day('2032-12-31');
    assert.equal(checkHolidays(end, day('2031-12-31')).verdict, 'well');
    assert.equal(checkHolidays(end, day('2032-01-01')).verdict, 'watch');
    assert.equal(checkHolidays(end, day('2032-09-30')).verdict, 'watch');
    assert.equal(checkHolidays(end, day('2032-10-01')).verdict, 'wrong');
    assert.equal(checkHolidays(end, day('2033-06-01')).verdict, 'wrong');
  });

  test('is alarmed by a clock half a minute out, either way', () => {
    assert.equal(judgeSkew(500).verdict, 'well');
    assert.equal(judgeSkew(-3_000).verdict, 'watch');
    assert.equal(judgeSkew(31_000).verdict, 'wrong');
    assert.equal(judgeSkew(-31_000).verdict, 'wrong');
  });

  test('is alarmed before the disk is full, and by a Node that is too old', () => {
    assert.equal(checkRoom(50e9).verdict, 'well');
    assert.equal(checkRoom(1e9).verdict, 'watch');
    assert.equal(checkRoom(1e8).verdict, 'wrong');
    assert.equal(checkNode('v26.10.0').verdict, 'well');
    assert.match(checkNode('v20.1.0').says, /npm run heed/);
  });

  test('finds an open alarm about the ledger wrong, and a ledger that nobody checks worth watching', () => {
    const sound = { alarms: 0, newestDayMinutes: 1, everythingMinutes: 40 };
    assert.equal(judgeLedger(sound).verdict, 'well');
    assert.equal(judgeLedger({ ...sound, alarms: 1 }).verdict, 'wrong');
    assert.match(judgeLedger({ ...sound, alarms: 2 }).says, /2 alarms are open.*ledger-check\.md/);
    assert.equal(judgeLedger({ ...sound, newestDayMinutes: 6 }).verdict, 'watch');
    assert.equal(judgeLedger({ ...sound, everythingMinutes: 121 }).verdict, 'watch');
    assert.equal(judgeLedger({ ...sound, everythingMinutes: null }).verdict, 'well');
  });

  test('finds a missing mail server wrong in production, and only worth watching in the demo', () => {
    const mail = (env: Record<string, string>) =>
      checkSettings(readConfig(env, 1000), day('2032-12-31'), day('2026-01-01')).find(
        (finding) => finding.about === 'E-mail',
      );
    assert.equal(mail({})?.verdict, 'watch');
    const production = {
      HEED_DATABASE_URL: 'postgres://heed_app:pw@db.example.org/heed',
      HEED_BASE_URL: 'https://heed.example.org',
      HEED_LOCAL_ACCOUNTS: '1',
      HEED_AREA_NAME: 'Wrenfold',
      HEED_FRONT_DOOR_PHONE: '01632 960100',
    };
    assert.equal(mail(production)?.verdict, 'wrong');
    const set = { HEED_SMTP_URL: 'smtp://mail.example.org', HEED_MAIL_FROM: 'heed@example.org' };
    assert.equal(mail({ ...production, ...set })?.verdict, 'well');
  });

  test('sums up in one line', () => {
    assert.equal(
      renderFindings([well('A', 'x'), watch('B', 'y')]).at(-1),
      'Nothing is wrong; 1 to watch; 1 well.',
    );
    assert.equal(renderFindings([wrong('A', 'x')]).at(-1), '1 thing is wrong; 0 to watch; 0 well.');
  });
});

describe("moving the demo's clock", () => {
  test('reads days, hours and minutes, and nothing else', () => {
    assert.equal(parseStep('30m'), 30 * 60_000);
    assert.equal(parseStep('2h'), 2 * 3_600_000);
    assert.equal(parseStep('1d12h30m'), (36 * 60 + 30) * 60_000);
    for (const wrongStep of ['', '0h', '-2h', '2', '2 h', '1h2d', '400d', '1e3h', '9999999m'])
      assert.throws(() => parseStep(wrongStep), /not a time to move by/, wrongStep);
  });
});
