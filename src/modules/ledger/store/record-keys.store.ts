import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { openBytes, sealBytes } from '../../../platform/crypto.ts';

/** A record's pseudonym in the log, and its key; `key` is `null` once erased. */
export interface RecordKey {
  readonly ref: string;
  readonly key: Uint8Array | null;
}

interface Row {
  kind: string;
  id: string;
  ref: string;
  wrapped: Buffer | null;
  /** Made by this statement: another transaction can't see it yet, and a rollback takes it away. */
  made: boolean;
}

/** Kinds of records that are few and last: their pseudonyms, once committed, are remembered by the process. */
const LASTING: ReadonlySet<RecordRef['kind']> = new Set([
  'area',
  'agency',
  'team',
  'post',
  'account',
  'client',
]);
const MOST_LASTING = 10_000;

/** A pseudonym and a wrapped key for a record that may turn out to be new. */
interface Fresh {
  readonly ref: string;
  readonly wrapped: Uint8Array;
}
const MOST_SPARE = 100;

/**
 * Finds, and makes where there are none yet, the pseudonyms and keys of records: one statement for any number.
 * Keys are remembered for the transaction only, so that an erased key is gone at once.
 */
export function createRecordKeys(wrappingKey: Uint8Array) {
  const lasting = new Map<string, string>();
  const byTransaction = new WeakMap<Tx, Map<string, RecordKey>>();
  const nameOf = (record: RecordRef) => `${record.kind} ${record.id}`;
  /** Made for records that turned out to be known, and handed to no table: most are, and making one costs more than all else here. */
  const spare: Fresh[] = [];

  function make(): Fresh {
    const ref = randomUUID();
    return { ref, wrapped: sealBytes(wrappingKey, randomBytes(32), ref) };
  }

  async function read(tx: Tx, records: readonly RecordRef[]): Promise<Row[]> {
    const fresh = records.map(() => spare.pop() ?? make());
    const result = await sql<Row>`
      with wanted as (
        select * from unnest(${records.map((r) => r.kind)}::text[], ${records.map((r) => r.id)}::text[],
          ${fresh.map(({ ref }) => ref)}::uuid[], ${fresh.map(({ wrapped }) => wrapped)}::bytea[]) as w (kind, id, ref, wrapped)
      ), found as (
        select r.kind, r.id, r.ref, k.wrapped from wanted join ledger.refs r using (kind, id)
        left join ledger.body_keys k on k.ref = r.ref
      ), made as (
        insert into ledger.refs (kind, id, ref)
        select w.kind, w.id, w.ref from wanted w
        where not exists (select from found f where f.kind = w.kind and f.id = w.id)
        on conflict do nothing
        returning kind, id, ref
      ), keyed as (
        insert into ledger.body_keys (ref, wrapped)
        select made.ref, w.wrapped from made join wanted w on w.ref = made.ref
        returning ref, wrapped
      )
      select kind, id, ref, wrapped, false as made from found
      union all
      select made.kind, made.id, made.ref, keyed.wrapped, true from made join keyed using (ref)`.execute(tx);
    // One that was made a row of stays out of it for good, though its transaction may yet be rolled back.
    const taken = new Set(result.rows.map(({ ref }) => ref));
    const unused = fresh.filter(({ ref }) => !taken.has(ref));
    spare.push(...unused.slice(0, MOST_SPARE - spare.length));
    return result.rows;
  }

  /** Pseudonym and key of each record, in the order asked. */
  async function get(tx: Tx, records: readonly RecordRef[]): Promise<readonly RecordKey[]> {
    const known = byTransaction.get(tx) ?? new Map<string, RecordKey>();
    byTransaction.set(tx, known);
    // A second look is needed only when another transaction made the same record's row between our read and our write.
    for (let look = 0; look < 3; look += 1) {
      const missing = new Map(records.filter((r) => !known.has(nameOf(r))).map((r) => [nameOf(r), r]));
      if (missing.size === 0) break;
      for (const row of await read(tx, [...missing.values()])) {
        const key = row.wrapped ? openBytes(wrappingKey, row.wrapped, row.ref) : null;
        const name = nameOf({ kind: row.kind as RecordRef['kind'], id: row.id });
        known.set(name, { ref: row.ref, key });
        const kept = !row.made && LASTING.has(row.kind as RecordRef['kind']);
        if (kept && lasting.size < MOST_LASTING) lasting.set(name, row.ref);
      }
    }
    return records.map((record) => {
      const key = known.get(nameOf(record));
      if (!key) throw new Error('ledger: a record has no pseudonym');
      return key;
    });
  }

  /** The pseudonyms of these records, in the order asked; of those that last, without asking the database again. */
  async function getRefs(tx: Tx, records: readonly RecordRef[]): Promise<readonly string[]> {
    const asked = records.filter((record) => !lasting.has(nameOf(record)));
    const found = new Map<string, string>();
    for (const [i, { ref }] of (await get(tx, asked)).entries()) {
      const record = asked[i];
      if (record) found.set(nameOf(record), ref);
    }
    return records.map((record) => {
      const ref = found.get(nameOf(record)) ?? lasting.get(nameOf(record));
      if (ref === undefined) throw new Error('ledger: a record has no pseudonym');
      return ref;
    });
  }

  /** Forgets what this transaction knows of keys that were destroyed in it. */
  function forget(tx: Tx, records: readonly RecordRef[]): void {
    for (const record of records) byTransaction.get(tx)?.delete(nameOf(record));
  }

  return { get, getRefs, forget };
}

export type RecordKeys = ReturnType<typeof createRecordKeys>;
