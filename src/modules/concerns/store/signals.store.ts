import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import { isSignalRule, type SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { KeptSignal, SignalSource, SignalToKeep } from '../ports/signals.ports.ts';

interface Row {
  readonly id: string;
  readonly rule: string;
  readonly strength: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly pattern_id: string | null;
  readonly first_at: Temporal.Instant;
}

function toSignal({ id, rule, strength, counts, pattern_id, first_at }: Row): KeptSignal[] {
  return isSignalRule(rule) ? [{ id, rule, strength, counts, pattern: pattern_id, firstAt: first_at }] : [];
}

/**
 * The newest signal of this rule that has `shared` of these sources at least, locked; null where there is none. Of two judgings
 * that find the first of one the second finds the other's: patterns are made under one lock (`lockPatterns`).
 */
export async function findSignal(
  tx: Tx,
  rule: SignalRule,
  named: readonly string[],
  shared: number,
): Promise<KeptSignal | null> {
  const { rows } = await sql<Row>`
    select s.id, s.rule, s.strength, s.counts, s.pattern_id, s.first_at from concerns.signals s
    where s.rule = ${rule} and s.id in (select e.signal_id from concerns.signal_edges e
      where e.named_id = any(${[...named]}::uuid[]) group by e.signal_id having count(*) >= ${shared})
    order by s.at desc, s.id limit 1 for update`.execute(tx);
  return rows.flatMap(toSignal)[0] ?? null;
}

/**
 * Keeps what a rule found: a new one, or the one of this id as it stands now, at the most it ever came to. Of a pattern that has
 * become part of another, it is kept with that other.
 */
export async function saveSignal(tx: Tx, one: SignalToKeep): Promise<void> {
  await sql`
    insert into concerns.signals as s (id, rule, first_at, at, strength, counts, pattern_id, raised_at, kept)
    values (${one.id}::uuid, ${one.rule}, ${one.at}::timestamptz, ${one.at}::timestamptz, ${one.strength},
      ${JSON.stringify(one.counts)}::jsonb,
      (select coalesce(p.joined_into, p.id) from concerns.patterns p where p.id = ${one.pattern}::uuid),
      case when ${one.pattern}::uuid is null then null else ${one.at}::timestamptz end, ${one.kept})
    on conflict (id) do update set at = excluded.at, strength = greatest(s.strength, excluded.strength),
      counts = excluded.counts, pattern_id = coalesce(excluded.pattern_id, s.pattern_id),
      raised_at = coalesce(s.raised_at, excluded.raised_at), kept = excluded.kept`.execute(tx);
  await sql`
    insert into concerns.signal_edges (signal_id, named_id, concern_id)
    select ${one.id}::uuid, named, concern from unnest(${one.edges.map(({ named }) => named)}::uuid[],
      ${one.edges.map(({ concern }) => concern)}::uuid[]) as e (named, concern)
    on conflict do nothing`.execute(tx);
}

/** What rules found of which this pattern was raised or grew, the first first, each with its sources, oldest first. */
export async function listSignalsOf(
  tx: Tx,
  pattern: string,
): Promise<readonly (KeptSignal & { readonly sources: readonly SignalSource[] })[]> {
  const { rows } = await sql<Row>`
    select s.id, s.rule, s.strength, s.counts, s.pattern_id, s.first_at from concerns.signals s
    where s.pattern_id = ${pattern}::uuid order by s.first_at, s.id`.execute(tx);
  const { rows: edges } = await sql<{
    readonly signal_id: string;
    readonly named_id: string;
    readonly concern_id: ConcernId;
  }>`
    select e.signal_id, e.named_id, e.concern_id from concerns.signal_edges e
    join concerns.concerns c on c.id = e.concern_id
    where e.signal_id = any(${rows.map(({ id }) => id)}::uuid[])
    order by c.received_at, e.concern_id, e.named_id`.execute(tx);
  return rows.flatMap((row) =>
    toSignal(row).map((signal) => ({
      ...signal,
      sources: edges
        .filter(({ signal_id }) => signal_id === row.id)
        .map(({ named_id, concern_id }) => ({ named: named_id, concern: concern_id })),
    })),
  );
}

/** When the first concern there is was received; null where there is none. */
export async function findFirstReceived(tx: Tx): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ readonly received_at: Temporal.Instant }>`
    select c.received_at from concerns.concerns c order by c.received_at limit 1`.execute(tx);
  return rows[0]?.received_at ?? null;
}
