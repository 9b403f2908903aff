import { createGuesses } from '../../../platform/sessions/guesses.ts';
import { GUESSES } from '../domain/password.ts';

/** Wrong passwords and codes, by a keyed hash of whose they are. */
export const { count: countGuess, forget: forgetGuesses } = createGuesses('access', GUESSES);
