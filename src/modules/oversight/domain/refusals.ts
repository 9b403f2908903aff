// Source: house rule: each refusal in one catalogue with its plain-English sentence and HTTP status.
import type { RefusalCatalogue } from '../../../kernel/refusal.ts';

/** Every way in which oversight says no. */
export const OVERSIGHT_REFUSALS = {
  'oversight.not-found': { sentence: 'There is no such record, or it is not yours to see.', status: 404 },
  'oversight.no-reference': {
    sentence: 'No concern or pattern has this reference, or it is not yours to see. Check it and try again.',
    status: 422,
  },
  'oversight.date-wrong': { sentence: 'Give a date, such as 27 3 2026.', status: 422 },
  'oversight.time-wrong': { sentence: 'Give a time on the 24-hour clock, such as 14:30.', status: 422 },
  'oversight.time-skipped': {
    sentence: 'The clocks went forward over this time, so it never was. Give an hour earlier or later.',
    status: 422,
  },
  'oversight.not-yet': { sentence: 'Give a date and time that have been, not one to come.', status: 422 },
} as const satisfies RefusalCatalogue;
