/** What is owed about a disclosure runs out by itself, whoever would rather it did not; and each day that ends gets its one head. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { encodeHead } from '../../src/modules/disclosures/domain/logged-event.ts';
import { encodeReport, showId } from '../../src/modules/disclosures/domain/sealed-report.ts';
import { takePart, takeReport } from '../../src/modules/disclosures/index.ts';
import { isSigned, publicKeyOf } from '../../src/modules/disclosures/sealing/signature.ts';
import { randomBytes, sha256 } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { HEADS_SEED, openWatchedSite, type WatchedSite } from '../support/sealed-watch.ts';
import { makeSealedWorld } from '../support/sealed-world.ts';

/** One on which notices are late by chance. */
const bounds: number[] = [];
const late = await openWatchedSite((below) => {
  bounds.push(below);
  return 1;
});
after(() => late.close());

/** Each test is on tables of its own: heads are of all that happened. */
async function withSite(work: (site: WatchedSite) => Promise<void>): Promise<void> {
  const site = await openWatchedSite();
  try {
    await work(site);
    assert.deepEqual(site.failed, []);
  } finally {
    await site.close();
  }
}

async function disclose(site: WatchedSite, outside = true) {
  const world = await makeSealedWorld();
  const report = await world.seal({ outside });
  const taken = await site.run((tx, ctx) =>
    takeReport(site.ports)(tx, ctx, { bytes: encodeReport(report), sealedBy: 'browser' }),
  );
  assert.ok(taken.ok);
  return { id: showId(report.report), report, world };
}

const missedOf = async (site: WatchedSite, id: string) =>
  (
    await site.rows(
      "select kind || ' ' || missed::text as text from disclosure.clocks where report_id = $1 and missed is not null order by 1",
      [id],
    )
  ).map(({ text }) => text);

const escalatedOf = async (site: WatchedSite, id: string) =>
  (await site.rows('select escalated::text as day from disclosure.reports where id = $1', [id]))[0]?.day;

/** Nobody is asked because of the header: only the clock under test is left to run. */
const onlyClock = (site: WatchedSite, id: string, kind: string) =>
  site.asOwner(`update disclosure.clocks set met = since where report_id = '${id}' and kind <> '${kind}'`);

describe('clocks that nobody met', () => {
  const CASES: readonly [string, string, string, string, string][] = [
    [
      'an acknowledgement is owed to the end of the seventh day',
      'acknowledge',
      '2026-11-02T10:00',
      '2026-11-09T23:59',
      '2026-11-10T00:01',
    ],
    [
      'across the end of summer time',
      'acknowledge',
      '2026-10-22T00:30',
      '2026-10-29T23:59',
      '2026-10-30T00:01',
    ],
    ['across its beginning', 'acknowledge', '2027-03-25T23:30', '2027-04-01T23:59', '2027-04-02T00:01'],
    ['across a leap day', 'acknowledge', '2028-02-25T12:00', '2028-03-03T23:59', '2028-03-04T00:01'],
    [
      'an answer is owed in three months and seven days',
      'feedback',
      '2026-11-02T10:00',
      '2027-02-09T23:59',
      '2027-02-10T00:01',
    ],
    [
      'three months on from the last of a longer month',
      'feedback',
      '2027-11-30T10:00',
      '2028-03-07T23:59',
      '2028-03-08T00:01',
    ],
    [
      'a header is owed on the first working day after bank holidays',
      'open-header',
      '2026-12-24T16:00',
      '2026-12-29T23:59',
      '2026-12-30T00:01',
    ],
    ['and after Easter', 'open-header', '2027-03-25T16:00', '2027-03-30T23:59', '2027-03-31T00:01'],
  ];
  for (const [name, kind, from, still, past] of CASES)
    test(`${name}, and then the outside body is asked`, () =>
      withSite(async (site) => {
        site.moveTo(from);
        const { id } = await disclose(site);
        await onlyClock(site, id, kind);
        site.moveTo(still);
        await site.watch.runOnce();
        assert.deepEqual(await missedOf(site, id), []);
        site.moveTo(past);
        await site.watch.runOnce();
        assert.deepEqual(await missedOf(site, id), [`${kind} ${past.slice(0, 10)}`]);
        assert.equal(await escalatedOf(site, id), past.slice(0, 10));
      }));

  test('a worker that stood still for a week does all of it when it starts, however many, and two at once do each once', () =>
    withSite(async (site) => {
      const told = await Promise.all(Array.from({ length: 55 }, () => disclose(site)));
      site.moveTo('2026-11-11T09:00');
      await Promise.all([site.watch.runOnce(), site.another().runOnce(), site.another().runOnce()]);
      const rows = await site.rows(
        `select r.escalated::text as escalated, count(*) filter (where e.kind = 'disclosures.outside-asked') as asked,
           count(*) filter (where e.kind = 'disclosures.missed-acknowledging') as missed
         from disclosure.reports r join disclosure.events e on e.report_id = r.id group by r.id, r.escalated`,
      );
      assert.equal(rows.length, told.length);
      for (const row of rows) assert.deepEqual(row, { escalated: '2026-11-11', asked: 1, missed: 1 });
    }));

  test('one that cannot be missed is told of, and the others are', () =>
    withSite(async (site) => {
      const [bad, good] = [await disclose(site), await disclose(site)];
      await site.asOwner(
        `create function disclosure.fail() returns trigger language plpgsql as $$ begin
           if new.report_id = '${bad.id}' then raise 'broken'; end if; return new; end $$`,
        'create trigger fail before update on disclosure.clocks for each row execute function disclosure.fail()',
      );
      site.moveTo('2026-11-10T09:00');
      await site.watch.runOnce();
      assert.equal(await escalatedOf(site, good.id), '2026-11-10');
      assert.match(site.failed.splice(0).join(), /broken/);
      await site.asOwner('drop trigger fail on disclosure.clocks');
      await site.watch.runOnce();
      assert.equal(await escalatedOf(site, bad.id), '2026-11-10');
    }));
});

describe('what goes', () => {
  test('is what two of two organisations asked for thirty days ago; one alone, or two of one, remove nothing', () =>
    withSite(async (site) => {
      const [two, one, alike] = [await disclose(site), await disclose(site), await disclose(site)];
      const ask = (id: string, key: number, organisation: string) =>
        site.rows(
          `insert into disclosure.removals (report_id, key_id, organisation, signature, day) values ($1, $2, $3, '', '2026-11-02')`,
          [id, Buffer.alloc(16, key), organisation],
        );
      await ask(two.id, 1, 'council');
      await ask(two.id, 2, 'police');
      await ask(one.id, 1, 'council');
      await ask(alike.id, 1, 'council');
      await ask(alike.id, 2, 'council');
      await site.rows("update disclosure.reports set asked_to_remove = '2026-11-02'");
      const left = async () =>
        new Set((await site.rows('select id from disclosure.reports')).map(({ id }) => id));
      site.moveTo('2026-12-01T23:59');
      await site.watch.runOnce();
      assert.equal((await left()).size, 3);
      site.moveTo('2026-12-02T00:01');
      await Promise.all([site.watch.runOnce(), site.another().runOnce()]);
      assert.deepEqual(await left(), new Set([one.id, alike.id]));
      const rest = await site.rows(
        `select t.why, (select count(*) from disclosure.events where report_id = t.report_id and kind = 'disclosures.removed') as events,
           (select count(*) from disclosure.erasure_keys where report_id = t.report_id) as keys from disclosure.tombstones t`,
      );
      assert.deepEqual(rest, [{ why: 'two-asked', events: 1, keys: 0 }]);
    }));

  test('is the session that somebody began a day ago, and not the one of this morning', () =>
    withSite(async (site) => {
      const key = randomBytes(16);
      await site.addRecipient(key, 'rae@example.org');
      for (const [hash, began] of [
        [1, '2026-11-01T09:59Z'],
        [2, '2026-11-02T08:00Z'],
      ])
        await site.rows(
          'insert into disclosure.sessions (hash, key_id, csrf, began_at, seen_at) values ($1, $2, $3, $4, $4)',
          [Buffer.from([Number(hash)]), Buffer.from(key), '', began],
        );
      await site.watch.runOnce();
      const left = await site.rows('select hash from disclosure.sessions');
      assert.deepEqual(left, [{ hash: Buffer.from([2]) }]);
    }));

  test('is what was kept for six years, and parts of files that nothing named for two days', () =>
    withSite(async (site) => {
      const { id } = await disclose(site);
      await site.run((tx, ctx) =>
        takePart(site.ports)(tx, ctx, {
          report: randomBytes(16),
          file: randomBytes(16),
          part: 0,
          sealed: randomBytes(99),
        }),
      );
      const parts = async () => (await site.rows('select part from disclosure.file_parts')).length;
      site.moveTo('2026-11-04T23:00');
      await site.watch.runOnce();
      assert.equal(await parts(), 1);
      site.moveTo('2026-11-05T00:30');
      await site.watch.runOnce();
      assert.equal(await parts(), 0);
      await site.asOwner("update disclosure.reports set expires = '2026-11-05'");
      await site.watch.runOnce();
      assert.equal((await site.rows('select id from disclosure.reports')).length, 1);
      site.moveTo('2026-11-06T00:30');
      await site.watch.runOnce();
      assert.deepEqual(await site.rows('select report_id, why from disclosure.tombstones'), [
        { report_id: id, why: 'kept-long-enough' },
      ]);
    }));
});

describe('heads of days', () => {
  const headsOf = (site: WatchedSite) =>
    site.rows('select day::text as day, seq, hash, signature from disclosure.heads order by day');
  const entered = async (site: WatchedSite) =>
    (await site.appRows("select at from ledger.entries where act = 'disclosures.day-closed'")).length;

  test('the log begins with chance that nobody can guess, and each ended day has one signed head, quiet ones too', () =>
    withSite(async (site) => {
      await site.watch.runOnce();
      await disclose(site);
      site.moveTo('2026-11-06T00:01');
      await site.watch.runOnce();
      await site.watch.runOnce();
      const heads = await headsOf(site);
      assert.deepEqual(
        heads.map(({ day }) => day),
        ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'],
      );
      const key = await publicKeyOf(HEADS_SEED);
      for (const head of heads) {
        const [last] = await site.rows(
          'select seq, hash from disclosure.events where day <= $1 order by seq desc limit 1',
          [head.day],
        );
        const hash = await sha256(encodeHead(String(head.day), last?.hash as Uint8Array, Number(last?.seq)));
        assert.deepEqual([head.seq, Buffer.from(hash)], [last?.seq, head.hash]);
        assert.ok(await isSigned(key, head.signature as Uint8Array, 'heed head 1', String(head.day), hash));
      }
      const [first] = await site.rows(
        'select kind, length(key_id) as chance from disclosure.events where seq = 1',
      );
      assert.deepEqual(first, { kind: 'disclosures.log-opened', chance: 16 });
      assert.equal(await entered(site), 4);
    }));

  test('a disclosure that comes before the worker did begins the log too', () =>
    withSite(async (site) => {
      await Promise.all([disclose(site), disclose(site), site.watch.runOnce(), site.another().runOnce()]);
      const rows = await site.rows("select seq from disclosure.events where kind = 'disclosures.log-opened'");
      assert.deepEqual(rows, [{ seq: 1 }]);
    }));

  test('what began before midnight and is committed after the day was closed is of the next day', () =>
    withSite(async (site) => {
      await disclose(site);
      site.moveTo('2026-11-03T00:01');
      await site.watch.runOnce();
      site.moveTo('2026-11-02T23:59');
      await disclose(site);
      const [last] = await site.rows(
        'select day::text as day from disclosure.events order by seq desc limit 1',
      );
      assert.equal(last?.day, '2026-11-03');
    }));

  test('a worker killed between the two logs, two at once, and a clock moved over months: exactly one of each', () =>
    withSite(async (site) => {
      await disclose(site);
      site.moveTo('2026-11-04T00:01');
      await site.another({ enter: () => Promise.reject(new Error('killed')) }).runOnce();
      assert.match(site.failed.splice(0).join(), /killed/);
      assert.deepEqual([(await headsOf(site)).length, await entered(site)], [2, 0]);
      site.moveTo('2027-03-01T00:01');
      await Promise.all([site.watch.runOnce(), site.another().runOnce(), site.another().runOnce()]);
      const days = (await headsOf(site)).map(({ day }) => day);
      const since = Temporal.PlainDate.from('2026-11-02');
      assert.deepEqual(
        days,
        days.map((_, at) => since.add({ days: at }).toString()),
      );
      assert.equal(days.at(-1), '2027-02-28');
      assert.equal(await entered(site), days.length);
    }));

  test('the ledger can not tell a quiet day from a busy one: each entry is as large', () =>
    withSite(async (site) => {
      await site.watch.runOnce();
      site.moveTo('2026-11-04T10:00');
      await Promise.all(Array.from({ length: 12 }, () => disclose(site)));
      site.moveTo('2026-11-06T00:01');
      await site.watch.runOnce();
      const rows = await site.appRows(
        "select distinct length(entry) as entry, length(body) as body from ledger.entries where act = 'disclosures.day-closed'",
      );
      assert.equal(rows.length, 1, JSON.stringify(rows));
    }));

  test('neither a head nor that it was entered can be changed by the roles that serve', () =>
    withSite(async (site) => {
      await site.watch.runOnce();
      site.moveTo('2026-11-03T00:01');
      await site.watch.runOnce();
      for (const text of ['delete from disclosure.heads', 'update disclosure.heads set seq = 1'])
        await assert.rejects(site.rows(text), /permission denied|never changed/);
      await assert.rejects(site.appRows('delete from ledger.closed_days'), /permission denied/);
    }));
});

describe('something is waiting', () => {
  test('is said once a day to whoever was asked, without a word of what, and again until they look', () =>
    withSite(async (site) => {
      const { report } = await disclose(site, false);
      const key = report.readers[0]?.keyId ?? new Uint8Array();
      await site.addRecipient(key, 'rae@example.org');
      await site.addRecipient(randomBytes(16), 'nobody-asked@example.org');
      await Promise.all([site.watch.runOnce(), site.another().runOnce()]);
      await site.watch.runOnce();
      assert.deepEqual(
        site.mail.taken.map(({ to }) => to),
        [['rae@example.org']],
      );
      const source = site.mail.taken[0]?.source ?? '';
      assert.match(source, /Subject: Something is waiting for you in Heed/);
      assert.doesNotMatch(source, /reply-to|disclos|sealed|reference|HD-/i);
      site.moveTo('2026-11-03T10:00');
      await site.watch.runOnce();
      assert.equal(site.mail.taken.length, 2, 'once more, on the next day');
      site.moveTo('2026-11-04T10:00');
      await site.watch.runOnce();
      assert.equal(site.mail.taken.length, 2, 'nothing is new since');
    }));

  test('whoever has looked since is not told again, but for what is owed today or tomorrow', () =>
    withSite(async (site) => {
      const { report } = await disclose(site, false);
      await site.addRecipient(report.readers[0]?.keyId ?? new Uint8Array(), 'rae@example.org');
      await site.watch.runOnce();
      site.moveTo('2026-11-03T10:00');
      await site.rows("update disclosure.recipients set seen = '2026-11-03'");
      await site.rows("update disclosure.clocks set met = '2026-11-03' where kind = 'open-header'");
      await site.watch.runOnce();
      assert.equal(site.mail.taken.length, 1);
      site.moveTo('2026-11-08T10:00');
      await site.watch.runOnce();
      assert.equal(site.mail.taken.length, 2, 'acknowledging it is owed tomorrow');
    }));

  test('where the mail server refuses, it is said at a later round, and the clocks ran on', () =>
    withSite(async (site) => {
      const { report, id } = await disclose(site);
      await site.addRecipient(report.readers[0]?.keyId ?? new Uint8Array(), 'rae@example.org');
      site.mail.refusing = true;
      site.moveTo('2026-11-10T10:00');
      await site.watch.runOnce();
      assert.equal(site.mail.taken.length, 0);
      assert.match(site.failed.splice(0).join(), /notice not sent: 450/);
      assert.equal(await escalatedOf(site, id), '2026-11-10');
      site.mail.refusing = false;
      await site.watch.runOnce();
      assert.equal(site.mail.taken.length, 1);
    }));
});

test('its moment is by chance within a quarter of an hour', async () => {
  const { report } = await disclose(late, false);
  await late.addRecipient(report.readers[0]?.keyId ?? new Uint8Array(), 'rae@example.org');
  await late.watch.runOnce();
  assert.equal(late.mail.taken.length, 0);
  assert.deepEqual(bounds, [15 * 60_000]);
});
