import { sql } from 'kysely';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** One import at a time, batch by batch: two that bring one file keep each person once. Held until the transaction ends. */
export async function lockEarlier(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('people.earlier'))`.execute(tx);
}

/** The people on record whom an earlier system knew by these numbers, as hashed. */
export async function listEarlier(
  tx: Tx,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, PersonId>> {
  const { rows } = await sql<{ number: string; person_id: PersonId }>`
    select number::text, person_id from people.earlier_people
    where number = any(${[...new Set(numbers)]}::bigint[])`.execute(tx);
  return new Map(rows.map((row) => [row.number, row.person_id]));
}

/** Those of these facts, as hashed, that were said before. */
export async function listSaidBefore(tx: Tx, facts: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ fact: string }>`
    select fact::text from people.earlier_facts where fact = any(${[...new Set(facts)]}::bigint[])`.execute(
    tx,
  );
  return new Set(rows.map(({ fact }) => fact));
}

/** Remembers who is known by which number, and what was said: one statement. */
export async function saveEarlier(
  tx: Tx,
  people: readonly { readonly number: string; readonly person: PersonId }[],
  facts: readonly string[],
): Promise<void> {
  await sql`
    with known as (
      insert into people.earlier_people (number, person_id)
      select number, person from unnest(${people.map(({ number }) => number)}::bigint[],
        ${people.map(({ person }) => person)}::uuid[]) as p (number, person)
      on conflict do nothing
    )
    insert into people.earlier_facts (fact) select unnest(${[...new Set(facts)]}::bigint[])
    on conflict do nothing`.execute(tx);
}
