import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { LONDON } from '../../../kernel/clock.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import { hmac } from '../../../platform/crypto.ts';
import { KEY_KINDS } from '../domain/key-kinds.ts';
import { deriveMatchKeys, type MatchKey } from '../domain/match-keys.ts';
import { deriveSearchKeys } from '../domain/search-keys.ts';

/** A match key as stored: a signed 64-bit number as text (it doesn't fit a JavaScript number), and its kind's code. */
export interface HashedKey {
  readonly key: string;
  readonly code: number;
}

const LONGEST_NUMBER = 60;

/** The number in `text` as E.164, read as British unless it says otherwise; `null` when it can't be one. */
export function readPhone(text: string): string | null {
  const short = text.slice(0, LONGEST_NUMBER);
  if (short.replace(/\D/g, '').length < 6) return null;
  const found = parsePhoneNumberFromString(short.replace(/^\s*00/, '+'), 'GB');
  return found?.isPossible() ? found.number : null;
}

/**
 * Hashes match keys under a key kept outside the database, so that whoever copies the database can't try names, numbers
 * and dates of birth until one fits.
 */
export function createKeyHasher(secret: Uint8Array) {
  function hash({ kind, text }: MatchKey): HashedKey {
    const { code } = KEY_KINDS[kind];
    return { key: hmac(secret, `${code}|${text}`).readBigInt64BE(0).toString(), code };
  }

  const aidsAt = (at: Temporal.Instant) => ({
    today: at.toZonedDateTimeISO(LONDON).toPlainDate(),
    readPhone,
  });

  return {
    /** The hashed match keys of a mention said at `at`. */
    ofMention: (mention: MentionAsGiven, at: Temporal.Instant): readonly HashedKey[] =>
      deriveMatchKeys(mention, aidsAt(at)).map(hash),
    /** The hashed keys of what was typed into the search box at `at`. */
    ofTerm: (term: string, at: Temporal.Instant): readonly HashedKey[] =>
      deriveSearchKeys(term, aidsAt(at)).map(hash),
  };
}

export type HashKeys = ReturnType<typeof createKeyHasher>;
