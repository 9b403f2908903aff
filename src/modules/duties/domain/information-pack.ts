// Source: 20-domain: what was said is erased only by two people in two agencies, so the second of them owes an answer by
// a clock. UK GDPR article 12(3) gives a month for an upheld request: this leaves the most of it to whoever proposes.

import type { DutyRule } from './rule.ts';
import { workingDays } from './span.ts';

/** What is owed by those who answer for information. */
export const INFORMATION_PACK = [
  {
    id: 'information.confirm-erasure',
    version: 1,
    what: 'Agree or disagree that what was said in a record is erased, as the second person, from another agency',
    clock: workingDays(5),
    calendar: 'england-and-wales',
    ladder: 'outside-agency',
    metBy: ['concerns.concern-erased', 'concerns.erasure-refused'],
    red: false,
    source: 'Heed: erasing takes two people in two agencies; UK GDPR article 12(3)',
  },
] as const satisfies readonly DutyRule[];
