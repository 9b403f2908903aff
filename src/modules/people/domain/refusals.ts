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
} as const satisfies RefusalCatalogue;
