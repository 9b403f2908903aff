// Source: 20-domain: merging two people takes a second person, so that person owes an answer by a clock. Past failure: two
// records of one child, each with half of the warnings, because nobody had to say yes or no.

import type { DutyRule } from './rule.ts';
import { workingDays } from './span.ts';

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
] as const satisfies readonly DutyRule[];
