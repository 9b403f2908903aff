import { sql } from 'kysely';
import type { AccountId } from '../../../kernel/ids.ts';
import { accept, type Outcome } from '../../../kernel/refusal.ts';
import { isSignalRule, isWithinBounds, type RuleSetting } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Moment } from '../ports.ts';

/** What a rule is set to, and since when. */
export interface StoredRuleSetting extends RuleSetting {
  readonly since: Temporal.Instant;
  /** Who proposed it; null where the operator set it. */
  readonly proposedBy: AccountId | null;
}

/** Adds the next setting of a rule, in force from this moment. Earlier ones stay as they were. */
export async function saveRuleSetting(
  tx: Tx,
  { now, proposedBy }: Pick<Moment, 'now' | 'proposedBy'>,
  { rule, on, threshold }: RuleSetting,
): Promise<Outcome<null>> {
  await sql`
    insert into access.rule_settings (rule, version, is_on, threshold, in_force_from, proposed_by)
    select ${rule}, coalesce(max(s.version), 0) + 1, ${on}, ${threshold}, ${now}::timestamptz,
      ${proposedBy ?? null}::uuid
    from access.rule_settings s where s.rule = ${rule}`.execute(tx);
  return accept(null);
}

/**
 * The newest setting of each rule that was ever set. One that no longer fits the rule's bounds (an older release's) is left
 * out: then the rule is as it is shipped, and on.
 */
export async function listRuleSettings(tx: Tx): Promise<readonly StoredRuleSetting[]> {
  const { rows } = await sql<{
    readonly rule: string;
    readonly is_on: boolean;
    readonly threshold: number;
    readonly in_force_from: Temporal.Instant;
    readonly proposed_by: AccountId | null;
  }>`
    select distinct on (s.rule) s.rule, s.is_on, s.threshold, s.in_force_from, s.proposed_by
    from access.rule_settings s
    order by s.rule, s.version desc`.execute(tx);
  return rows.flatMap(({ rule, is_on, threshold, in_force_from, proposed_by }) =>
    isSignalRule(rule) && isWithinBounds(rule, threshold)
      ? [{ rule, on: is_on, threshold, since: in_force_from, proposedBy: proposed_by }]
      : [],
  );
}
