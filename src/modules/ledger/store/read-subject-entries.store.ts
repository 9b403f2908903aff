import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveKey, openBytes } from '../../../platform/crypto.ts';
import { readPlace } from '../domain/log-place.ts';
import { BODY } from './append-entries.store.ts';
import { listLogNames } from './logs.store.ts';

/** An entry as somebody who may read its record sees it: pseudonyms resolved, the body opened. */
export interface OpenedEntry {
  readonly id: string;
  /** Its number in its log, from 0: what an export and its proofs call it by. `null` until the sequencer numbers it. */
  readonly index: number | null;
  /** The name of that log, where the ledger has several. */
  readonly log: string | null;
  readonly at: Temporal.Instant;
  readonly act: string;
  /** Who did it; `null` where nobody signed in did: the public, a reporter, the engine, the operator. */
  readonly by: RecordRef | null;
  readonly post: string | null;
  readonly subject: RecordRef;
  readonly about: readonly RecordRef[];
  /** `null` when the record was erased by law. */
  readonly body: JsonObject | null;
}

/** One entry somebody is known to have made at an instant, on a record. */
export interface EntryWanted {
  readonly subject: RecordRef;
  readonly at: Temporal.Instant;
}

/** Reads entries by the record they are on; never makes a pseudonym, never scans. */
export interface EntryReader {
  /** Every entry of these acts on these records, oldest first. Two statements for however many of them. */
  listEntriesOf(
    tx: Tx,
    subjects: readonly RecordRef[],
    acts: readonly string[],
  ): Promise<readonly OpenedEntry[]>;
  /** The entries that say that notices were opened, on these records at just these instants. Two statements. */
  listNoticeOpenings(tx: Tx, wanted: readonly EntryWanted[]): Promise<readonly OpenedEntry[]>;
  /** The pseudonym each of these records has in the log and in an export, by record id; one nobody wrote of is left out. */
  listPseudonyms(tx: Tx, records: readonly RecordRef[]): Promise<ReadonlyMap<string, string>>;
}

interface Row {
  readonly id: string;
  readonly index: string | null;
  readonly entry: string;
  readonly at: Temporal.Instant;
  readonly act: string;
  readonly body: Uint8Array;
  readonly subject_kind: RecordRef['kind'];
  readonly subject_id: string;
  readonly ref: string;
  readonly wrapped: Uint8Array | null;
}

/** What an entry says in the log, of which only pseudonyms are read here. */
interface Logged {
  readonly by: string;
  readonly post: string | null;
  readonly about: readonly string[];
}

const named = (records: readonly RecordRef[]) =>
  sql`unnest(${records.map((r) => r.kind)}::text[], ${records.map((r) => r.id)}::text[])`;

// Each step is a look-up by key, whatever the planner thinks the numbers are: a scalar subquery and a lateral join with
// OFFSET 0 can't become a scan of the log (docs/decisions/0303: one plan serves any values).
const COLUMNS = sql`e.id, e.entry, e.at, e.act, e.body, w.kind as subject_kind, w.id as subject_id, w.ref, w.wrapped,
  (select p.index from ledger.positions p where p.id = e.id) as index`;

async function resolve(tx: Tx, refs: readonly string[]): Promise<ReadonlyMap<string, RecordRef>> {
  if (refs.length === 0) return new Map();
  const { rows } = await sql<{ ref: string; kind: RecordRef['kind']; id: string }>`
    select r.ref, r.kind, r.id from unnest(${[...refs]}::uuid[]) as u (ref)
    cross join lateral (select ref, kind, id from ledger.refs where ref = u.ref limit 1) r`.execute(tx);
  return new Map(rows.map(({ ref, kind, id }) => [ref, { kind, id }]));
}

function placeOfRow(
  place: number | null,
  logs: readonly string[],
): { readonly index: number | null; readonly log: string | null } {
  if (place === null) return { index: null, log: null };
  const { log, index } = readPlace(place);
  return { index, log: logs[log] ?? null };
}

const isRef = (by: string) => by.includes('-');

/** Builds the reader over the key that wraps records' keys. */
export function createEntryReader(wrappingKey: Uint8Array): EntryReader {
  async function open(tx: Tx, rows: readonly Row[]): Promise<readonly OpenedEntry[]> {
    const logged = rows.map((row) => JSON.parse(row.entry) as Logged);
    const spoken = new Set(
      logged.flatMap(({ by, post, about }) => [
        ...(isRef(by) ? [by] : []),
        ...(post ? [post] : []),
        ...about,
      ]),
    );
    const records = await resolve(tx, [...spoken]);
    const logs = rows.length === 0 ? [] : await listLogNames(tx);
    const keys = new Map<string, Uint8Array>();
    const keyOf = ({ ref, wrapped }: Row): Uint8Array | null => {
      if (!wrapped) return null;
      const known = keys.get(ref) ?? deriveKey(openBytes(wrappingKey, wrapped, ref), BODY);
      keys.set(ref, known);
      return known;
    };
    return rows.map((row, i): OpenedEntry => {
      const { by, post, about } = logged[i] ?? { by: '', post: null, about: [] };
      const key = keyOf(row);
      const subject: RecordRef = { kind: row.subject_kind, id: row.subject_id };
      return {
        id: row.id,
        ...placeOfRow(row.index === null ? null : Number(row.index), logs),
        at: row.at,
        act: row.act,
        by: records.get(by) ?? null,
        post: post === null ? null : (records.get(post)?.id ?? null),
        subject,
        about: about.flatMap((ref) => records.get(ref) ?? []).filter((one) => one.id !== subject.id),
        body: key
          ? (JSON.parse(Buffer.from(openBytes(key, row.body, row.id)).toString('utf8')) as JsonObject)
          : null,
      };
    });
  }

  return {
    listEntriesOf: async (tx, subjects, acts) => {
      if (subjects.length === 0) return [];
      const { rows } = await sql<Row>`
        with w as materialized (
          select r.kind, r.id, r.ref, k.wrapped from ${named(subjects)} as n (kind, id)
          cross join lateral (select kind, id, ref from ledger.refs where kind = n.kind and id = n.id limit 1) r
          left join lateral (select wrapped from ledger.body_keys where ref = r.ref limit 1) k on true
        )
        select ${COLUMNS} from w
        cross join lateral (select * from ledger.entries where subject_ref = w.ref and act = any(${[...acts]}::text[]) offset 0) e
        order by e.at, e.id`.execute(tx);
      return open(tx, rows);
    },

    listNoticeOpenings: async (tx, wanted) => {
      if (wanted.length === 0) return [];
      const { rows } = await sql<Row>`
        with w as materialized (
          select r.kind, r.id, r.ref, k.wrapped, n.at
          from unnest(${wanted.map((one) => one.subject.kind)}::text[], ${wanted.map((one) => one.subject.id)}::text[],
            ${wanted.map((one) => one.at.toString())}::timestamptz[]) as n (kind, id, at)
          cross join lateral (select kind, id, ref from ledger.refs where kind = n.kind and id = n.id limit 1) r
          left join lateral (select wrapped from ledger.body_keys where ref = r.ref limit 1) k on true
        )
        select ${COLUMNS} from w
        cross join lateral (select * from ledger.entries where subject_ref = w.ref and at = w.at
          and act in ('duties.notices-opened', 'duties.notices-read') offset 0) e
        order by e.at, e.id`.execute(tx);
      return open(tx, rows);
    },

    listPseudonyms: async (tx, records) => {
      if (records.length === 0) return new Map();
      const { rows } = await sql<{ id: string; ref: string }>`
        select r.id, r.ref from ${named(records)} as n (kind, id)
        cross join lateral (select id, ref from ledger.refs where kind = n.kind and id = n.id limit 1) r`.execute(
        tx,
      );
      return new Map(rows.map(({ id, ref }) => [id, ref]));
    },
  };
}
