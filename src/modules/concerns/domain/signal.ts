/**
 * What becomes of something that a rule found: owed as a pattern from the area's threshold on, kept in counts under it or while
 * the rule is switched off, so that switching one off hides nothing of what it would have said.
 * Source: 60-linking.md ("let an area switch thresholds but not hide a rule's misses").
 */
import { type RuleSetting, type SignalRule, usualSetting } from '../../../kernel/signal-rules.ts';

/** The settings of an area, with how a rule is set where nobody set it. */
export function settingOf(
  settings: ReadonlyMap<SignalRule, RuleSetting>,
  rule: SignalRule,
  usual?: number,
): RuleSetting {
  return (
    settings.get(rule) ?? { ...usualSetting(rule), ...(usual === undefined ? {} : { threshold: usual }) }
  );
}

export type Standing = 'owed' | 'below' | 'off';

/** Where something of this strength stands under a setting. `enough`: by another count than the threshold's. */
export function standingOf(setting: RuleSetting, strength: number, enough = false): Standing {
  if (!setting.on) return 'off';
  return strength >= setting.threshold || enough ? 'owed' : 'below';
}

/** The pattern that something found before belongs to. */
export interface SignalPattern {
  readonly isOpen: boolean;
  readonly concerns: readonly string[];
}

/**
 * What to do with the pattern of something found again: nothing while nothing is owed, or nothing is new; else raise one, let
 * it grow, or open again the one that was reviewed without what is new now.
 */
export function decideSignal(
  standing: Standing,
  concerns: readonly string[],
  pattern: SignalPattern | null,
): 'nothing' | 'raise' | 'grow' | 'reopen' {
  if (standing !== 'owed') return 'nothing';
  if (!pattern) return 'raise';
  const known = new Set(pattern.concerns);
  if (concerns.every((one) => known.has(one))) return 'nothing';
  return pattern.isOpen ? 'grow' : 'reopen';
}
