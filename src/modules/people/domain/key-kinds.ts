/**
 * In what ways two mentions can agree. Source: 60-linking.md, "Candidates by keys, never by scanning"; 20-domain.md
 * ("reopens by itself": the same child, adult or thing). An identity puts two concerns in one bundle without anybody being
 * asked. What is likely lays them side by side as "perhaps the same". A hint is only ever shown beside the mention, to a
 * person who says yes or no: as a tie between concerns it would drown the front door in strangers. Codes are stored: never
 * change or reuse one.
 */
export const KEY_KINDS = {
  identifier: { code: 1, tells: 'identity', words: 'the same NHS or other number' },
  'name-and-birth-date': { code: 2, tells: 'identity', words: 'the same name and date of birth' },
  'name-and-birth-year': { code: 3, tells: 'identity', words: 'the same name and age' },
  'name-and-postcode': { code: 4, tells: 'identity', words: 'the same name and postcode' },
  phone: { code: 5, tells: 'identity', words: 'the same phone number' },
  registration: { code: 6, tells: 'identity', words: 'the same registration mark' },
  address: { code: 7, tells: 'identity', words: 'the same address' },
  account: { code: 8, tells: 'identity', words: 'the same online account' },
  'place-name-and-postcode': { code: 9, tells: 'identity', words: 'the same place name and postcode' },
  'name-and-school': { code: 10, tells: 'identity', words: 'the same name and school' },
  'common-name-and-birth-year': { code: 20, tells: 'likely', words: 'the same common name and age' },
  'sounds-and-birth-date': {
    code: 21,
    tells: 'likely',
    words: 'a name that sounds alike and the same date of birth',
  },
  'sounds-and-birth-year': { code: 22, tells: 'hint', words: 'names that sound alike and the same age' },
  'initials-and-birth-date': { code: 23, tells: 'hint', words: 'the same initials and date of birth' },
  'one-name-and-birth-year': { code: 24, tells: 'hint', words: 'one name and the same age' },
  'one-name-and-postcode': { code: 25, tells: 'likely', words: 'one name and the same postcode' },
  'one-name-and-school': { code: 26, tells: 'likely', words: 'one name and the same school' },
  'sounds-of-name': { code: 27, tells: 'hint', words: 'names that sound alike' },
  'part-of-registration': { code: 28, tells: 'likely', words: 'part of the registration mark' },
  'near-registration': { code: 29, tells: 'likely', words: 'a registration mark one character different' },
  'place-name': { code: 30, tells: 'hint', words: 'the same place name' },
  postcode: { code: 31, tells: 'hint', words: 'the same postcode' },
  handle: { code: 32, tells: 'likely', words: 'the same name on some site' },
  'organisation-name': { code: 33, tells: 'hint', words: 'the same organisation' },
  'one-name': { code: 35, tells: 'hint', words: 'the same rare name' },
  'phone-ending': { code: 34, tells: 'hint', words: 'the same last seven digits' },
  'whole-name': { code: 36, tells: 'hint', words: 'the same name' },
  'name-and-part-of-birth-date': {
    code: 37,
    tells: 'hint',
    words: 'one name, the other’s initial and most of the date of birth',
  },
  uprn: { code: 38, tells: 'identity', words: 'the same property reference number (UPRN)' },
  'near-phone': { code: 39, tells: 'hint', words: 'a phone number one digit different or missing' },
} as const satisfies Record<
  string,
  { readonly code: number; readonly tells: 'identity' | 'likely' | 'hint'; readonly words: string }
>;

export type KeyKind = keyof typeof KEY_KINDS;

const BY_CODE = new Map<number, KeyKind>(
  Object.entries(KEY_KINDS).map(([kind, { code }]) => [code, kind as KeyKind]),
);

/** The kind with this stored code. Throws `RangeError` for a code that never was. */
export function keyKindOf(code: number): KeyKind {
  const kind = BY_CODE.get(code);
  if (!kind) throw new RangeError(`no kind of match key has code ${code}`);
  return kind;
}

function codesOf(...tells: readonly string[]): readonly number[] {
  return Object.values(KEY_KINDS)
    .filter((kind) => tells.includes(kind.tells))
    .map(({ code }) => code);
}

/** Codes of the kinds that are an identity. */
export const IDENTITY_CODES = codesOf('identity');
/** Codes of the kinds that lay two concerns side by side: identities, and what is likely enough to be shown there. */
export const RELATING_CODES = codesOf('identity', 'likely');
/** Codes of every kind. */
export const ALL_CODES = codesOf('identity', 'likely', 'hint');
