import { sql } from 'kysely';
import { isSignalRule, type SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** Most findings that are read for one period: more than the largest area has in years. */
const MOST = 50_000;

/** Something that a rule found, with what people decided about it. In counts and codes: nothing of whom it is about. */
export interface RuleOutcome {
  readonly rule: SignalRule;
  readonly strength: number;
  readonly firstAt: Temporal.Instant;
  /** Why nothing was owed by it when it last grew; null where something was. */
  readonly kept: 'below' | 'off' | null;
  /** When it was raised, or joined to a pattern there was. */
  readonly raisedAt: Temporal.Instant | null;
  /** When its pattern was first decided, and the outcome last decided; null while it waits for its first. */
  readonly decidedAt: Temporal.Instant | null;
  readonly outcome: string | null;
  /** Its pattern waits to be reviewed now. */
  readonly waits: boolean;
  /**
   * Nothing was owed by it, and it was borne out later: a concern of it that tells of exploitation was decided as immediate
   * protection, or a pattern of another rule that holds one was found to be connected and acted upon.
   */
  readonly borneOut: boolean;
}

/** Outcomes of a review by which what was pointed out was real: the same words as in review-pattern.command.ts. */
export const REAL_OUTCOMES = ['strategy-discussion', 'assessments', 'disruption'] as const;

/** What rules first found from `from` up to `to`, in one statement. */
export async function listRuleOutcomes(
  tx: Tx,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly RuleOutcome[]> {
  const real = sql`array[${sql.join(REAL_OUTCOMES.map((one) => sql.lit(one)))}]::text[]`;
  const { rows } = await sql<{
    readonly rule: string;
    readonly strength: number;
    readonly first_at: Temporal.Instant;
    readonly kept: 'below' | 'off' | null;
    readonly raised_at: Temporal.Instant | null;
    readonly decided_at: Temporal.Instant | null;
    readonly outcome: string | null;
    readonly waits: boolean;
    readonly borne_out: boolean;
  }>`
    select s.rule, s.strength, s.first_at, s.kept, s.raised_at,
      coalesce(earlier.first_at, p.reviewed_at) as decided_at, coalesce(p.outcome, earlier.outcome) as outcome,
      p.state is not distinct from 'open' as waits,
      s.pattern_id is null and exists (select from concerns.signal_edges e where e.signal_id = s.id and (
        exists (select from concerns.subjects d join concerns.concerns c on c.id = d.concern_id
          where d.concern_id = e.concern_id and c.exploitation and d.status = 'in-force'
            and d.outcome = 'immediate-protection')
        or exists (select from concerns.pattern_concerns pc join concerns.patterns o on o.id = pc.pattern_id
          where pc.concern_id = e.concern_id and o.outcome = any(${real})))) as borne_out
    from concerns.signals s
    left join concerns.patterns p on p.id = s.pattern_id
    left join lateral (
      select min(r.reviewed_at) as first_at, (array_agg(r.outcome order by r.reviewed_at desc))[1] as outcome
      from concerns.pattern_earlier_reviews r where r.pattern_id = s.pattern_id) earlier on true
    where s.first_at >= ${from}::timestamptz and s.first_at < ${to}::timestamptz
    order by s.first_at, s.id limit ${sql.lit(MOST)}`.execute(tx);
  return rows.flatMap(({ rule, first_at, raised_at, decided_at, borne_out, ...row }) =>
    isSignalRule(rule)
      ? [{ ...row, rule, firstAt: first_at, raisedAt: raised_at, decidedAt: decided_at, borneOut: borne_out }]
      : [],
  );
}

/**
 * Concerns received in the period that tell of exploitation and were decided as immediate protection, and how many of them no
 * pattern ever held: what every rule missed.
 */
export async function countFoundByNone(
  tx: Tx,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<{ readonly protectedNow: number; readonly byNone: number }> {
  const { rows } = await sql<{ readonly protected_now: number; readonly by_none: number }>`
    select count(*)::int as protected_now,
      (count(*) filter (where not exists (select from concerns.pattern_concerns pc where pc.concern_id = c.id)))::int
        as by_none
    from concerns.concerns c
    where c.received_at >= ${from}::timestamptz and c.received_at < ${to}::timestamptz and c.exploitation
      and exists (select from concerns.subjects d where d.concern_id = c.id and d.status = 'in-force'
        and d.outcome = 'immediate-protection')`.execute(tx);
  return { protectedNow: rows[0]?.protected_now ?? 0, byNone: rows[0]?.by_none ?? 0 };
}

/** How often each rule found something of each strength, among what was found or grew since then. */
export async function countFoundSince(
  tx: Tx,
  since: Temporal.Instant,
): Promise<readonly { readonly rule: SignalRule; readonly strength: number; readonly found: number }[]> {
  const { rows } = await sql<{ readonly rule: string; readonly strength: number; readonly found: number }>`
    select s.rule, s.strength, count(*)::int as found from concerns.signals s
    where s.at >= ${since}::timestamptz group by s.rule, s.strength order by s.rule, s.strength`.execute(tx);
  return rows.flatMap(({ rule, strength, found }) => (isSignalRule(rule) ? [{ rule, strength, found }] : []));
}
