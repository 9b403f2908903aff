import { hash as digest } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { LONDON } from '../../../kernel/clock.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import { KEY_KINDS } from '../domain/key-kinds.ts';
import { deriveMatchKeys, type MatchKey } from '../domain/match-keys.ts';
import { listNames, listNears, type SpeltName } from '../domain/near-words.ts';
import { remember } from '../domain/remember.ts';
import { deriveSearchKeys, type ReadTerm, readTerm } from '../domain/search-keys.ts';

/** A match key as stored: a signed 64-bit number as text (it doesn't fit a JavaScript number), and its kind's code. */
export interface HashedKey {
  readonly key: string;
  readonly code: number;
}

/** A match key as a number, and its kind's code. */
export interface KeyNumber {
  readonly key: bigint;
  readonly code: number;
}

/**
 * A name of the vocabulary: the match key of that one name; the hashes it shares with names near it, that of its spelling
 * first.
 */
export interface HashedWord {
  readonly word: string;
  readonly near: readonly string[];
  /** The one of them that is how it sounds, last; `null` where so little is left that it has none. */
  readonly sound: string | null;
}

const LONGEST_NUMBER = 60;

/** A day for reading years of two digits; a search has none. */
export const ANY_DAY = Temporal.Instant.from('2026-01-01T12:00:00Z');
const dayOf = (at: Temporal.Instant) => at.toZonedDateTimeISO(LONDON).toPlainDate();

/** Ten digits after Britain's code or the nought that stands for it: what nearly everybody writes here. */
const BRITISH = /^(?:0|44|0044)([1-9]\d{9})$/;

/** The number in `text` as E.164, read as British unless it says otherwise; `null` when it can't be one. */
export function readPhone(text: string): string | null {
  const short = text.slice(0, LONGEST_NUMBER);
  const digits = short.replace(/\D/g, '');
  if (digits.length < 6) return null;
  // The library takes a dozen times as long to say the same.
  const british = /^[\d ]+$/.test(short) ? BRITISH.exec(digits) : null;
  if (british) return `+44${british[1]}`;
  const found = parsePhoneNumberFromString(short.replace(/^\s*00/, '+'), 'GB');
  return found?.isPossible() ? found.number : null;
}

const BLOCK = 64;
/** Room for the longest text: a key's text is at most 400 letters, of at most four bytes. */
const ROOM = 2_048;

/**
 * The first eight bytes of the HMAC-SHA-256 of a text, as a signed number. Written out (RFC 2104) over the one-shot digest,
 * which takes a third of the time of an HMAC object: a mention has two dozen keys. Tested against node's own.
 */
export function createShortHmac(secret: Uint8Array): (text: string) => bigint {
  if (secret.length > BLOCK) throw new RangeError('a key of at most 64 bytes');
  const inner = Buffer.alloc(BLOCK + ROOM, 0x36);
  const outer = Buffer.alloc(BLOCK + 32, 0x5c);
  for (const [at, byte] of secret.entries()) {
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  return (text) => {
    const length = inner.write(text, BLOCK, 'utf8');
    const within = digest('sha256', inner.subarray(0, BLOCK + length), 'latin1');
    outer.write(within, BLOCK, 'latin1');
    outer.write(digest('sha256', outer, 'latin1'), BLOCK, 'latin1');
    return outer.readBigInt64BE(BLOCK);
  };
}

/**
 * Hashes match keys under a key kept outside the database, so that whoever copies the database can't try names, numbers
 * and dates of birth until one fits.
 */
export function createKeyHasher(secret: Uint8Array) {
  const shortHmac = createShortHmac(secret);
  // Asked twice for each name of a person, and names are shared by many.
  const wordKey = remember((name) => shortHmac(`${KEY_KINDS['one-name'].code}|${name}`));

  /** Of two names, their own keys laid over each other, so that the database can put pairs of near names together. */
  function hashOf({ kind, text }: MatchKey): KeyNumber {
    const { code } = KEY_KINDS[kind];
    const [a = '', b = ''] = kind === 'whole-name' ? text.split('+') : [];
    if (kind === 'whole-name') return { key: wordKey(a) ^ wordKey(b), code };
    return { key: kind === 'one-name' ? wordKey(text) : shortHmac(`${code}|${text}`), code };
  }

  function hash(key: MatchKey): HashedKey {
    const { key: number, code } = hashOf(key);
    return { key: number.toString(), code };
  }

  function hashWord({ token, spelt }: SpeltName): HashedWord {
    const nears = listNears(spelt);
    const near = nears.map((rest) => shortHmac(`near|${rest}`).toString());
    const heard = nears.at(-1)?.startsWith('~') === true;
    return { word: wordKey(token).toString(), near, sound: heard ? (near.at(-1) ?? null) : null };
  }

  const namesOf = (mention: MentionAsGiven): readonly SpeltName[] =>
    mention.kind === 'child' || mention.kind === 'adult' ? listNames(mention.name ?? '') : [];

  let [lastAt, today] = [ANY_DAY, dayOf(ANY_DAY)];
  /** Many are read for one instant: its day is worked out once. */
  function aidsAt(at: Temporal.Instant) {
    if (!at.equals(lastAt)) [lastAt, today] = [at, dayOf(at)];
    return { today, readPhone };
  }

  return {
    /** The hashed match keys of a mention said at `at`. */
    ofMention: (mention: MentionAsGiven, at: Temporal.Instant): readonly HashedKey[] =>
      deriveMatchKeys(mention, aidsAt(at)).map(hash),
    /** The same as numbers: for millions at once, writing them out takes a third of what hashing them does. */
    numbersOf: (mention: MentionAsGiven, at: Temporal.Instant): readonly KeyNumber[] =>
      deriveMatchKeys(mention, aidsAt(at)).map(hashOf),
    /** The different hashed match keys of many mentions that are one person or thing: most of each are those of the others. */
    ofMany(
      all: readonly { readonly given: MentionAsGiven; readonly at: Temporal.Instant }[],
    ): readonly HashedKey[] {
      const different = new Map<string, MatchKey>();
      for (const { given, at } of all)
        for (const key of deriveMatchKeys(given, aidsAt(at))) different.set(`${key.kind}|${key.text}`, key);
      return [...different.values()].map(hash);
    },
    /** The names in a child's or adult's mention, for the vocabulary; and one of them, hashed. */
    namesOf,
    ofName: hashWord,
    /** What an earlier system said, or a number of its: text of whatever length. */
    ofEarlier: (...parts: readonly string[]): string =>
      shortHmac(`earlier|${digest('sha256', JSON.stringify(parts), 'base64')}`).toString(),
    wordsOf: (mention: MentionAsGiven): readonly HashedWord[] => namesOf(mention).map(hashWord),
    /** What was typed into the search box at `at`: its keys; and its names, where it may be a misspelt name alone. */
    ofTerm(term: string, at: Temporal.Instant) {
      const read: ReadTerm = readTerm(term);
      return {
        keys: deriveSearchKeys(read, aidsAt(at)).map(hash),
        words: read.dateOfBirth === null ? listNames(read.text).map(hashWord) : [],
      };
    },
  };
}

export type HashKeys = ReturnType<typeof createKeyHasher>;
