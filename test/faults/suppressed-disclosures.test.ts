/**
 * Whoever would have a disclosure disappear: one recipient, an administrator, whoever owns the database, a blocked mail server, a
 * worker that was stopped. Each is noticed at another organisation within a day. Source: 70-disclosures.md 10, test 12.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  encodeEvent,
  encodeHead,
  type LoggedEvent,
} from '../../src/modules/disclosures/domain/logged-event.ts';
import { grantMirror } from '../../src/modules/disclosures/index.ts';
import { signParts } from '../../src/modules/disclosures/sealing/signature.ts';
import { sha256 } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import { runCanary } from '../../src/operate/disclosures/canary-run.ts';
import { readCanary } from '../../src/operate/disclosures/canary-state.ts';
import { runMirror } from '../../src/operate/disclosures/mirror.ts';
import { openMirrorFolder } from '../../src/operate/disclosures/mirror-folder.ts';
import { deriveKey } from '../../src/platform/crypto.ts';
import { nextRoster } from '../support/recipient-area.ts';
import {
  grantBy,
  moveOn,
  nextDay,
  openAll,
  startWatchedHeed,
  tamper,
  type WatchedHeed,
  watchHeed,
} from '../support/watched-heed.ts';

const FOLDERS = mkdtempSync(join(tmpdir(), 'heed-watchers-'));
after(() => rmSync(FOLDERS, { recursive: true, force: true }));

describe('a Heed that is watched from outside', () => {
  let heed: WatchedHeed;
  let outside: ReturnType<typeof watchHeed>;
  before(async () => {
    heed = await startWatchedHeed();
    outside = watchHeed(heed, 'lado', join(FOLDERS, 'one'));
  });
  after(() => heed?.close());

  test('is found whole day after day, and its tests are opened and taken back', async () => {
    assert.deepEqual(await outside.canary(), []);
    assert.deepEqual(await outside.mirror(), []);
    assert.equal(statSync(outside.state).mode & 0o777, 0o600);
    await openAll(heed);
    await nextDay(heed);
    assert.deepEqual(await outside.canary(), []);
    assert.deepEqual(await outside.mirror(), []);
    await openAll(heed);
    await nextDay(heed);
    assert.deepEqual(await outside.canary(), []);
    assert.deepEqual(await outside.mirror(), []);
    const [row] = await heed.asOwner(
      'select count(*)::int as sent, count(withdrawn)::int as back from disclosure.reports',
    );
    assert.deepEqual(row, { sent: 3, back: 2 });
    const { events, heads } = outside.copied();
    assert.equal(heads.length, 2);
    const [last] = await heed.asOwner('select max(seq)::int as seq from disclosure.events');
    assert.equal(events.length, last?.seq);
  });

  test('sends one test a day, however often it is asked to', async () => {
    assert.deepEqual(await outside.canary(), []);
    const [row] = await heed.asOwner('select count(*)::int as sent from disclosure.reports');
    assert.deepEqual(row, { sent: 3 });
  });

  test('a mirror that no recipient granted is refused, and so is a grant moved to another mirror', async () => {
    const folder = openMirrorFolder(join(outside.folder, 'stranger'));
    const [{ keys: sam }, { keys: stranger }] = [heed.recipient('lado'), heed.recipient('conference-chair')];
    const run = { base: heed.heed.url, today: heed.today(), say: () => undefined };
    const grants = [
      await grantMirror(stranger.secrets.sign, sam.open.keyId, folder.key),
      await grantMirror(sam.secrets.sign, sam.open.keyId, outside.copied().key),
      await grantMirror(sam.secrets.sign, new Uint8Array(16), folder.key),
    ];
    for (const one of grants) assert.match((await runMirror(run, folder, one)).join(), /refuses this mirror/);
    const real = await grantMirror(sam.secrets.sign, sam.open.keyId, folder.key);
    assert.match(
      (await runMirror({ ...run, today: '2026-01-01' }, folder, real)).join(),
      /refuses this mirror/,
    );
  });

  const hex = (bytes: Uint8Array) => `'\\x${Buffer.from(bytes).toString('hex')}'`;

  /** The third event changed, and the rest of the log, and every head, made to follow: signed, as whoever has the service's key can. */
  const rewritten = async () => {
    const rows = await heed.asOwner(
      'select seq::int as seq, kind, report_id as report, key_id as "keyId", day::text as day from disclosure.events order by seq',
    );
    const heads = await heed.asOwner('select day::text as day, seq::int as seq from disclosure.heads');
    const seed = deriveKey(heed.heed.secrets.ledgerSigningKey, 'disclosures.heads');
    const statements: string[] = [];
    let previous = new Uint8Array(32);
    for (const row of rows) {
      const event = { ...row, previous, kind: row.seq === 3 ? 'disclosures.part-received' : row.kind };
      const hash = await sha256(encodeEvent(event as LoggedEvent));
      statements.push(
        `update disclosure.events set kind = '${event.kind}', previous = ${hex(previous)}, hash = ${hex(hash)} where seq = ${row.seq}`,
      );
      for (const { day, seq } of heads.filter((head) => head.seq === row.seq)) {
        const head = await sha256(encodeHead(String(day), hash, Number(seq)));
        const signature = await signParts(seed, 'heed head 1', String(day), head);
        statements.push(
          `update disclosure.heads set hash = ${hex(head)}, signature = ${hex(signature)} where day = '${day}'`,
        );
      }
      previous = new Uint8Array(hash);
    }
    return statements;
  };

  test('a log written anew and signed anew is found out by a first copy too: the ledger has the heads that were', async () => {
    const putBack = await tamper(heed, ...(await rewritten()));
    const fresh = openMirrorFolder(join(outside.folder, 'fresh'));
    const grant = await grantBy(heed, 'lado', fresh.key);
    const faults = await runMirror(
      { base: heed.heed.url, today: heed.today(), say: () => undefined },
      fresh,
      grant,
    );
    await putBack();
    assert.match(faults.join('\n'), /ledger's entry for 2026-11-23 is of another head/);
  });

  const LAST_REPORT =
    '(select report_id from disclosure.events where report_id is not null order by seq desc limit 1)';
  const TAMPERING: readonly [string, () => Promise<readonly string[]>, RegExp][] = [
    [
      'the newest events are deleted',
      async () => ['delete from disclosure.events where seq > (select max(seq) - 2 from disclosure.events)'],
      /2 of \d+ events were taken away/,
    ],
    [
      'an event is changed',
      async () => ["update disclosure.events set kind = 'disclosures.part-received' where seq = 3"],
      /Event 3 does not follow/,
    ],
    [
      'the whole log is written anew, hashes and all',
      rewritten,
      /Event 3 of .* is not the one that this copy has/,
    ],
    [
      'an event is taken out of the middle',
      async () => ['delete from disclosure.events where seq = 3'],
      /Event 3 does not follow/,
    ],
    [
      'the head of a day is deleted',
      async () => ['delete from disclosure.heads where day = (select min(day) from disclosure.heads)'],
      /The head of 2026-11-23 is (missing|not the one)/,
    ],
    [
      'the head of a day is another',
      async () => ["update disclosure.heads set hash = sha256('x')"],
      /The head of 2026-11-23 is not/,
    ],
    [
      'the head of a day is signed by nobody',
      async () => ["update disclosure.heads set signature = decode(repeat('00', 64), 'hex')"],
      /is not signed by the service/,
    ],
    [
      'a disclosure is deleted, and the log left as it was',
      async () =>
        ['erasure_keys', 'items', 'clocks', 'readers']
          .map((table) => `delete from disclosure.${table} where report_id = ${LAST_REPORT}`)
          .concat(`delete from disclosure.reports where id = ${LAST_REPORT}`),
      /came, was never removed, and is not there any more/,
    ],
    [
      'an administrator removes one before its time by the only function that removes',
      async () => [`select disclosure.remove(${LAST_REPORT}, '2040-01-01')`],
      /came, was never removed, and is not there any more/,
    ],
  ];
  for (const [what, statements, expected] of TAMPERING)
    test(`the mirror says so when ${what}`, async () => {
      const putBack = await tamper(heed, ...(await statements()));
      const faults = await outside.mirror();
      await putBack();
      assert.match(faults.join('\n'), expected);
      assert.deepEqual(await outside.mirror(), [], 'and is content again when it is put back');
    });

  const CANARY: readonly [string, readonly string[], RegExp][] = [
    [
      'its test is deleted',
      ['erasure_keys', 'items', 'clocks', 'readers']
        .map((table) => `delete from disclosure.${table}`)
        .concat('delete from disclosure.reports'),
      /The test of 2026-11-25 came, and is gone/,
    ],
    [
      'its test is altered',
      ['update disclosure.reports set commitments = commitments || commitments'],
      /The test of 2026-11-25 is not what was sent/,
    ],
    [
      'the roster is altered',
      [
        'update disclosure.rosters set signed = regexp_replace(signed, \'"payload": *"....\', \'"payload":"AAAA\')',
      ],
      /The roster can't be used/,
    ],
  ];
  for (const [what, statements, expected] of CANARY)
    test(`the canary says so when ${what}`, async () => {
      const remembered = readCanary(outside.state);
      const putBack = await tamper(heed, ...statements);
      const faults = await runCanary({
        ...{ base: heed.heed.url, pin: heed.pin, today: '2026-11-26', state: remembered },
        save: () => undefined,
      });
      await putBack();
      assert.match(faults.join('\n'), expected);
    });

  test('a test whose answer was lost on its way, about midnight, is no alarm when it is found there', async () => {
    const remembered = readCanary(outside.state);
    const tests = remembered.tests.map((one) => ({ ...one, arrived: false, day: '2026-11-24' }));
    const run = { base: heed.heed.url, pin: heed.pin, today: '2026-11-24', save: () => undefined };
    assert.deepEqual(await runCanary({ ...run, state: { ...remembered, tests } }), []);
    const arrived = tests.map((one) => ({ ...one, arrived: true }));
    assert.match(
      (await runCanary({ ...run, state: { ...remembered, tests: arrived } })).join(),
      /was altered/,
    );
  });

  test('both say so when the service is blocked', async () => {
    const closed = 'http://127.0.0.1:9';
    assert.match((await outside.canary(closed)).join(), /did not answer/);
    const grant = await grantMirror(new Uint8Array(32), new Uint8Array(16), outside.copied().key);
    const run = { base: closed, today: heed.today(), say: () => undefined };
    assert.match((await runMirror(run, outside.copied(), grant)).join(), /did not answer/);
  });

  test('whoever keeps a head out of the ledger is found out', async () => {
    const today = heed.today();
    await heed.asOwner(`insert into ledger.closed_days (day) values ('${today}')`);
    await moveOn(heed, 1);
    assert.deepEqual(await outside.mirror(), [`The head of ${today} is not in the ledger.`]);
  });

  test('where mail is blocked and nobody opens, the outside body is asked and the canary says so', async () => {
    heed.heed.inbox.refuseAll(true);
    const sent = heed.today();
    assert.deepEqual(
      (await outside.canary()).filter((line) => line.includes(sent)),
      [],
    );
    await moveOn(heed, 4);
    const faults = await outside.canary();
    assert.match(faults.join('\n'), new RegExp(`Nobody opened the test of ${sent} by [\\d-]+\\.(\\n|$)`));
    const [row] = await heed.asOwner(`select escalated from disclosure.reports where day = '${sent}'`);
    assert.ok(row?.escalated);
  });

  test('whoever takes the clocks of one disclosure away is found out when they were due, and of that one alone', async () => {
    const [one] = await heed.asOwner(`select ${LAST_REPORT} as id`);
    await heed.asOwner(`delete from disclosure.clocks where report_id = '${one?.id}'`);
    await moveOn(heed, 9);
    const faults = (await outside.mirror()).filter((fault) => fault.includes('its clock did not run'));
    assert.equal(faults.length, 1, faults.join('\n'));
    assert.match(faults.join(), new RegExp(`${one?.id}.* was to be acknowledged by`));
  });

  test('a grant ends with its recipient’s place in the roster', async () => {
    const until = Temporal.PlainDate.from(heed.today()).subtract({ days: 1 }).toString();
    await heed.publish(
      nextRoster(heed, heed.roster, ({ recipients }) => ({
        recipients: recipients.map((one) => (one.id === 'lado' ? { ...one, until } : one)),
      })),
    );
    assert.match((await outside.mirror()).join(), /refuses this mirror/);
  });
});

describe('a Heed whose worker was stopped', () => {
  let heed: WatchedHeed;
  before(async () => {
    heed = await startWatchedHeed(['web']);
  });
  after(() => heed?.close());

  test('is found out within a day by the mirror, and by the canary as soon as a test was due', async () => {
    const outside = watchHeed(heed, 'conference-chair', join(FOLDERS, 'other'));
    assert.deepEqual(await outside.canary(), []);
    assert.deepEqual(await outside.mirror(), []);
    heed.heed.clock.move({ hours: 20 });
    assert.match((await outside.mirror()).join(), /There is no head for 2026-11-23, nor since/);
    heed.heed.clock.move({ hours: 24 });
    assert.match(
      (await outside.canary()).join(),
      /Nobody opened the test of 2026-11-23.*worker stands still/,
    );
  });
});
