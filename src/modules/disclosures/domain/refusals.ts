/** Every "no" of sealed disclosures: what it says to whoever hears it, and with which status. */
import type { RefusalCatalogue } from '../../../kernel/refusal.ts';

export const DISCLOSURE_REFUSALS = {
  'disclosures.not-sealed': {
    sentence:
      'What arrived is not a sealed disclosure. Nothing was kept. Load the page again and send it once more.',
    status: 422,
  },
  'disclosures.signature': {
    sentence: 'What arrived was changed on its way. Nothing was kept. Send it again.',
    status: 422,
  },
  'disclosures.roster-moved-on': {
    sentence:
      'The list of people who can read this has changed since you opened the page. Nothing was kept. Load the page again: what you wrote stays in front of you.',
    status: 409,
  },
  'disclosures.readers': {
    sentence: 'It was not sealed to people whom the list allows. Nothing was kept. Load the page again.',
    status: 422,
  },
  'disclosures.id-used': {
    sentence: 'Something else was sent under this number already. Load the page again and send it once more.',
    status: 409,
  },
  'disclosures.receipt-used': {
    sentence: 'This receipt was given out already. Load the page again to be given another.',
    status: 409,
  },
  'disclosures.file-missing': {
    sentence: 'A file did not arrive whole. Nothing was kept. Attach it again, or send without it.',
    status: 422,
  },
  'disclosures.too-many-parts': {
    sentence:
      'No more files can be taken in just now. You can send what you wrote without them, and add files later.',
    status: 503,
  },
  'disclosures.part-sent': {
    sentence: 'This part of the file has arrived already.',
    status: 409,
  },
  'disclosures.written-meanwhile': {
    sentence:
      'Somebody wrote while you were writing. What you wrote is still here: read theirs, then send yours.',
    status: 409,
  },
  'disclosures.not-now': {
    sentence: 'This can’t be done as things stand now. Load the page again to see how they stand.',
    status: 409,
  },
  'disclosures.unknown': {
    sentence: 'There is nothing here that you may read.',
    status: 404,
  },
  'disclosures.roster': {
    sentence: 'This list can’t be published.',
    status: 422,
  },
  'disclosures.event-meanwhile': {
    sentence: 'Heed is busy. Nothing was kept. Try again in a moment.',
    status: 503,
  },
} as const satisfies RefusalCatalogue;
