/**
 * A log that follows another, on a real database: the old one stays what it was, is served, exported, proven and checked; nothing is
 * numbered or signed on a database that is less than what was published. Source: docs/decisions/0111, 0112.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { signHead } from '../../src/modules/ledger/domain/log-key.ts';
import { readPlace } from '../../src/modules/ledger/domain/log-place.ts';
import {
  checkProof,
  createLedger,
  createPublishedGuard,
  createSequencer,
  findNewestCheckpoint,
  findShownCheckpoint,
  formatVerifierKey,
  type LogKey,
  listLogsToExport,
  openLogKey,
  openSuccession,
  proveEntry,
  type SuccessionAsked,
  verifyExport,
  writeExport,
} from '../../src/modules/ledger/index.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { type CheckedLedger, openCheckedLedger } from '../support/checked-ledger.ts';

const OPERATOR = { actor: { kind: 'operator' }, basis: null } as const;
const NEW = 'log.example.org/ledger-2';
const out = mkdtempSync(join(tmpdir(), 'heed-follows-'));
after(() => rmSync(out, { recursive: true, force: true }));
let exports = 0;

const newKey = () => openLogKey(NEW, new Uint8Array(randomBytes(32)));

/** A checkpoint of the old log larger than what is here, as somebody outside has it. */
const lostNote = (key: LogKey, size: number) =>
  signHead(key, { size, root: new Uint8Array(randomBytes(32)) });

function askFor(world: CheckedLedger, key: LogKey, because: SuccessionAsked['because']): SuccessionAsked {
  return {
    because,
    reason: 'The disk failed and this was the newest backup.',
    decidedBy: 'A. Example, head of information',
    origin: key.origin,
    vkey: formatVerifierKey(key.verifier),
    keyIsNew: key.verifier.publicKey.toHex() !== world.key.verifier.publicKey.toHex(),
  };
}

/** Opens the log of `key`; gives why it was refused. */
async function succeed(
  world: CheckedLedger,
  key: LogKey,
  notes: readonly Uint8Array[],
  because: SuccessionAsked['because'] = 'restored',
): Promise<string | null> {
  const opening = openSuccession(
    () => world.key.verifier,
    notes.map((note, i) => ({ note, from: `note ${i}` })),
  );
  let why: string | null = null;
  await runCommand(world.spine, OPERATOR, async (tx, ctx) => {
    const { decision, holds } = await opening.plan(tx, askFor(world, key, because));
    if (decision.ok)
      return opening.open(tx, ctx, { succession: decision.succession, holds: holds.map(({ id }) => id) });
    why = decision.why;
    return { ok: false, refusal: { code: 'duties.nothing-due' } };
  });
  return why;
}

async function exportAll({ spine: { db }, wrappingKey }: CheckedLedger, key: LogKey): Promise<string> {
  exports += 1;
  const folder = join(out, `export-${exports}`);
  const checkpoint = await db
    .transaction()
    .execute((tx) => findShownCheckpoint(tx, { names: [], quorum: 0 }));
  assert.ok(checkpoint);
  const logs = await db
    .transaction()
    .execute((tx) => listLogsToExport(tx, { key: key.verifier, checkpoint }, wrappingKey));
  await writeExport(db, { folder, from: 0, wrappingKey, names: null, ...logs.newest, before: logs.before });
  return folder;
}

const verify = (folder: string, key: LogKey, ...earlier: readonly Uint8Array[]) =>
  verifyExport(folder, { trusted: { key: key.verifier, witnesses: [], quorum: 0 }, earlier });

const say = (
  faults: readonly { readonly kind: string; readonly first: number; readonly log?: string }[] | null,
) => (faults ?? []).map(({ kind, first, log }) => `${kind} ${first} ${log}`).sort();

/** A log of 300 entries, of which more was signed than is here, followed by another; 20 entries waited meanwhile. */
async function openFollowed(): Promise<{ world: CheckedLedger; key: LogKey; lost: Uint8Array }> {
  const world = await openCheckedLedger();
  await world.addEntries(300);
  await world.sequencer.runOnce();
  const lost = lostNote(world.key, 340);
  const key = newKey();
  await world.addEntries(20);
  assert.equal(await succeed(world, key, [lost]), null);
  assert.deepEqual(await world.startCheck(key).checkNewestDay(), [], 'before its first entry has its number');
  await world.anotherSequencer(key).runOnce();
  return { world, key, lost };
}

async function within(
  work: (made: Awaited<ReturnType<typeof openFollowed>>) => Promise<void>,
): Promise<void> {
  const made = await openFollowed();
  try {
    await work(made);
    assert.deepEqual(made.world.errors, []);
  } finally {
    await made.world.close();
  }
}

describe('a log that follows another', () => {
  test('begins with what it says of the old one, before all that waited, and leaves the old one as it was', () =>
    within(async ({ world, key }) => {
      const { rows } = await world.pool.query(
        'select p.index, e.act from ledger.positions p join ledger.entries e on e.id = p.id order by p.index',
      );
      const placed = rows.map(({ index, act }) => ({ ...readPlace(index), act }));
      assert.deepEqual(
        placed.map(({ log, index }) => `${log} ${index}`),
        [
          ...Array.from({ length: 300 }, (_, i) => `0 ${i}`),
          ...Array.from({ length: 21 }, (_, i) => `1 ${i}`),
        ],
      );
      assert.equal(placed[300]?.act, 'ledger.log-succeeded');
      const newest = await world.spine.db.transaction().execute(findNewestCheckpoint);
      assert.equal(newest?.size, 21);
      assert.ok(
        Buffer.from(newest?.note ?? [])
          .toString()
          .startsWith(`${NEW}\n21\n`),
      );
      // Whoever still runs under the old name, or with the old key, signs and numbers nothing.
      await world.addEntries(1);
      await assert.rejects(world.sequencer.runOnce(), /A log keeps its name/);
      const other = openLogKey(NEW, new Uint8Array(randomBytes(32)));
      await assert.rejects(world.anotherSequencer(other).runOnce(), /the key that signs is not the one/);
      assert.equal(await world.anotherSequencer(key).runOnce(), 1);
    }));

  test('is exported with the old one, and both verify; a checkpoint of what was lost is said to be so', () =>
    within(async ({ world, key, lost }) => {
      const folder = await exportAll(world, key);
      const found = verify(folder, key, lost);
      assert.deepEqual(found.faults, []);
      const [before] = found.before;
      assert.equal(found.earlier, 0, 'what was lost is not said to have been checked');
      assert.equal(before?.held, 300);
      assert.deepEqual(before?.succession.lost, { ...before?.succession.lost, entries: 40, from: 300 });
      assert.equal(found.bodies?.sound, 321);
      // Somebody kept a checkpoint larger than the one named: more is lost than the ledger says.
      assert.match(verify(folder, key, lostNote(world.key, 400)).faults.join(), /more is lost than it says/);
      // Nor may the named one be another than the one that was signed.
      assert.match(
        verify(folder, key, lostNote(world.key, 340)).faults.join(),
        /is not the one that you kept/,
      );
    }));

  test('is not sound with its saying changed, missing or put where none was; nor over an old log that was changed', () =>
    within(async ({ world, key }) => {
      const folder = await exportAll(world, key);
      const path = join(folder, 'succession');
      const said = readFileSync(path, 'utf8');
      writeFileSync(path, said.replace('A. Example', 'B. Example'));
      assert.match(verify(folder, key).faults.join(), /not what the first entry of this log commits to/);
      rmSync(path);
      assert.match(verify(folder, key).faults.join(), /This log follows another one/);
      writeFileSync(path, said);
      assert.deepEqual(verify(folder, key).faults, []);
      const old = join(folder, 'earlier');
      writeFileSync(join(old, 'succession'), said);
      assert.match(
        verify(folder, key).faults.join(),
        /In the log log\.example\.org\/ledger: What the export says/,
      );
      rmSync(join(old, 'succession'));
      const bundle = join(old, 'tile/entries/000');
      const bytes = readFileSync(bundle);
      bytes[3_000] = (bytes[3_000] ?? 0) ^ 1;
      writeFileSync(bundle, bytes);
      assert.match(verify(folder, key).faults.join(), /In the log log\.example\.org\/ledger: /);
    }));

  test('keeps what was proven before provable, by the old log’s checkpoint, and says of which log a number is', () =>
    within(async ({ world, key }) => {
      const { rows } = await world.pool.query(
        'select id, index from ledger.positions where index = 17 or index % 1024 = 5 and index > 1000000 order by index',
      );
      const by = { names: [], quorum: 0, now: Temporal.Now.instant() };
      for (const [row, log] of [
        [rows[0], world.key],
        [rows[1], key],
      ] as const) {
        const found = await world.spine.db.transaction().execute((tx) => proveEntry(tx, row.id, by));
        assert.ok(found && found !== 'not-yet');
        const checked = checkProof(found.proof, { key: log.verifier, witnesses: [], quorum: 0 });
        assert.deepEqual(checked.faults, []);
        assert.equal(checked.index, readPlace(row.index).index);
      }
      const reader = createLedger(world.wrappingKey).entries;
      const read = await world.spine.db
        .transaction()
        .execute((tx) =>
          reader.listEntriesOf(tx, [{ kind: 'concern', id: 'concern-1' }], ['tests.happened']),
        );
      const cited = new Set(read.map(({ log }) => log));
      assert.deepEqual([...cited].sort(), [world.key.origin, NEW].sort());
      assert.ok(read.every(({ index }) => index !== null && index < 300));
    }));

  test('is checked with the old one, each by its own key, and a change of either is found in its log', () =>
    within(async ({ world, key }) => {
      const check = world.startCheck(key);
      assert.deepEqual(await check.checkEverything(), []);
      assert.deepEqual(await check.checkNewestDay(), []);
      const old = `(select id from ledger.positions where index = 100)`;
      await world.tamper(
        'create table public.kept as table ledger.entries',
        `update ledger.entries set entry = replace(entry, 'engine', 'public') where id = ${old}`,
      );
      assert.deepEqual(say(await check.checkEverything()), [`entry-altered 100 ${world.key.origin}`]);
      assert.deepEqual(say(await check.checkNewestDay()), [`entry-altered 100 ${world.key.origin}`]);
      await world.tamper(
        'delete from ledger.entries',
        'insert into ledger.entries select * from public.kept',
      );
      await world.tamper(
        `update ledger.logs set statement = replace(statement, '"entries":40', '"entries":4')`,
      );
      assert.deepEqual(say(await check.checkEverything()), [`succession-altered 0 ${NEW}`]);
      await world.tamper(
        `update ledger.logs set statement = replace(statement, '"entries":4,', '"entries":40,')`,
      );
      assert.deepEqual(await check.checkEverything(), []);
    }));

  test('takes over what was remembered of the old one, unless more was published than it names', async () => {
    const { world, key, lost } = await openFollowed();
    try {
      world.writeMemory(Buffer.from(lost).toString('utf8'));
      const check = world.startCheck(key);
      assert.deepEqual(await check.checkNewestDay(), []);
      assert.match(
        world.readMemory(),
        new RegExp(`^${NEW}\n`),
        'what the new log published is remembered now',
      );
      world.writeMemory(Buffer.from(lostNote(world.key, 400)).toString('utf8'));
      assert.deepEqual(say(await world.startCheck(key).checkNewestDay()), ['tree-shrunk 340 undefined']);
    } finally {
      await world.close();
    }
  });

  test('may be followed by a third, and all three verify', () =>
    within(async ({ world, key }) => {
      const third = openLogKey('log.example.org/ledger-3', new Uint8Array(randomBytes(32)));
      const opening = openSuccession(() => key.verifier, []);
      const done = await runCommand(world.spine, OPERATOR, async (tx, ctx) => {
        const { decision } = await opening.plan(tx, {
          ...askFor(world, third, 'key-rotated'),
          keyIsNew: true,
        });
        assert.ok(decision.ok, decision.ok ? '' : decision.why);
        assert.equal(decision.succession.lost.entries, 0);
        return opening.open(tx, ctx, { succession: decision.succession, holds: [] });
      });
      assert.ok(done.ok);
      await world.anotherSequencer(third).runOnce();
      const found = verify(await exportAll(world, third), third);
      assert.deepEqual(found.faults, []);
      assert.deepEqual(
        found.before.map(({ held }) => held),
        [21, 300],
      );
      assert.deepEqual(await world.startCheck(third).checkEverything(), []);
    }));
});

describe('a new log is refused', () => {
  test('over a sound one, by the old one’s own checkpoints, and for a key that is not new', async () => {
    const world = await openCheckedLedger();
    try {
      await world.addEntries(30);
      await world.sequencer.runOnce();
      const newest = await world.spine.db.transaction().execute(findNewestCheckpoint);
      assert.ok(newest);
      assert.match((await succeed(world, newKey(), [newest.note])) ?? '', /Nothing is lost/);
      assert.match(
        (await succeed(world, newKey(), [lostNote(world.key, 31)], 'key-stolen')) ?? '',
        /must not hide/,
      );
      await assert.rejects(succeed(world, newKey(), [lostNote(newKey(), 31)]), /is a checkpoint of/);
      assert.equal((await world.pool.query('select 1 from ledger.logs')).rowCount, 0);
    } finally {
      await world.close();
    }
  });
});

describe('a database that is less than what was published', () => {
  test('is neither numbered nor signed by whoever remembers, nor by anybody else, until it is whole again', async () => {
    const world = await openCheckedLedger();
    try {
      await world.addEntries(30);
      await world.sequencer.runOnce();
      const whole = await world.spine.db.transaction().execute(findNewestCheckpoint);
      assert.ok(whole);
      const told: string[] = [];
      const alarms = {
        refused: async ({ witness, reason }: { witness: string; reason: string }) =>
          void told.push(`${witness} ${reason}`),
        refusedNoMore: async (witness: string) => void told.push(`${witness} no more`),
      };
      const { spine, key, folder } = world;
      const remembering = () =>
        createSequencer({
          ...{ spine, key, onError: (error: unknown) => world.errors.push(error) },
          isAsPublished: createPublishedGuard({ spine, key, folder, alarms }),
        });
      const signed = async () => (await spine.db.transaction().execute(findNewestCheckpoint))?.size;

      world.writeMemory(Buffer.from(lostNote(key, 31)).toString('utf8'));
      await world.addEntries(4);
      const first = remembering();
      assert.equal(await first.runOnce(), 0);
      assert.deepEqual(told, ['published checkpoint knows-more']);
      assert.equal(await world.anotherSequencer().runOnce(), 0, 'one that remembers nothing obeys');
      assert.equal(await signed(), 30);
      const { rows } = await world.pool.query('select count(*)::int as n from ledger.pending');
      assert.equal(rows[0].n, 5, 'what was entered waits: the four, and that the signing is held');

      // As large, and another: what a fork looks like that has gone on past it.
      world.writeMemory(Buffer.from(lostNote(key, 30)).toString('utf8'));
      assert.equal(await remembering().runOnce(), 0);
      assert.ok(told.includes('published checkpoint other-root'));

      // The right file, or the newest backup: it goes on by itself.
      world.writeMemory(Buffer.from(whole.note).toString('utf8'));
      assert.ok((await first.runOnce()) > 0);
      assert.equal(told.at(-1), 'published checkpoint no more');
      assert.ok(((await signed()) ?? 0) > 34);

      world.writeMemory('something else\n');
      await world.addEntries(1);
      await assert.rejects(remembering().runOnce(), /is not a checkpoint of this log/);
    } finally {
      await world.close();
    }
  });
});
