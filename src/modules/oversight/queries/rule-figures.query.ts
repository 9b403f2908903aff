import type { Query } from '../../../kernel/command.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import { SIGNAL_RULE_NAMES, type SignalRule, usualSetting } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { listRuleSettings, nameAccounts } from '../../access/index.ts';
import { countFoundByNone, listRuleOutcomes } from '../../concerns/index.ts';
import { deriveRuleFigures, type RuleFigures } from '../domain/rule-figures.ts';
import type { OversightPorts } from '../ports.ts';

export const SEE_FIGURES = 'oversight.see-rule-figures';
const EXACT = 'oversight.see-exact-counts';

/** From the first day to the last, both included, in London. */
export interface FigurePeriod {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** How a rule is set now, and since when; `since` is null where nobody set it. */
export interface SetRule {
  readonly rule: SignalRule;
  readonly on: boolean;
  readonly threshold: number;
  readonly since: Temporal.Instant | null;
  /** Who set it, in the words that this viewer may be told; null where nobody did. */
  readonly by: string | null;
}

export interface RuleFiguresView {
  readonly period: FigurePeriod;
  readonly rules: readonly (RuleFigures & { readonly setting: SetRule })[];
  /** Children protected at once because of exploitation, whose concerns no pattern held. */
  readonly protectedNow: number;
  readonly byNone: number;
  /** Counts are shown as they are; otherwise few as few. */
  readonly exact: boolean;
}

const startOf = (day: Temporal.PlainDate) => day.toZonedDateTime('Europe/London').toInstant();

async function nameOf(
  tx: Tx,
  account: AccountId | null,
  isSeen: (account: string) => boolean,
): Promise<string> {
  if (account === null || !isSeen(account)) return account === null ? 'the operator' : 'an administrator';
  return new Map<string, string>(await nameAccounts(tx, [account])).get(account) ?? 'an administrator';
}

/** How often each rule was right in a period, counted from what was decided up to now. Seeing it is an entry. */
export function ruleFigures(ports: OversightPorts): Query<FigurePeriod, RuleFiguresView> {
  return async (tx, ctx, period) => {
    const [from, to] = [startOf(period.from), startOf(period.to.add({ days: 1 }))];
    const findings = await listRuleOutcomes(tx, from, to);
    const settings = new Map((await listRuleSettings(tx)).map((one) => [one.rule, one]));
    const namesSeen = await ports.namesSeen(tx, ctx.actor, ctx.now);
    const rules: RuleFiguresView['rules'][number][] = [];
    for (const rule of SIGNAL_RULE_NAMES) {
      const set = settings.get(rule);
      const usual = { ...usualSetting(rule), threshold: ports.usualThreshold(rule) };
      const setting: SetRule = set
        ? { ...set, by: await nameOf(tx, set.proposedBy, namesSeen) }
        : { ...usual, since: null, by: null };
      rules.push({ ...deriveRuleFigures(rule, setting.threshold, findings), setting });
    }
    const exact = (await ports.rules.decide(tx, ctx.actor, EXACT, null, ctx.now)).allowed;
    return {
      ok: true,
      value: { period, rules, exact, ...(await countFoundByNone(tx, from, to)) },
      entries: [
        {
          act: 'oversight.rule-figures-seen',
          subject: { kind: 'configuration', id: 'oversight.rules' },
          body: { from: period.from.toString(), to: period.to.toString() },
        },
      ],
    };
  };
}
