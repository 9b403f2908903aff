/**
 * How often each rule was right, by what people decided about what it pointed out. Figures of rules, never of people. Source:
 * 60-linking.md ("show precision per rule on oversight", "not hide a rule's misses").
 */
import type { SignalRule } from '../../../kernel/signal-rules.ts';

/** Something that a rule found, as far as figures need it. */
export interface RuleFinding {
  readonly rule: SignalRule;
  readonly strength: number;
  readonly kept: 'below' | 'off' | null;
  readonly raisedAt: Temporal.Instant | null;
  readonly decidedAt: Temporal.Instant | null;
  readonly outcome: string | null;
  readonly waits: boolean;
  readonly borneOut: boolean;
}

/** One rule in one period. Each thing pointed out counts once, by what was decided about it last. */
export interface RuleFigures {
  readonly rule: SignalRule;
  readonly raised: number;
  readonly real: number;
  readonly notConnected: number;
  /** Watched with dates: neither yes nor no yet. */
  readonly notYet: number;
  /** Not decided even once. */
  readonly undecided: number;
  /** Of those decided yes or no, the share that was real; null under ten, which say nothing. */
  readonly precision: number | null;
  /** From raised to first decided, whole days, the middle one; null where none was decided. */
  readonly medianDays: number | null;
  /** Found while the rule was switched off, at the threshold it would have had. */
  readonly whileOff: number;
  readonly below: number;
  /** Not owed, and borne out later. */
  readonly missed: number;
}

/** A share of fewer decisions than this is not given: one more decision would change it by a tenth or more. */
export const LEAST_DECISIONS = 10;

const DAY_HOURS = 24;

const REAL = new Set(['strategy-discussion', 'assessments', 'disruption']);

function medianDays(findings: readonly RuleFinding[]): number | null {
  const days = findings
    .flatMap(({ raisedAt, decidedAt }) =>
      raisedAt && decidedAt ? [Math.max(0, decidedAt.since(raisedAt).total('hours')) / DAY_HOURS] : [],
    )
    .sort((a, b) => a - b);
  const middle = days[Math.floor((days.length - 1) / 2)];
  return middle === undefined ? null : Math.round(middle);
}

/** The figures of one rule. `threshold`: what it is set to now, on or off. */
export function deriveRuleFigures(
  rule: SignalRule,
  threshold: number,
  findings: readonly RuleFinding[],
): RuleFigures {
  const own = findings.filter((one) => one.rule === rule);
  const raised = own.filter(({ raisedAt }) => raisedAt !== null);
  const kept = own.filter(({ raisedAt }) => raisedAt === null);
  const decided = raised.filter(({ outcome }) => outcome !== null);
  const real = decided.filter(({ outcome }) => REAL.has(outcome ?? '')).length;
  const notConnected = decided.filter(({ outcome }) => outcome === 'not-connected').length;
  const isOff = ({ kept: why, strength }: RuleFinding) => why === 'off' && strength >= threshold;
  return {
    rule,
    raised: raised.length,
    real,
    notConnected,
    notYet: decided.length - real - notConnected,
    undecided: raised.length - decided.length,
    precision: real + notConnected >= LEAST_DECISIONS ? real / (real + notConnected) : null,
    medianDays: medianDays(decided),
    whileOff: kept.filter(isOff).length,
    below: kept.filter((one) => !isOff(one)).length,
    missed: kept.filter(({ borneOut }) => borneOut).length,
  };
}

/** Under this, a count may point to somebody; it is the area's few, whom a reader may know. */
const FEW = 5;

/** A count as somebody outside the work is told it: few as few, the rest to the nearest five, so that sums give nothing away. */
export function sayCount(count: number, exact: boolean): string {
  if (exact || count === 0) return String(count);
  return count < FEW ? 'fewer than 5' : `about ${Math.round(count / FEW) * FEW}`;
}

/** A share as it is told: to the nearest tenth for somebody outside the work. */
export function sayShare(share: number | null, exact: boolean): string {
  if (share === null) return 'too few';
  return exact ? `${Math.round(share * 100)}%` : `about ${Math.round(share * 10)} in 10`;
}
