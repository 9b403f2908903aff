import { sql } from 'kysely';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { NewDetail } from '../ports/earlier.ports.ts';
import type { By } from '../ports.ts';
import { DETAIL, whoOf } from './details.store.ts';

/** New people on record: one statement, and one that makes the key of each. */
export async function saveManyPersons(
  tx: Tx,
  vault: Vault,
  by: By,
  people: readonly { readonly id: PersonId; readonly kind: 'child' | 'adult' }[],
): Promise<void> {
  if (people.length === 0) return;
  await vault.warm(
    tx,
    people.map(({ id }) => ({ kind: 'person', id })),
  );
  await sql`
    insert into people.persons (id, kind, created_at)
    select id, kind, ${by.now}::timestamptz from unnest(${people.map(({ id }) => id)}::uuid[],
      ${people.map(({ kind }) => kind)}::text[]) as p (id, kind)`.execute(tx);
}

/** Puts many facts on the records of many people, each sealed under its own record's key: one statement. */
export async function saveManyDetails(
  tx: Tx,
  vault: Vault,
  by: By,
  details: readonly NewDetail[],
): Promise<void> {
  if (details.length === 0) return;
  await vault.warm(
    tx,
    details.map(({ person }) => ({ kind: 'person', id: person })),
  );
  const sealed: Uint8Array[] = [];
  for (const { person, value } of details)
    sealed.push(await vault.sealJson(tx, { kind: 'person', id: person }, DETAIL, value));
  const { account, post } = whoOf(by.actor);
  await sql`
    insert into people.details (id, record_kind, record_id, kind, at, by_account, by_post, value)
    select id, 'person', person, kind, ${by.now}::timestamptz, ${account}::uuid, ${post}::uuid, value
    from unnest(${details.map(({ id }) => id)}::uuid[], ${details.map(({ person }) => person)}::uuid[],
      ${details.map(({ value }) => value.kind)}::text[], ${sealed}::bytea[]) as d (id, person, kind, value)`.execute(
    tx,
  );
}
