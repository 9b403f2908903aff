// Source: docs/decisions/0504 and 0406: who a warning climbs to is changed only with somebody outside agreeing, so the
// scrutineer owes that answer by a clock. Past failure: a proposed change was told to nobody, and could wait for ever
// while the post it would have filled stood vacant.

import type { Act, DutyRule } from './rule.ts';
import { workingDays } from './span.ts';

function answer(id: string, what: string, metBy: readonly Act[]): DutyRule {
  return {
    id,
    version: 1,
    what,
    // Cover for tonight waits on it; a vacant post's duties climb meanwhile.
    clock: workingDays(1),
    calendar: 'england-and-wales',
    ladder: 'outside-agency',
    metBy,
    red: false,
    source: 'Heed: who a warning climbs to is changed only with somebody outside agreeing',
  };
}

/** What the scrutineer owes: a yes or a no to each proposed change. */
export const SCRUTINEER_PACK = [
  answer('access.answer-change', 'Confirm or refuse a change to posts or to who holds them', [
    'access.change-confirmed',
    'access.change-refused',
  ]),
  answer('duties.answer-ladder', 'Confirm or refuse a change to a ladder', [
    'duties.ladder-in-force',
    'duties.ladder-refused',
  ]),
] as const satisfies readonly DutyRule[];
