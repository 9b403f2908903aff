/** What the log's check of itself reads: a tile at a time, by index look-ups only, in transactions of a few milliseconds. */
import { sql } from 'kysely';
import { sameBytes, utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { verifySignature } from '../../../platform/crypto.ts';
import { agreesWithColumns } from '../domain/check-entry.ts';
import { parseCheckpoint } from '../domain/checkpoint.ts';
import { LOG_SPAN } from '../domain/log-place.ts';
import { Malformed } from '../domain/malformed.ts';
import type { CheckedRow, CheckedTile, CompletedTile, KeptTile, Mark } from '../domain/self-check.ts';
import { parseNote } from '../domain/signed-note.ts';
import { TILE_WIDTH } from '../domain/tile.ts';
import type { VerifierKey } from '../domain/verifier-key.ts';
import { verifyNote } from '../domain/verify-note.ts';
import type { CheckBody } from './check-bodies.store.ts';
import { baseOf, placeIn } from './log-base.store.ts';

/**
 * Keeps plans made in this transaction from reading a table whole: one made on a fresh log, where the tables are empty, would
 * go on doing that until PostgreSQL looked again.
 */
export async function readByIndex(tx: Tx): Promise<void> {
  await sql`select set_config('enable_seqscan', 'off', true)`.execute(tx);
}

interface Row {
  readonly index: number;
  readonly id: string;
  readonly leaf: Buffer;
  readonly entry: string | null;
  readonly at: Temporal.Instant;
  readonly act: string;
  readonly subject: string;
  readonly about: readonly string[];
  readonly body: Buffer;
  readonly refKnown: boolean;
  readonly wrapped: Buffer | null;
}

async function readRows(
  tx: Tx,
  log: number,
  from: number,
  to: number,
  checkBody: CheckBody,
): Promise<readonly CheckedRow[]> {
  const { rows } = await sql<Row>`
    select p.index - ${baseOf(log)} as index, p.id, p.leaf, e.entry, e.at, e.act, e.subject_ref as subject, e.about, e.body,
      (select r.kind from ledger.refs r where r.ref = e.subject_ref) is not null as "refKnown",
      (select k.wrapped from ledger.body_keys k where k.ref = e.subject_ref) as wrapped
    from ledger.positions p
    left join lateral (
      select entry, at, act, subject_ref, about, body from ledger.entries where id = p.id limit 1) e on true
    where p.index >= ${placeIn(log, from)} and p.index < ${placeIn(log, to)}
    order by p.index limit ${sql.lit(TILE_WIDTH)}`.execute(tx);
  return rows.map((row) => ({
    index: row.index,
    leaf: new Uint8Array(row.leaf),
    entry: row.entry === null ? null : utf8(row.entry),
    columnsAgree: row.entry === null || agreesWithColumns(row.entry, row),
    bodyAgrees: row.entry === null ? null : checkBody({ ...row, entry: row.entry }),
  }));
}

async function readKeptTile(tx: Tx, log: number, level: number, index: number): Promise<KeptTile | null> {
  const { rows } = await sql<{ hashes: Buffer; root: Buffer }>`
    select hashes, root from ledger.tiles
    where level = ${level}::smallint and index = ${placeIn(log, index)}`.execute(tx);
  const [row] = rows;
  return row ? { hashes: new Uint8Array(row.hashes), root: new Uint8Array(row.root) } : null;
}

/** The root that a checkpoint is signed for, or `wrong` when the key did not sign it, or not for this size. */
export function readSigned(note: Uint8Array, size: number, key: VerifierKey): Uint8Array | 'wrong' {
  try {
    const read = parseNote(note);
    const checkpoint = parseCheckpoint(read.text);
    const mine = checkpoint.origin === key.name && checkpoint.size === size;
    return mine && verifyNote(read, [key], verifySignature).ok ? checkpoint.root : 'wrong';
  } catch (error) {
    if (error instanceof Malformed) return 'wrong';
    throw error;
  }
}

/** A tile with every head and checkpoint of more than `from` entries and at most `to`: one statement, for they are asked for together. */
async function readTileAndMarks(
  tx: Tx,
  { log, from, to, key }: { log: number; from: number; to: number; key: VerifierKey },
): Promise<Pick<CheckedTile, 'tile' | 'marks'>> {
  const isMark = (place: string) =>
    sql`${sql.ref(place)} > ${placeIn(log, from)} and ${sql.ref(place)} <= ${placeIn(log, to)}`;
  const { rows } = await sql<{ what: string; size: number; bytes: Buffer; root: Buffer | null }>`
    select 'tile' as what, t.index - ${baseOf(log)} as size, t.hashes as bytes, t.root from ledger.tiles t
    where t.level = 0 and t.index = ${placeIn(log, from / TILE_WIDTH)}
    union all
    (select 'head', h.size - ${baseOf(log)}, h.root, null from ledger.heads h where ${isMark('h.size')}
      order by h.size limit ${sql.lit(TILE_WIDTH)})
    union all
    (select 'checkpoint', c.size - ${baseOf(log)}, c.note, null from ledger.checkpoints c where ${isMark('c.size')}
      order by c.size limit ${sql.lit(TILE_WIDTH)})`.execute(tx);
  let tile: KeptTile | null = null;
  const marks = new Map<number, Mark>();
  for (const { what, size, bytes, root } of rows) {
    const known = marks.get(size) ?? { size, head: null, checkpoint: null };
    if (what === 'tile') tile = { hashes: new Uint8Array(bytes), root: new Uint8Array(root ?? []) };
    else if (what === 'head') marks.set(size, { ...known, head: new Uint8Array(bytes) });
    else marks.set(size, { ...known, checkpoint: readSigned(new Uint8Array(bytes), size, key) });
  }
  return { tile, marks: [...marks.values()] };
}

/** All that is kept for the entries from `from`, a multiple of 256, up to the end of their tile or of the log of `size`. */
export async function readChecked(
  tx: Tx,
  parts: {
    readonly log: number;
    readonly from: number;
    readonly size: number;
    readonly key: VerifierKey;
    readonly checkBody: CheckBody;
  },
): Promise<CheckedTile> {
  const { log, from, size, key, checkBody } = parts;
  const to = Math.min(from + TILE_WIDTH, size);
  const rows = await readRows(tx, log, from, to, checkBody);
  return { places: to - from, rows, ...(await readTileAndMarks(tx, { log, from, to, key })) };
}

/** Whether a higher tile is the one it should be: its hashes those of the 256 tiles below it, its root the one they come to. */
export async function isUpperTileSound(
  tx: Tx,
  { level, index, root }: CompletedTile,
  log: number,
): Promise<boolean> {
  const first = index * TILE_WIDTH;
  const kept = await readKeptTile(tx, log, level, index);
  const { rows } = await sql<{ hashes: Buffer | null }>`
    select string_agg(root, ''::bytea order by index) as hashes from ledger.tiles
    where level = ${level - 1}::smallint and index >= ${placeIn(log, first)}
      and index < ${placeIn(log, first + TILE_WIDTH)}`.execute(tx);
  const below = rows[0]?.hashes;
  return (
    kept !== null && below instanceof Buffer && sameBytes(kept.hashes, below) && sameBytes(kept.root, root)
  );
}

/** SQL: this place is one of the log's. */
const isIn = (log: number, place: 'size' | 'index') =>
  sql`${sql.ref(place)} >= ${baseOf(log)} and ${sql.ref(place)} < ${baseOf(log)} + ${sql.lit(LOG_SPAN)}::bigint`;

/** The newest head's size and how many numbers there are, as of one moment; a log in order has as many as its head says. */
export async function readSizes(
  tx: Tx,
  log: number,
): Promise<{ readonly head: number; readonly numbers: number }> {
  const { rows } = await sql<{ head: number; numbers: number }>`
    select
      coalesce((select max(size) - ${baseOf(log)} from ledger.heads where ${isIn(log, 'size')}), 0)::bigint as head,
      coalesce((select max(index) + 1 - ${baseOf(log)} from ledger.positions where ${isIn(log, 'index')}), 0)::bigint
        as numbers`.execute(tx);
  return rows[0] ?? { head: 0, numbers: 0 };
}

/** How many entries the log had at `at`, by the wall clock. Of a log that has ended it is looked for from its end. */
export async function readSizeAt(
  tx: Tx,
  at: Temporal.Instant,
  log: number,
  hasEnded: boolean,
): Promise<number> {
  const order = hasEnded ? sql`heads.size desc` : sql`at desc, heads.size desc`;
  const { rows } = await sql<{ size: number }>`
    select size - ${baseOf(log)} as size from ledger.heads
    where at <= ${at}::timestamptz and ${isIn(log, 'size')} order by ${order} limit 1`.execute(tx);
  return rows[0]?.size ?? 0;
}

/** Entries looked at in one statement for whether they have a number, and the most that are named of those that have none. */
const SOME = 4_000;
const MOST_NAMED = 20;

/** Entries after `after` that have no number and wait for none, the first few; `last` is where to go on, `null` at the end. */
export async function findUnnumbered(
  tx: Tx,
  after: string,
): Promise<{ readonly found: readonly string[]; readonly last: string | null }> {
  // One statement sees one moment: an entry waits, or it has its number, never neither.
  const { rows } = await sql<{ found: string[]; many: number; last: string | null }>`
    with looked as materialized (
      select e.id from ledger.entries e where e.id > ${after}::uuid order by e.id limit ${sql.lit(SOME)})
    select (select count(*) from looked) as many, (select s.id from looked s order by s.id desc limit 1) as last,
      array(select s.id::text from looked s
        where (select p.index from ledger.positions p where p.id = s.id) is null
          and (select w.id from ledger.pending w where w.id = s.id) is null
        limit ${sql.lit(MOST_NAMED)}) as found`.execute(tx);
  const [row] = rows;
  return { found: row?.found ?? [], last: row && row.many === SOME ? row.last : null };
}
