import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';

/** Why the log must not sign: a witness cosigned a larger tree than was ever signed here, or a tree with another root. */
export interface SigningHold {
  readonly id: string;
  readonly witness: string;
  readonly reason: 'knows-more' | 'other-root';
  readonly ownSize: number;
  readonly knownSize: number | null;
}

/** Holds in force, the oldest first. While there is one, no process signs. */
export async function listHolds(tx: Tx): Promise<readonly SigningHold[]> {
  const { rows } = await sql<SigningHold>`
    select id, witness, reason, own_size as "ownSize", known_size as "knownSize" from ledger.signing_holds h
    where not exists (select from ledger.signing_resumed r where r.hold_id = h.id)
    order by at, id`.execute(tx);
  return rows;
}

export async function saveHold(tx: Tx, now: Temporal.Instant, hold: SigningHold): Promise<void> {
  await sql`
    insert into ledger.signing_holds (id, witness, reason, own_size, known_size, at)
    values (${hold.id}::uuid, ${hold.witness}, ${hold.reason}, ${hold.ownSize}::bigint, ${hold.knownSize}::bigint,
      ${now}::timestamptz)`.execute(tx);
}

/** Ends these holds; one that another process has ended already stays ended. */
export async function saveResumed(tx: Tx, now: Temporal.Instant, holds: readonly string[]): Promise<void> {
  await sql`
    insert into ledger.signing_resumed (hold_id, at)
    select id, ${now}::timestamptz from unnest(${holds}::uuid[]) as holds (id)
    on conflict do nothing`.execute(tx);
}
