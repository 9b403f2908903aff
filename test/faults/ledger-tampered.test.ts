/**
 * Somebody with all power over the database changes the record of what was done. Each way is found by the check's next round:
 * within the minute where the entry is of the newest day, within the hour where it is older. Source: 40-ledger.md (Verifying).
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { createSelfCheck } from '../../src/modules/ledger/commands/run-self-check.command.ts';
import { createPublishedInProcess } from '../../src/modules/ledger/store/published-file.store.ts';
import { createCheckStore } from '../../src/modules/ledger/store/self-check.store.ts';
import { type CheckedLedger, openCheckedLedger } from '../support/checked-ledger.ts';
import { makeSecrets } from '../support/heed.ts';

/** Two full tiles, and a third that is not full. */
const SIZE = 600;

let world: CheckedLedger;
before(async () => {
  world = await openCheckedLedger();
  await world.addEntries(SIZE);
  await world.sequencer.runOnce();
});
after(() => world?.close());

/** What is found, as "kind first". */
const say = (faults: readonly { readonly kind: string; readonly first: number }[] | null) =>
  (faults ?? []).map(({ kind, first }) => `${kind} ${first}`).sort();

const AT = (index: number) => `(select id from ledger.positions where index = ${index})`;
const TABLES = ['entries', 'positions', 'tiles', 'heads', 'checkpoints', 'pending'] as const;

/** Puts the log away and back, so that each way of changing it meets the same sound log. */
const keep = () =>
  TABLES.map((name) => `create table if not exists public.kept_${name} as table ledger.${name}`);
const putBack = () => [
  ...TABLES.map((name) => `delete from ledger.${name}`),
  ...TABLES.map((name) => `insert into ledger.${name} select * from public.kept_${name}`),
];

describe('a sound log', () => {
  test('is found sound, whole and by its newest day, and what was published is remembered outside the database', async () => {
    assert.deepEqual(await world.check.checkNewestDay(), []);
    assert.deepEqual(await world.check.checkEverything(), []);
    assert.match(world.readMemory(), new RegExp(`^log\\.example\\.org/ledger\\n${SIZE}\\n`));
    assert.deepEqual(world.errors, []);
    await world.tamper(...keep());
  });
});

interface Way {
  readonly what: string;
  readonly how: readonly string[];
  readonly found: readonly string[];
}

const WAYS: readonly Way[] = [
  {
    what: 'an entry is altered',
    how: [
      `update ledger.entries set entry = replace(entry, 'tests.happened', 'tests.mended') where id = ${AT(300)}`,
    ],
    found: ['columns-altered 300', 'entry-altered 300'],
  },
  {
    what: 'an entry not yet in a full tile is altered',
    how: [`update ledger.entries set entry = replace(entry, 'engine', 'public') where id = ${AT(590)}`],
    found: ['entry-altered 590'],
  },
  {
    what: 'an entry is altered together with the hashes beside it',
    how: [
      `update ledger.entries set entry = replace(entry, 'engine', 'public') where id = ${AT(300)}`,
      `update ledger.positions set leaf = sha256('\\x00'::bytea || convert_to((select entry from ledger.entries
        where id = positions.id), 'UTF8')) where index = 300`,
      `update ledger.tiles set hashes = overlay(hashes placing (select leaf from ledger.positions where index = 300)
        from 44 * 32 + 1) where level = 0 and index = 1`,
    ],
    found: ['root-mismatch 0', 'tile-altered 256', 'tree-rewritten 0'],
  },
  {
    what: 'what an entry says is altered under its seal',
    how: [`update ledger.entries set body = overlay(body placing '\\x00' from 20) where id = ${AT(10)}`],
    found: ['body-altered 10'],
  },
  {
    what: 'the time by which an entry is found is altered',
    how: [`update ledger.entries set at = at - interval '1 day' where id = ${AT(77)}`],
    found: ['columns-altered 77'],
  },
  {
    what: 'an entry is deleted',
    how: [`delete from ledger.entries where id = ${AT(12)}`],
    found: ['entry-missing 12'],
  },
  {
    what: 'an entry and its number are deleted',
    how: [`delete from ledger.entries where id = ${AT(12)}`, 'delete from ledger.positions where index = 12'],
    found: ['entry-missing 12'],
  },
  {
    what: 'an entry is deleted and all after it move up',
    how: [
      `delete from ledger.entries where id = ${AT(12)}`,
      'delete from ledger.positions where index = 12',
      'update ledger.positions set index = index + 10000 where index > 12',
      'update ledger.positions set index = index - 10001 where index > 10000',
    ],
    found: ['entry-missing 12', 'root-mismatch 0', 'tree-rewritten 0'],
  },
  {
    what: 'an entry is put in past the log, and waits for no number',
    how: [
      `insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
       select uuidv7(), entry, at, act, subject_ref, about, body from ledger.entries where id = ${AT(3)}`,
    ],
    found: [`entry-unnumbered ${SIZE}`],
  },
  {
    what: 'an entry is put in with the number after the last',
    how: [
      `insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
       select '019fffff-ffff-7fff-8fff-ffffffffffff', entry, at, act, subject_ref, about, body
       from ledger.entries where id = ${AT(3)}`,
      `insert into ledger.positions (index, id, leaf)
       select ${SIZE}, '019fffff-ffff-7fff-8fff-ffffffffffff', leaf from ledger.positions where index = 3`,
    ],
    found: [`root-mismatch ${SIZE}`],
  },
  {
    what: 'two entries change places',
    how: [
      `create temporary table swap on commit drop as select id, entry from ledger.entries where id in (${AT(20)}, ${AT(400)})`,
      `update ledger.entries e set entry = (select s.entry from swap s where s.id <> e.id) where id in (select id from swap)`,
    ],
    found: ['body-altered 20', 'columns-altered 20', 'entries-reordered 20'],
  },
  {
    what: 'two numbers change places',
    how: [
      'update ledger.positions set index = index + 10000 where index in (20, 21)',
      'update ledger.positions set index = case index when 10020 then 21 else 20 end where index > 10000',
    ],
    found: ['entries-reordered 20'],
  },
  {
    what: 'a tile is altered',
    how: [
      `update ledger.tiles set hashes = overlay(hashes placing '\\x0000' from 65) where level = 0 and index = 0`,
    ],
    found: ['tile-altered 2'],
  },
  {
    what: 'a tile is deleted',
    how: ['delete from ledger.tiles where level = 0 and index = 1'],
    found: ['tile-altered 256'],
  },
  {
    what: 'the root kept for a tile is altered',
    how: [
      `update ledger.tiles set root = overlay(root placing '\\x0000' from 5) where level = 0 and index = 1`,
    ],
    found: ['tile-altered 256'],
  },
  {
    what: 'the newest head is altered',
    how: [`update ledger.heads set root = sha256('another') where size = ${SIZE}`],
    found: [`head-altered ${SIZE}`],
  },
  {
    what: 'the newest checkpoint is altered',
    how: [
      `update ledger.checkpoints set note = convert_to(replace(convert_from(note, 'UTF8'), E'\\n${SIZE}\\n', E'\\n601\\n'), 'UTF8')`,
    ],
    found: [`checkpoint-altered ${SIZE}`],
  },
  {
    what: 'the newest head and checkpoint are taken away',
    how: ['delete from ledger.checkpoints', 'delete from ledger.heads'],
    found: ['root-mismatch 0', 'tree-shrunk 0'],
  },
];

describe('a superuser', () => {
  afterEach(async () => {
    world.moveClock({ hours: 0 });
    await world.tamper(...putBack());
    // Sound again: what was raised is over, and only now.
    const cleared = world.told.cleared;
    assert.deepEqual(await world.check.checkNewestDay(), []);
    assert.equal(world.told.cleared, cleared);
    assert.deepEqual(await world.check.checkEverything(), []);
    assert.equal(world.told.cleared, cleared + 1);
  });

  for (const { what, how, found } of WAYS)
    test(`is found out when ${what}`, async () => {
      await world.tamper(...how);
      const raised = world.raised.length;
      assert.deepEqual(
        say(await world.check.checkNewestDay()),
        found.toSorted(),
        'by the check of the newest day',
      );
      assert.deepEqual(say(world.raised[raised] ?? []), found.toSorted(), 'and an alarm is raised');
      assert.deepEqual(
        say(await world.check.checkEverything()),
        found.toSorted(),
        'by the check of everything',
      );
    });
});

/** A sound log of its own, whose published size a test may leave behind. */
async function withWorld(work: (world: CheckedLedger) => Promise<void>): Promise<void> {
  const own = await openCheckedLedger();
  try {
    await own.addEntries(SIZE);
    await own.sequencer.runOnce();
    assert.deepEqual(await own.check.checkEverything(), []);
    await work(own);
  } finally {
    await own.close();
  }
}

describe('history', () => {
  test('is found out by the next check of everything where the entry is a day old', () =>
    withWorld(async (own) => {
      own.moveClock({ hours: 30 });
      await own.addEntries(20);
      await own.sequencer.runOnce();
      await own.tamper(
        `update ledger.entries set entry = replace(entry, 'engine', 'public') where id = ${AT(100)}`,
      );
      assert.deepEqual(await own.check.checkNewestDay(), []);
      assert.deepEqual(say(await own.check.checkEverything()), ['entry-altered 100']);
      // The next minute's check finds nothing, and the alarm stays.
      await own.check.checkNewestDay();
      assert.deepEqual(say(own.raised.at(-1) ?? []), ['entry-altered 100']);
    }));

  test('is found out when the whole log is made anew and signed again with the real key', () =>
    withWorld(async (own) => {
      const rebuild = [
        `delete from ledger.entries where id = ${AT(5)}`,
        ...['checkpoints', 'heads', 'tiles', 'positions', 'pending'].map(
          (name) => `delete from ledger.${name}`,
        ),
        'insert into ledger.pending select id from ledger.entries',
      ];
      await own.tamper(...rebuild);
      assert.equal(await own.anotherSequencer().runOnce(), SIZE - 1);
      assert.deepEqual(say(await own.check.checkNewestDay()), [`tree-shrunk ${SIZE - 1}`]);
      // Nor does it help to make it longer than it was, or to wait for a process that remembers nothing itself.
      await own.addEntries(30);
      await own.anotherSequencer().runOnce();
      const started = own.startCheck();
      assert.deepEqual(say(await started.checkNewestDay()), ['tree-rewritten 0']);
      assert.deepEqual(say(await started.checkEverything()), ['tree-rewritten 0']);
      assert.match(own.readMemory(), new RegExp(`\\n${SIZE}\\n`), 'what was published stays what it was');
    }));

  test('is found out when what was published is altered where it is remembered', () =>
    withWorld(async (own) => {
      const memory = own.readMemory();
      own.writeMemory(memory.replace(`\n${SIZE}\n`, '\n1\n'));
      assert.deepEqual(say(await own.startCheck().checkNewestDay()), ['checkpoint-altered 0']);
      own.writeMemory(memory);
    }));

  test('is found out within a day of passes though the database swears that nothing has changed', () =>
    withWorld(async (own) => {
      const swear = async (_tx: unknown, _first: number, count: number) =>
        Array.from({ length: count }, () => new Uint8Array(32));
      const nobody = { raise: async () => undefined, clear: async () => undefined };
      const check = createSelfCheck({
        spine: own.spine,
        store: { ...createCheckStore(own.key.verifier, makeSecrets().ledgerKey), readFingerprints: swear },
        memory: createPublishedInProcess(),
        alarms: nobody,
        pause: { rest: async () => undefined, end: () => undefined },
        onError: (error) => own.errors.push(error),
      });
      assert.deepEqual(await check.checkNewestDay(), []);
      await own.tamper(
        `update ledger.entries set entry = replace(entry, 'engine', 'public') where id = ${AT(100)}`,
      );
      const found: string[] = [];
      for (let passes = 2; passes <= 24 && found.length === 0; passes += 1)
        found.push(...say(await check.checkNewestDay()));
      assert.deepEqual(found, ['entry-altered 100']);
      assert.deepEqual(own.errors, []);
    }));
});
