import { sql } from 'kysely';
import type { AccountId } from '../../../kernel/ids.ts';
import { accept, type Outcome } from '../../../kernel/refusal.ts';
import { isSignalRule, isWithinBounds, type RuleSetting } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** What a rule is set to, and since when. */
export interface StoredRuleSetting extends RuleSetting {
  readonly since: Temporal.Instant;
  /** Who proposed it; null where the operator set it. */
  readonly proposedBy: AccountId | null;
}

/** Adds the next setting of a rule, in force from `at`. Earlier ones stay as they were. */
export async function saveRuleSetting(
  tx: Tx,
  at: Temporal.Instant,
  { rule, on, threshold }: RuleSetting,
): Promise<Outcome<null>> {
  await sql`
    insert into access.rule_settings (rule, version, is_on, threshold, in_force_from)
    select ${rule}, coalesce(max(s.version), 0) + 1, ${on}, ${threshold}, ${at}::timestamptz
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
    select distinct on (s.rule) s.rule, s.is_on, s.threshold, s.in_force_from, p.proposed_by
    from access.rule_settings s
    left join access.proposals p on p.kind = 'set-rule' and p.settled = 'confirmed'
      and p.settled_at = s.in_force_from and p.change ->> 'rule' = s.rule
    order by s.rule, s.version desc`.execute(tx);
  return rows.flatMap(({ rule, is_on, threshold, in_force_from, proposed_by }) =>
    isSignalRule(rule) && isWithinBounds(rule, threshold)
      ? [{ rule, on: is_on, threshold, since: in_force_from, proposedBy: proposed_by }]
      : [],
  );
}
