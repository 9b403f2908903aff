/** What an export reads, in stretches of the log that fit in memory. */
import { sql } from 'kysely';
import { utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveKey, openBytes } from '../../../platform/crypto.ts';
import type { ExportedBody } from '../domain/exported-body.ts';
import { BODY, COMMITMENT, NO_KEY } from './append-entries.store.ts';
import { baseOf, placeIn } from './log-base.store.ts';

/** A stretch of a log: from `from` up to but not including `to`. */
export interface Range {
  /** The number of the log, from 0. */
  readonly log: number;
  readonly from: number;
  readonly to: number;
}

/** Entries with their places; where the store has lost one there is none for that place. */
export async function listPlacedEntries(
  tx: Tx,
  { log, from, to }: Range,
): Promise<readonly { readonly index: number; readonly entry: Uint8Array }[]> {
  const { rows } = await sql<{ index: number; entry: string }>`
    select p.index - ${baseOf(log)} as index, e.entry from ledger.positions p join ledger.entries e on e.id = p.id
    where p.index >= ${placeIn(log, from)} and p.index < ${placeIn(log, to)} order by p.index`.execute(tx);
  return rows.map(({ index, entry }) => ({ index, entry: utf8(entry) }));
}

/** Full tiles of one level, by index; `range` counts tiles. */
export async function listFullTiles(
  tx: Tx,
  level: number,
  { log, from, to }: Range,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const { rows } = await sql<{ index: number; hashes: Buffer }>`
    select index - ${baseOf(log)} as index, hashes from ledger.tiles t
    where level = ${level}::smallint and t.index >= ${placeIn(log, from)} and t.index < ${placeIn(log, to)}`.execute(
    tx,
  );
  return new Map(rows.map(({ index, hashes }) => [index, new Uint8Array(hashes)] as const));
}

interface BodyRow {
  readonly index: number;
  readonly id: string;
  readonly subject: string;
  readonly body: Buffer;
  readonly wrapped: Buffer | null;
}

function opensWithoutKey({ body, id }: BodyRow): boolean {
  try {
    openBytes(deriveKey(NO_KEY, BODY), body, id);
    return true;
  } catch {
    // Sealed under a key that was erased: nobody opens it any more.
    return false;
  }
}

/**
 * Entries' sealed words with the keys that open and check them, derived so that they open nothing else. Of an erased record
 * there is no key; what was written about it afterwards has an empty body, which opens all the same.
 */
export async function listSealedBodies(
  tx: Tx,
  wrappingKey: Uint8Array,
  { log, from, to }: Range,
): Promise<readonly ExportedBody[]> {
  const { rows } = await sql<BodyRow>`
    select p.index - ${baseOf(log)} as index, e.id, e.subject_ref as subject, e.body, k.wrapped
    from ledger.positions p join ledger.entries e on e.id = p.id
    left join ledger.body_keys k on k.ref = e.subject_ref
    where p.index >= ${placeIn(log, from)} and p.index < ${placeIn(log, to)} order by p.index`.execute(tx);
  const derived = new Map<string, { readonly bodyKey: Uint8Array; readonly commitmentKey: Uint8Array }>();
  function keysOf(subject: string, key: Uint8Array) {
    const known = derived.get(subject);
    if (known) return known;
    const keys = { bodyKey: deriveKey(key, BODY), commitmentKey: deriveKey(key, COMMITMENT) };
    derived.set(subject, keys);
    return keys;
  }
  return rows.map((row) => {
    const { index, id, subject, body, wrapped } = row;
    const key = wrapped ? openBytes(wrappingKey, wrapped, subject) : null;
    if (!key && !opensWithoutKey(row)) return { index, id, subject, opens: null };
    const keys = key
      ? keysOf(subject, key)
      : { bodyKey: deriveKey(NO_KEY, BODY), commitmentKey: deriveKey(NO_KEY, COMMITMENT) };
    return { index, id, subject, opens: { ...keys, sealed: new Uint8Array(body) } };
  });
}

/** A pseudonym of somebody or something that acts, and whose it is. */
export interface NamedRef {
  readonly ref: string;
  readonly kind: 'account' | 'post' | 'agency' | 'client';
  readonly id: string;
}

/** The pseudonyms of those who act: people with accounts, posts, agencies and their systems. Never of children or concerns. */
export async function listActingRefs(tx: Tx): Promise<readonly NamedRef[]> {
  const { rows } = await sql<NamedRef>`
    select ref, kind, id from ledger.refs where kind in ('account', 'post', 'agency', 'client')
    order by kind, ref`.execute(tx);
  return rows;
}
