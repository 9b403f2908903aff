// Source: 30-duties: one daily digest per post, red excepted; an unopened notice is sent again by the next means.

import type { DutyRule } from './rule.ts';

/** Why a post is told. */
export type NoticeKind = 'raised' | 'warned' | 'missed' | 'reached' | 'informed' | 'resent';

/**
 * How a notice leaves besides the application. Red leaves at once, and by text message too once it is missed or
 * climbs; anything else waits for the daily digest, and the repeat of an unopened notice is the next means: e-mail.
 */
export function deriveMeans(rule: Pick<DutyRule, 'red'>, kind: NoticeKind): readonly ('email' | 'sms')[] {
  if (kind === 'warned') return [];
  if (rule.red) {
    if (kind === 'raised' || kind === 'informed') return ['email'];
    return kind === 'resent' ? ['sms'] : ['email', 'sms'];
  }
  return kind === 'resent' ? ['email'] : [];
}
