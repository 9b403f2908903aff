import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';

/**
 * What makes a password good enough. Source: NCSC and OWASP ASVS 5.0 (6.2): length matters, forced symbols and monthly
 * changes do harm, and the obvious ones are refused.
 */
const SHORTEST = 12;
const LONGEST = 200;

/** The start of many a guess, whatever is put after it. */
const OBVIOUS = [
  'password',
  'letmein',
  'qwerty',
  'welcome',
  'safeguard',
  'heed',
  '123456',
  'abcdef',
  'iloveyou',
];

/**
 * Checks a new password. Refuses one shorter than 12 or longer than 200 characters, one that repeats a character or
 * two, one that is an obvious word with something after it, and one that holds the person's own e-mail name.
 */
export function checkNewPassword(password: string, email: string): Outcome<null> {
  const length = [...password].length;
  if (length < SHORTEST) return refuse('access.password-too-short', 'password');
  if (length > LONGEST) return refuse('access.password-too-long', 'password');
  const plain = password.toLowerCase();
  const [own = ''] = email.toLowerCase().split('@');
  const obvious =
    new Set(plain).size < 5 ||
    OBVIOUS.some((word) => plain.startsWith(word) && length < word.length + SHORTEST) ||
    (own.length > 3 && plain.includes(own));
  return obvious ? refuse('access.password-obvious', 'password') : accept(null);
}

/** Wrong guesses that cost nothing, then seconds of waiting that double up to a quarter of an hour. */
export const GUESSES = {
  free: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 15 * 60,
  forgottenHours: 24,
} as const;
