/**
 * What somebody who receives disclosures types: a handle, and a passphrase that is all that stands between a stolen database and
 * their keys. Source: 70-disclosures.md 9.3; NIST SP 800-63B (length, and nothing else asked of it).
 */

/** Least words, or least characters, of a passphrase. */
export const LEAST_WORDS = 5;
export const LEAST_CHARACTERS = 16;

/** A handle as it is kept; `null` unless it is 3 to 40 small letters, digits and hyphens, beginning with a letter. */
export function readHandle(typed: string): string | null {
  const handle = typed.trim().toLowerCase();
  return /^[a-z][a-z0-9-]{2,39}$/.test(handle) ? handle : null;
}

/** Whether a passphrase is long enough, and not one thing said over and over. */
export function isLongEnough(passphrase: string): boolean {
  const plain = passphrase.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const words = new Set(plain.toLowerCase().split(' '));
  const letters = new Set(plain.replaceAll(' ', ''));
  return letters.size >= 6 && (words.size >= LEAST_WORDS || [...plain].length >= LEAST_CHARACTERS);
}
