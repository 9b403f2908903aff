// Source: 20-domain: merging two people takes a second person, so that person owes an answer by a clock. Past failure: two
// records of one child, each with half of the warnings, because nobody had to say yes or no.

import type { DutyRule } from './rule.ts';
import { clockHours, workingDays } from './span.ts';

/** What is owed about people and things on record. */
export const PEOPLE_PACK = [
  {
    id: 'people.confirm-merge',
    version: 1,
    what: 'Say whether two records are one person or thing, as the second person',
    clock: workingDays(2),
    calendar: 'england-and-wales',
    ladder: 'front-door',
    metBy: ['people.merge-confirmed', 'people.merge-refused'],
    red: false,
    source: 'Heed: joining two people takes a second person',
  },
  {
    id: 'people.confirm-parting',
    version: 1,
    what: 'Say whether two joined records are taken apart again, as the second person',
    clock: workingDays(2),
    calendar: 'england-and-wales',
    ladder: 'front-door',
    metBy: ['people.merge-undone', 'people.parting-refused'],
    red: false,
    source: 'Heed: taking two joined records apart takes a second person',
  },
  {
    id: 'people.confirm-unprotecting',
    version: 1,
    what: 'Say whether the protection of who or where somebody is ends, as the second person',
    clock: workingDays(2),
    calendar: 'england-and-wales',
    ladder: 'front-door',
    metBy: ['people.protection-ended', 'people.unprotecting-refused'],
    red: false,
    source: 'Heed: ending a protection takes a second person; Adoption and Children Act 2002, s 57 onwards',
  },
  // Whoever keeps the protection is the only one who can know whom the warning is about, so nobody else's clock covers it.
  {
    id: 'people.look-across',
    version: 1,
    what: 'Say whether a new warning is about somebody whose identity you protect',
    clock: clockHours(24),
    calendar: 'every-day',
    ladder: 'front-door',
    metBy: ['people.perhaps-named-answered'],
    red: false,
    source: 'Heed: a child who is hidden must not be warned about in vain',
  },
] as const satisfies readonly DutyRule[];
