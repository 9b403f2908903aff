/** What codes are called on staff pages. */
import type { Standing } from '../../domain/concern.ts';
import type { SecondPersonReason } from '../../domain/outcomes.ts';
import type { Colour, Naming, Parents, ReporterKind } from '../../domain/vocabulary.ts';

export const COLOUR_WORDS: Record<Colour, string> = { red: 'Red', amber: 'Amber', green: 'Green' };
/** How each is drawn, beside its word. */
export const COLOUR_CLASSES: Record<Colour, string> = {
  red: 'govuk-tag--red',
  amber: 'govuk-tag--yellow',
  green: 'govuk-tag--green',
};

export const STANDING_WORDS: Record<Standing, string> = {
  received: 'Not opened yet',
  screening: 'Being screened',
  decided: 'Decided, answer owed',
  answered: 'Answered',
  challenged: 'Challenged',
  erased: 'Erased by law',
};

export const KIND_WORDS: Record<ReporterKind, string> = {
  child: 'a child, about themself',
  family: 'family',
  carer: 'a carer',
  neighbour: 'a neighbour or member of the public',
  teacher: 'a school',
  'youth-worker': 'a youth worker',
  health: 'a health worker',
  police: 'the police',
  helpline: 'a helpline',
  other: 'somebody else',
};

export const NAMING_WORDS: Record<Naming, string> = {
  named: 'gave their name',
  confidential: 'asked us to keep their name to ourselves',
  anonymous: 'did not give a name',
};

export const PARENTS_WORDS: Record<Parents, string> = {
  know: 'Yes',
  'do-not-know-safe-to-tell': 'No; telling them is safe',
  'unsafe-to-tell': 'Telling them is not safe',
  'not-sure': 'Not known: do not tell them yet',
};

export const SECOND_PERSON_WORDS: Record<SecondPersonReason, string> = {
  'repeat-warnings': 'this is not the first warning in 12 months',
  exploitation: 'there is a sign of exploitation',
  'looked-after': 'the child is looked after',
  'care-leaver': 'the young person is a care leaver',
  missing: 'the child has been missing more than once',
};

export const RULE_WORDS: Readonly<Record<string, string>> = {
  'front-door.open-red': 'Open it now',
  'front-door.open': 'Open it',
  'front-door.decide-red': 'Decide (red)',
  'front-door.decide': 'Decide',
  'front-door.decide-above': 'Decide again, one step up',
  'front-door.confirm-decision': 'Agree or disagree, as second person',
  'front-door.answer-reporter': 'Answer the person who told us',
  'front-door.strategy-discussion': 'Hold the strategy discussion',
  'front-door.allocate': 'Allocate the work',
  'front-door.respond-open-work': 'Respond in the open work',
  'front-door.acceptance-elsewhere': 'Get it accepted elsewhere',
  'front-door.answer-challenge': 'Answer the challenge',
  'front-door.answer-second-challenge': 'Answer the second challenge, from outside',
  'front-door.answer-message': 'Read their new message',
  'front-door.open-message-red': 'They are not safe: act now',
  'front-door.inform-lado': 'Consider the allegation (LADO)',
  'front-door.agency-reply-red': 'Reply to the request',
  'front-door.agency-reply-amber': 'Reply to the request',
  'front-door.agency-reply-green': 'Reply to the request',
  'front-door.review-pattern': 'Review the pattern',
  'front-door.telephone-now': 'Telephone the post that has not opened it',
  'front-door.review-break-glass': 'Review the emergency opening',
  'front-door.confirm-restriction': 'Agree or disagree who may open it, as second person',
};

export const ACT_WORDS: Readonly<Record<string, string>> = {
  'concern-received': 'Received',
  'concern-opened': 'Opened for the first time',
  'concern-triaged': 'Colour changed',
  'child-added': 'Child added',
  'concern-decided': 'Decided',
  'decision-confirmed': 'Second person agreed',
  'confirmation-refused': 'Second person did not agree',
  'handover-accepted': 'Work taken on',
  'handover-refused': 'Work sent back',
  'reporter-answered': 'Answer sent',
  'message-received': 'New message from the person who told us',
  'reporter-not-safe': 'They said they are not safe',
  'messages-read': 'Messages read',
  'safety-taken-up': 'Their safety was taken up',
  'message-sent': 'Message sent to them',
  'concern-challenged': 'They challenged our answer',
  'challenge-answered': 'Challenge answered',
  'agency-asked': 'Another agency asked',
  'request-answered': 'Agency replied',
  'request-declined': 'Agency declined',
  'allegation-considered': 'Allegation considered by the LADO',
  'passage-masked': 'Words hidden beyond the front door',
  'passage-unmasked': 'Hidden words shown again',
  'person-named': 'Hidden from somebody named in it',
  'interest-declared': 'Said that they know somebody in it: kept away from now on',
  'restriction-asked': 'Asked to change who may open this',
  'restriction-confirmed': 'Second person agreed: who may open this has changed',
  'restriction-refused': 'Second person did not agree: who may open this stays as it was',
  'hold-placed': 'Legal hold placed',
  'hold-lifted': 'Legal hold lifted',
  'erasure-proposed': 'Erasure proposed',
  'erasure-refused': 'Second person did not agree to erase it',
  'concern-erased': 'Erased by law',
  'reporter-identity-seen': 'Who told us was looked at',
  'duty-climbed': 'Not done in time: now also owed by',
  'duty-made-known': 'Not done in time: made known to',
  'attachment-opened': 'File opened',
  'attachment-locked': 'File locked',
};
