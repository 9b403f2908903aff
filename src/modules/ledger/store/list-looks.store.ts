import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** One entry about a record: who came near it, when, by which rule. */
export interface LedgerLook {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly act: string;
  /** The access rule that allowed it, or refused it; null where none was asked. */
  readonly basis: string | null;
  /** `account`, `client`, or who acts without one: `public`, `reporter`, `engine`, `operator`. */
  readonly byKind: string;
  readonly by: string | null;
  readonly post: string | null;
}

/** Which of the entries about a record. */
export interface LooksWanted {
  readonly about: RecordRef;
  /** Only entries older than this one. */
  readonly before: string | null;
  readonly limit: number;
  /** Only what this account did. */
  readonly by?: string;
  /** Only what this rule let through. */
  readonly basis?: string;
}

/**
 * Entries about a record, newest first, what the engine did and what was owed left out, and refused tries among them.
 * Bounded by `limit`, and found by index however long the ledger is.
 */
export async function listLooks(tx: Tx, wanted: LooksWanted): Promise<readonly LedgerLook[]> {
  const { about, before, limit, by = null, basis = null } = wanted;
  const older = sql`(${before}::uuid is null or e.id < ${before}::uuid)`;
  const byWhom = sql`(${by}::text is null or e.entry::jsonb ->> 'by' =
    (select ref::text from ledger.refs where kind = 'account' and id = ${by}))`;
  const byRule = sql`(${basis}::text is null or e.entry::jsonb ->> 'basis' = ${basis})`;
  const ref = sql`(select ref from ledger.refs where kind = ${about.kind} and id = ${about.id})`;
  const { rows } = await sql<LedgerLook>`
    with looks as (
      (select e.id, e.at, e.act, e.entry::jsonb as entry from ledger.entries e
        where e.subject_ref = ${ref} and e.act not like 'duties.%' and e.entry::jsonb ->> 'by' <> 'engine'
          and ${older} and ${byWhom} and ${byRule}
        order by e.id desc limit ${limit})
      union all
      (select e.id, e.at, e.act, e.entry::jsonb from ledger.entries e
        where e.about @> array[${ref}] and e.act = 'access.access-refused' and ${older} and ${byWhom} and ${byRule}
        order by e.id desc limit ${limit})
    )
    select looks.id, looks.at, looks.act, looks.entry ->> 'basis' as basis,
      coalesce(actor.kind, looks.entry ->> 'by') as "byKind", actor.id as by, post.id as post
    from looks
    left join ledger.refs actor on actor.ref = case when looks.entry ->> 'by' like '%-%' then (looks.entry ->> 'by')::uuid end
    left join ledger.refs post on post.ref = (looks.entry ->> 'post')::uuid
    order by looks.id desc limit ${limit}`.execute(tx);
  return rows;
}
