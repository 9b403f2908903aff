/** Everything this module refuses, in the words shown to the person refused. */
import type { RefusalCatalogue } from '../../../kernel/refusal.ts';

export const PEOPLE_REFUSALS = {
  'people.mention-not-found': {
    sentence: 'What this was about is not on record. Open the concern again.',
    status: 404,
  },
  'people.record-not-found': {
    sentence: 'The person or thing you chose is not on record. Open the concern again.',
    status: 404,
  },
  'people.kinds-differ': {
    sentence: 'These are not the same kind of thing. Choose a person for a person, a vehicle for a vehicle.',
    status: 422,
  },
  'people.already-linked': {
    sentence:
      'Somebody has already linked this. Open the concern again to see to whom, and undo it first if it is wrong.',
    status: 409,
  },
  'people.not-linked': {
    sentence: 'This is not linked to anybody. Open the concern again.',
    status: 409,
  },
  'people.same-mention': {
    sentence: 'That is the same mention. Choose another.',
    status: 422,
  },
  'people.reason-missing': {
    sentence: 'Say why.',
    status: 422,
  },
  'people.reason-too-long': {
    sentence: 'Say why in 2,000 characters or fewer.',
    status: 422,
  },
  'people.fact-missing': { sentence: 'Write what is known.', status: 422 },
  'people.fact-too-long': { sentence: 'Write it in 500 characters or fewer.', status: 422 },
  'people.fact-kind-wrong': {
    sentence: 'A record of this kind has no such fact. Open the record again.',
    status: 422,
  },
  'people.fact-not-found': { sentence: 'This is not on record. Open the record again.', status: 404 },
  'people.fact-ended': {
    sentence: 'Somebody has already withdrawn or ended this. Open the record again to see who and why.',
    status: 409,
  },
  'people.ending-missing': { sentence: 'Say whether it was never so or is no longer so.', status: 422 },
  'people.sort-missing': { sentence: 'Choose which sort it is.', status: 422 },
  'people.source-missing': { sentence: 'Say who or what says so.', status: 422 },
  'people.source-too-long': { sentence: 'Say who or what says so in 500 characters or fewer.', status: 422 },
  'people.nhs-number-wrong': {
    sentence: 'That is no NHS number: its last digit does not fit the others. Look at it again.',
    status: 422,
  },
  'people.upn-wrong': {
    sentence: 'That is no unique pupil number: its first letter does not fit the rest. Look at it again.',
    status: 422,
  },
  'people.uln-wrong': {
    sentence: 'That is no unique learner number: its last digit does not fit the others. Look at it again.',
    status: 422,
  },
  'people.uprn-wrong': {
    sentence: 'A property reference number has 1 to 12 digits and nothing else. Look at it again.',
    status: 422,
  },
  'people.birth-wrong': {
    sentence: 'Write a date that has been: 14 May 2012, May 2012 or 2012. A range: 2010 to 2012.',
    status: 422,
  },
  'people.birth-not-exact': {
    sentence: 'An exact date of birth has a day, a month and a year. Choose estimated if you know less.',
    status: 422,
  },
  'people.expected-wrong': {
    sentence: 'Write the day the child is expected: 14 May 2027, within the next eleven months.',
    status: 422,
  },
  'people.date-wrong': {
    sentence: 'Write a day, a month or a year: 3 May 2026, May 2026 or 2026.',
    status: 422,
  },
  'people.dates-backwards': { sentence: 'The end has to come after the beginning.', status: 422 },
  'people.relationship-missing': { sentence: 'Choose what they are to each other.', status: 422 },
  'people.other-missing': {
    sentence: 'Choose somebody, or write the name of somebody not yet on record.',
    status: 422,
  },
  'people.age-missing': { sentence: 'Say whether they are a child or an adult.', status: 422 },
  'people.same-record': { sentence: 'That is this record itself. Choose another.', status: 422 },
  'people.record-protected': {
    sentence: 'One of these is a protected identity. Nothing is put together across it.',
    status: 422,
  },
  'people.institutions-differ': {
    sentence: 'One of these is marked as an institution and the other is not. Mark both, or neither, first.',
    status: 422,
  },
  'people.merge-not-found': { sentence: 'There is no such proposal. Open the record again.', status: 404 },
  'people.merge-waiting': {
    sentence: 'Somebody has already proposed or made this join. Open the record again to see it.',
    status: 409,
  },
  'people.already-merged': {
    sentence: 'One of these records is already joined to another. Open the record again.',
    status: 409,
  },
  'people.decision-missing': { sentence: 'Say whether they are the same.', status: 422 },
  'people.merge-settled': {
    sentence: 'Somebody has already answered this. Open the record again to see what they said.',
    status: 409,
  },
  'people.own-merge': { sentence: 'Somebody else has to agree: not the one who proposed it.', status: 403 },
  'people.subordinate-cannot-confirm': {
    sentence: 'Somebody who works below the one who proposed it can’t be the second person.',
    status: 403,
  },
  'people.protection-missing': { sentence: 'Choose what is protected, and why.', status: 422 },
  'people.already-protected': {
    sentence: 'This is protected already. End that protection first if it is wrong.',
    status: 409,
  },
  'people.nothing-new': { sentence: 'All of this is on record already.', status: 409 },
  'people.protection-not-found': {
    sentence: 'There is no such protection. Open the record again.',
    status: 404,
  },
  'people.own-ask': { sentence: 'Somebody else has to agree: not the one who asked for it.', status: 403 },
  'people.ask-not-found': { sentence: 'Nobody has asked for this. Open the record again.', status: 404 },
  'people.ask-waiting': {
    sentence: 'Somebody has already asked for this. Open the record again to see it.',
    status: 409,
  },
  'people.ask-settled': {
    sentence: 'Somebody has already answered this. Open the record again to see what they said.',
    status: 409,
  },
  'people.nobody-protected': { sentence: 'This concerns nobody whose identity is protected.', status: 404 },
  'people.perhaps-not-found': { sentence: 'This is not on record. Open the record again.', status: 404 },
  'people.perhaps-missing': { sentence: 'Say whether it is about them.', status: 422 },
  'people.perhaps-answered': {
    sentence: 'Somebody has already answered this. Open the record again to see what they said.',
    status: 409,
  },
  'people.record-empty': { sentence: 'Give at least one thing that is known.', status: 422 },
} as const satisfies RefusalCatalogue;
