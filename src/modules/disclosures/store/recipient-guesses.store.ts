import { createGuesses } from '../../../platform/sessions/guesses.ts';
import { GUESSES } from '../domain/recipient.ts';

/** Wrong passphrases of those who receive disclosures, by a keyed hash of the handle. */
export const { count: countGuess, forget: forgetGuesses } = createGuesses('disclosure', GUESSES);
