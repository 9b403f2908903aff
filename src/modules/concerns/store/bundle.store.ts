import { sql } from 'kysely';
import type { ConcernId, PostId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ReporterKind } from '../domain/vocabulary.ts';
import type { BundledConcern } from '../ports/store.ports.ts';
import { concernsTables } from './tables.store.ts';

/** These concerns, oldest first, in one statement. */
export async function listBundled(tx: Tx, ids: readonly ConcernId[]): Promise<readonly BundledConcern[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    id: ConcernId;
    reference: string;
    received_at: Temporal.Instant;
    reporter_kind: ReporterKind;
    exploitation: boolean;
    incident_id: ConcernId;
    standing: string;
    outcomes: string[];
  }>`
    select c.id, c.reference, c.received_at, c.reporter_kind, c.exploitation, c.incident_id, c.standing,
      array(select s.outcome from concerns.subjects s
        where s.concern_id = c.id and s.status = 'in-force' order by s.subject) as outcomes
    from concerns.concerns c where c.id = any(${[...ids]}::uuid[])
    order by c.received_at, c.id`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    receivedAt: row.received_at,
    reporterKind: row.reporter_kind,
    exploitation: row.exploitation,
    incident: row.incident_id,
    standing: row.standing,
    outcomes: row.outcomes,
  }));
}

/** How many earlier warnings a concern has, as last counted. */
export async function saveEarlier(tx: Tx, id: ConcernId, earlier: number): Promise<void> {
  await concernsTables(tx).updateTable('concerns.concerns').set({ earlier }).where('id', '=', id).execute();
}

/**
 * The open pattern that already holds most of these concerns, two at least, or null; never one that another rule raised, about a
 * place or an adult: whoever reviews that asks about those, and a child's repeated warnings would be lost in it (0332). Shared
 * with others who add to it, so that many concerns at once do not wait for one another; whoever reviews it waits until they are in it.
 */
export async function findOpenPattern(tx: Tx, ids: readonly ConcernId[]): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select p.id from (select pattern_id, count(*) as held from concerns.pattern_concerns
      where concern_id = any(${[...ids]}::uuid[]) group by pattern_id having count(*) >= 2) shared
    join concerns.patterns p on p.id = shared.pattern_id
    where p.state = 'open' and not p.figures ? 'signal'
    order by shared.held desc, p.raised_at, p.id limit 1 for share of p`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Waits until nobody else is about to make a pattern: two arrivals make one. */
export async function lockPatterns(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('concerns.patterns', 0))`.execute(tx);
}

/** Raises a pattern over these concerns. */
export async function savePattern(
  tx: Tx,
  pattern: {
    readonly id: string;
    readonly reference: string;
    readonly at: Temporal.Instant;
    readonly owner: PostId;
    readonly figures: JsonObject;
  },
): Promise<void> {
  await concernsTables(tx)
    .insertInto('concerns.patterns')
    .values({
      id: pattern.id,
      reference: pattern.reference,
      raised_at: pattern.at,
      owner_post: pattern.owner,
      state: 'open',
      figures: pattern.figures,
      reviewed_at: null,
      reviewed_by: null,
      outcome: null,
      words: null,
      joined_into: null,
      joined_at: null,
    })
    .execute();
}

/** Puts concerns into a pattern; those already there stay. */
export async function savePatternConcerns(tx: Tx, pattern: string, ids: readonly ConcernId[]): Promise<void> {
  await sql`
    insert into concerns.pattern_concerns (pattern_id, concern_id)
    select ${pattern}::uuid, c from unnest(${[...ids]}::uuid[]) c on conflict do nothing`.execute(tx);
}

/** Joins a telling to the incident another concern tells of, in both directions, without losing either. */
export async function saveIncident(tx: Tx, concern: ConcernId, sameAs: ConcernId): Promise<void> {
  await sql`
    update concerns.concerns set incident_id = (select incident_id from concerns.concerns where id = ${sameAs})
    where incident_id = (select incident_id from concerns.concerns where id = ${concern})`.execute(tx);
}
