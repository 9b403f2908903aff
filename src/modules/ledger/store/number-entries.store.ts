import { sql } from 'kysely';
import { utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { createTreeHasher } from '../domain/tree-hasher.ts';
import { placeIn } from './log-base.store.ts';
import { type FullTile, growTree, type LogTree, loadTree, readSize, sha256 } from './log-tree.store.ts';
import { findNewestLog, findOpeningEntry } from './logs.store.ts';

/** "HEED" and "LOGS": one sequencer at a time numbers the entries of a database. */
const LOCK = [0x48454544, 0x4c4f4753] as const;

/** What numbering came to. */
export interface Numbered {
  /** The tree as it is if this transaction commits. */
  readonly tree: LogTree;
  readonly added: number;
  /** Entries that waited for a number and are no longer there: somebody took them away. */
  readonly missing: readonly string[];
}

/** Keeps every process from numbering until this transaction ends; waits for one that is at it. */
export async function stopNumbering(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK[0])}, ${sql.lit(LOCK[1])})`.execute(tx);
}

/** Whether entries wait for a number, and whether the newest head is not signed yet. */
export async function findWork(tx: Tx): Promise<{ readonly pending: boolean; readonly unsigned: boolean }> {
  const { rows } = await sql<{ pending: boolean; unsigned: boolean }>`
    select exists (select from ledger.pending) as pending,
      (select max(size) from ledger.heads) > coalesce((select max(size) from ledger.checkpoints), -1) as unsigned`.execute(
    tx,
  );
  const [row] = rows;
  return { pending: row?.pending ?? false, unsigned: row?.unsigned ?? false };
}

/**
 * Whether numbering is this transaction's to do. Also keeps plans made in it from reading a table whole: one made on a
 * fresh log, where the tables are empty, would go on doing that for every entry until PostgreSQL looked again.
 */
async function lead(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(LOCK[0])}, ${sql.lit(LOCK[1])}) as mine,
      set_config('enable_seqscan', 'off', true)`.execute(tx);
  return rows[0]?.mine ?? false;
}

interface Taken {
  readonly id: string;
  readonly entry: string | null;
}

/**
 * Takes committed entries off the waiting list, oldest id first; those that have a number already are dropped from it.
 * Scalar subqueries, which can only be carried out as index look-ups: a join is planned once for any number of waiting
 * entries, and planned while many wait it reads the whole log for each batch ever after (docs/decisions/0303).
 */
async function takePending(tx: Tx, limit: number): Promise<readonly Taken[]> {
  const { rows } = await sql<{ id: string; entry: string | null }>`
    with taken as (
      delete from ledger.pending where id in (
        select id from ledger.pending order by id limit ${sql.lit(limit)})
      returning id
    )
    select taken.id, (select e.entry from ledger.entries e where e.id = taken.id) as entry
    from taken
    where (select p.index from ledger.positions p where p.id = taken.id) is null
    order by taken.id`.execute(tx);
  return rows;
}

/** The entry that opens this log, off the waiting list: it is the first, whatever waited before it. */
async function takeOpening(tx: Tx, log: number): Promise<readonly Taken[]> {
  const opening = await findOpeningEntry(tx, log);
  if (opening === null) throw new NoOpening(log);
  await sql`delete from ledger.pending where id = ${opening}::uuid`.execute(tx);
  const { rows } = await sql<Taken>`
    select id, entry from ledger.entries where id = ${opening}::uuid`.execute(tx);
  return rows;
}

/** A log was opened past the command that opens one: it has no first entry. */
export class NoOpening extends Error {
  constructor(log: number) {
    super(`log ${log} has no entry that says which log it follows`);
  }
}

async function saveTiles(tx: Tx, log: number, tiles: readonly FullTile[]): Promise<void> {
  if (tiles.length === 0) return;
  await sql`
    insert into ledger.tiles (level, index, hashes, root)
    select level, ${placeIn(log, 0)} + index, hashes, root
    from unnest(${tiles.map((t) => t.level)}::smallint[], ${tiles.map((t) => t.index)}::bigint[],
      ${tiles.map((t) => Buffer.from(t.hashes))}::bytea[], ${tiles.map((t) => Buffer.from(t.root))}::bytea[])
      as t (level, index, hashes, root)`.execute(tx);
}

/**
 * Numbers committed entries that wait, `limit` of them at most: positions, full tiles and the head they come to, all in the
 * caller's transaction. `null` when another process is at it. `kept` is the tree as the caller last saw it committed,
 * used where it is still the newest. Never waits for an open transaction: what commits later takes a later number.
 * Throws `BrokenLog` when what is stored is not the log whose head was kept.
 */
export async function numberEntries(
  tx: Tx,
  wall: Temporal.Instant,
  kept: LogTree,
  limit: number,
): Promise<Numbered | null> {
  if (!(await lead(tx))) return null;
  const log = (await findNewestLog(tx))?.number ?? 0;
  const size = await readSize(tx, log);
  const tree = kept.log === log && kept.size === size ? kept : await loadTree(tx, size, log);
  const opening = log > 0 && size === 0 ? await takeOpening(tx, log) : [];
  const taken = [...opening, ...(await takePending(tx, limit))];
  const hasher = createTreeHasher(sha256);
  const fresh = taken.flatMap(({ id, entry }) =>
    entry === null ? [] : [{ id, leaf: hasher.leaf(utf8(entry)) }],
  );
  const missing = taken.filter(({ entry }) => entry === null).map(({ id }) => id);
  if (fresh.length === 0) return { tree, added: 0, missing };
  const grown = growTree(
    tree,
    fresh.map(({ leaf }) => leaf),
  );
  await sql`
    insert into ledger.positions (index, id, leaf)
    select ${placeIn(log, size)} + number - 1, id, leaf
    from unnest(${fresh.map(({ id }) => id)}::uuid[], ${fresh.map(({ leaf }) => Buffer.from(leaf))}::bytea[])
      with ordinality as fresh (id, leaf, number)`.execute(tx);
  await saveTiles(tx, log, grown.tiles);
  await sql`
    insert into ledger.heads (size, root, at)
    values (${placeIn(log, grown.head.size)}, ${Buffer.from(grown.head.root)}, ${wall}::timestamptz)`.execute(
    tx,
  );
  return { tree: grown.tree, added: fresh.length, missing };
}
