/** Every "no" said to those who receive sealed disclosures. */
import type { RefusalCatalogue } from '../../../kernel/refusal.ts';

export const RECIPIENT_REFUSALS = {
  'disclosures.sign-in-wrong': {
    sentence: 'Handle and passphrase don’t belong together, or Heed doesn’t know them.',
    status: 422,
  },
  'disclosures.sign-in-wait': {
    sentence: 'There were too many wrong tries. Wait a quarter of an hour and try again.',
    status: 429,
  },
  'disclosures.challenge': {
    sentence: 'This took too long, or was used already. Sign in again.',
    status: 409,
  },
  'disclosures.invitation': {
    sentence: 'This code is not known, was used already, or is more than 14 days old. Ask for another.',
    status: 422,
  },
  'disclosures.handle-taken': {
    sentence: 'Somebody has this handle already. Choose another.',
    status: 409,
  },
  'disclosures.keys-wrong': {
    sentence: 'These keys don’t fit together. Nothing was kept. Load the page again.',
    status: 422,
  },
  'disclosures.passkey-wrong': {
    sentence: 'This passkey is not known here, or did not answer as it should.',
    status: 422,
  },
  'disclosures.last-recipient': {
    sentence:
      'You are the last one who can read this, so you can’t step back yet. Hand it to the outside body first: ask for that on this page.',
    status: 409,
  },
  'disclosures.declared-already': {
    sentence: 'You have said this about it already. Load the page again.',
    status: 409,
  },
  'disclosures.not-signed': {
    sentence: 'This is not signed by your keys, or not for today. Nothing was kept. Load the page again.',
    status: 422,
  },
  'disclosures.not-in-roster': {
    sentence: 'Your keys are not in the newest list of people who receive disclosures. Ask the guardians.',
    status: 403,
  },
  'disclosures.needs-text': {
    sentence: 'Write to the person who told this first.',
    status: 422,
  },
  'disclosures.already-asked': {
    sentence: 'You have asked for this already, or took it back. Others can still ask.',
    status: 409,
  },
} as const satisfies RefusalCatalogue;
