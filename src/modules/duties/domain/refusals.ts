// Source: house rule: each refusal in one catalogue with its plain-English sentence and HTTP status.

import type { RefusalCatalogue } from '../../../kernel/refusal.ts';

/** Every way in which a duty, a ladder or the clock says no. */
export const DUTIES_REFUSALS = {
  'duties.nothing-due': { sentence: 'Nothing is due.', status: 409 },
  'duties.no-such-duty': { sentence: 'There is no such duty, or it is not yours to see.', status: 404 },
  'duties.not-open': { sentence: 'This duty has already been met or withdrawn.', status: 409 },
  'duties.not-your-duty': {
    sentence: 'This duty belongs to another post. Only the posts it has reached can do this.',
    status: 403,
  },
  'duties.still-owed': {
    sentence:
      'This is still owed, so it cannot be withdrawn: only the act that meets it ends it, and its page names that act. If it was raised in error, do that act and give the error as the reason.',
    status: 409,
  },
  'duties.post-needed': { sentence: 'Choose which of your posts you are acting in.', status: 403 },
  'duties.reason-missing': { sentence: 'Say why, in a sentence or two.', status: 422 },
  'duties.reason-too-long': { sentence: 'Keep the reason to 2,000 characters.', status: 422 },
  'duties.date-missing': { sentence: 'Give the new date, such as 27 3 2027.', status: 422 },
  'duties.date-not-later': { sentence: 'The new date must be after the present one.', status: 422 },
  'duties.no-proposal': {
    sentence: 'There is nothing to confirm: it has been settled, or was never proposed.',
    status: 409,
  },
  'duties.already-proposed': {
    sentence: 'Somebody has already asked for this. It waits for an answer.',
    status: 409,
  },
  'duties.same-person': {
    sentence: 'A second person must confirm this. You asked for it, so it cannot be you.',
    status: 403,
  },
  'duties.not-above': {
    sentence: 'Only a post above the one that asked, on this duty’s ladder or in its line, can answer.',
    status: 403,
  },
  'duties.scrutineer-needed': {
    sentence: 'Only the independent scrutineer can confirm a ladder.',
    status: 403,
  },
  'duties.no-scrutineer': {
    sentence:
      'This area has no independent scrutineer’s post, so nobody could confirm this. Tell whoever set Heed up.',
    status: 409,
  },
  'duties.outcome-missing': { sentence: 'Say who you spoke to and what was agreed.', status: 422 },
  'duties.not-a-telephone-duty': { sentence: 'This duty is not met by telephoning.', status: 409 },
  'duties.ladder-empty': {
    sentence: 'A ladder needs at least one rung, and somebody who must act on every rung.',
    status: 422,
  },
  'duties.ladder-out-of-order': {
    sentence: 'A later rung cannot be reached sooner than the one below it.',
    status: 422,
  },
  'duties.ladder-unknown-post': { sentence: 'One of these posts does not exist.', status: 422 },
  'duties.ladder-inside-one-agency': {
    sentence:
      'Everybody on this ladder works for the same agency. At least one rung must be a post outside it that has to act.',
    status: 422,
  },
} as const satisfies RefusalCatalogue;
