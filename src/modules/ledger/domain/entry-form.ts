/**
 * The one form an entry has in the log. Source: 40-ledger.md (Entry); RFC 8785 (names in order, no spaces, one spelling).
 * Narrower than JSON on purpose: two readers cannot read one entry in two ways, and there is no place in it for a person's
 * name or words. Where entries get another form, they say so by another `v`, and this file learns it beside the first.
 *
 *     {"about":["REF"...],"act":"WORDS.WORDS","at":"INSTANT","basis":null|"WORDS","body":"hmac-sha256:HEX",
 *      "by":"REF"|"word","id":"UUIDv7","post":null|"REF","v":1}
 *
 * Read byte by byte: as a regular expression it took a third of the time of verifying a log. `entry-form.test.ts` holds the
 * two against each other.
 */
import { utf8 } from '../../../kernel/bytes.ts';
import { MOST_ENTRY_BYTES } from './entry-bundle.ts';

const [LOWER, DIGIT, HEX] = [1, 2, 4] as const;
/** What each byte may stand for. */
const KINDS = new Uint8Array(256);
for (const byte of utf8('abcdefghijklmnopqrstuvwxyz')) KINDS[byte] = LOWER;
for (const byte of utf8('abcdef')) KINDS[byte] = LOWER | HEX;
for (const byte of utf8('0123456789')) KINDS[byte] = DIGIT | HEX;

const HYPHEN = 0x2d;
const [SEVEN, EIGHT, NINE, A, B] = [0x37, 0x38, 0x39, 0x61, 0x62] as const;
const REF_BYTES = 36;
const TEXT = {
  about: utf8('{"about":["'),
  another: utf8('","'),
  act: utf8('"],"act":"'),
  dot: utf8('.'),
  at: utf8('","at":"'),
  basis: utf8('Z","basis":'),
  none: utf8('null'),
  quote: utf8('"'),
  body: utf8(',"body":"hmac-sha256:'),
  by: utf8('","by":"'),
  id: utf8('","id":"'),
  post: utf8('","post":'),
  end: utf8(',"v":1}'),
} as const;
/** An instant without its Z: 0 for a digit, else the byte that stands there. */
const INSTANT = utf8('0000-00-00T00:00:00.000').map((byte) => (byte === 0x30 ? 0 : byte));

// Each of these takes what it knows from `at` on and gives where it ends; -1 where it is not there, or when handed -1.

function take(entry: Uint8Array, at: number, text: Uint8Array): number {
  if (at < 0) return -1;
  for (let i = 0; i < text.length; i += 1) if (entry[at + i] !== text[i]) return -1;
  return at + text.length;
}

function takeMany(entry: Uint8Array, at: number, kind: number, least: number, most: number): number {
  if (at < 0) return -1;
  let end = at;
  while (end - at < most && ((KINDS[entry[end] ?? 0] ?? 0) & kind) !== 0) end += 1;
  return end - at < least ? -1 : end;
}

function takeRef(entry: Uint8Array, at: number): number {
  if (at < 0) return -1;
  for (let i = 0; i < REF_BYTES; i += 1) {
    const byte = entry[at + i] ?? 0;
    const right =
      i === 8 || i === 13 || i === 18 || i === 23 ? byte === HYPHEN : ((KINDS[byte] ?? 0) & HEX) !== 0;
    if (!right) return -1;
  }
  return at + REF_BYTES;
}

/** A reference that is a UUID of version 7. */
function takeId(entry: Uint8Array, at: number): number {
  const end = takeRef(entry, at);
  const variant = entry[at + 19] ?? 0;
  const isSeventh = entry[at + 14] === SEVEN && [EIGHT, NINE, A, B].some((byte) => byte === variant);
  return isSeventh ? end : -1;
}

/** Small letters first, then words of small letters and digits, each after a hyphen. */
function takeWords(entry: Uint8Array, at: number): number {
  let end = takeMany(entry, at, LOWER, 1, MOST_ENTRY_BYTES);
  while (end >= 0 && entry[end] === HYPHEN)
    end = takeMany(entry, end + 1, LOWER | DIGIT, 1, MOST_ENTRY_BYTES);
  return end;
}

function takeInstant(entry: Uint8Array, at: number): number {
  if (at < 0) return -1;
  for (let i = 0; i < INSTANT.length; i += 1) {
    const byte = entry[at + i] ?? 0;
    if (INSTANT[i] === 0 ? ((KINDS[byte] ?? 0) & DIGIT) === 0 : byte !== INSTANT[i]) return -1;
  }
  return at + INSTANT.length;
}

type Take = (entry: Uint8Array, at: number) => number;

/** `null`, or what `inner` takes between quotation marks. */
function takeOrNull(entry: Uint8Array, at: number, inner: Take): number {
  const none = take(entry, at, TEXT.none);
  return none >= 0 ? none : take(entry, inner(entry, take(entry, at, TEXT.quote)), TEXT.quote);
}

/** A reference, or one word. */
function takeActor(entry: Uint8Array, at: number): number {
  const ref = takeRef(entry, at);
  return ref >= 0 ? ref : takeMany(entry, at, LOWER, 1, MOST_ENTRY_BYTES);
}

function takeAbout(entry: Uint8Array): number {
  let at = takeRef(entry, take(entry, 0, TEXT.about));
  for (let next = take(entry, at, TEXT.another); next >= 0; next = take(entry, at, TEXT.another))
    at = takeRef(entry, next);
  return at;
}

/** True when these bytes are an entry in its canonical form: at most 65,535 bytes, version 1, nothing but pseudonyms and a commitment. */
export function isCanonicalEntry(entry: Uint8Array): boolean {
  if (entry.length > MOST_ENTRY_BYTES) return false;
  let at = take(entry, takeAbout(entry), TEXT.act);
  at = takeWords(entry, take(entry, takeWords(entry, at), TEXT.dot));
  at = take(entry, takeInstant(entry, take(entry, at, TEXT.at)), TEXT.basis);
  at = take(entry, takeOrNull(entry, at, takeWords), TEXT.body);
  at = take(entry, takeMany(entry, at, HEX, 64, 64), TEXT.by);
  at = take(entry, takeActor(entry, at), TEXT.id);
  at = take(entry, takeId(entry, at), TEXT.post);
  return take(entry, takeOrNull(entry, at, takeRef), TEXT.end) === entry.length;
}
