/**
 * In what ways two mentions can agree. Source: 60-linking.md, "Candidates by keys, never by scanning"; 20-domain.md
 * ("reopens by itself": the same child, adult or thing). An identity puts two concerns in one bundle without anybody being
 * asked; the others are shown to a person as "may be the same". Codes are stored: never change or reuse one.
 */
export const KEY_KINDS = {
  identifier: { code: 1, identity: true, words: 'the same NHS or other number' },
  'name-and-birth-date': { code: 2, identity: true, words: 'the same name and date of birth' },
  'name-and-birth-year': { code: 3, identity: true, words: 'the same name and age' },
  'name-and-postcode': { code: 4, identity: true, words: 'the same name and postcode' },
  phone: { code: 5, identity: true, words: 'the same phone number' },
  registration: { code: 6, identity: true, words: 'the same registration mark' },
  address: { code: 7, identity: true, words: 'the same address' },
  account: { code: 8, identity: true, words: 'the same online account' },
  'place-name-and-postcode': { code: 9, identity: true, words: 'the same place name and postcode' },
  'name-and-school': { code: 10, identity: true, words: 'the same name and school' },
  'common-name-and-birth-year': { code: 20, identity: false, words: 'the same common name and age' },
  'sounds-and-birth-date': {
    code: 21,
    identity: false,
    words: 'a name that sounds alike and the same date of birth',
  },
  'sounds-and-birth-year': { code: 22, identity: false, words: 'names that sound alike and the same age' },
  'initials-and-birth-date': { code: 23, identity: false, words: 'the same initials and date of birth' },
  'one-name-and-birth-year': { code: 24, identity: false, words: 'one name and the same age' },
  'one-name-and-postcode': { code: 25, identity: false, words: 'one name and the same postcode' },
  'one-name-and-school': { code: 26, identity: false, words: 'one name and the same school' },
  'sounds-of-name': { code: 27, identity: false, words: 'names that sound alike' },
  'part-of-registration': { code: 28, identity: false, words: 'part of the registration mark' },
  'near-registration': { code: 29, identity: false, words: 'a registration mark one character different' },
  'place-name': { code: 30, identity: false, words: 'the same place name' },
  postcode: { code: 31, identity: false, words: 'the same postcode' },
  handle: { code: 32, identity: false, words: 'the same name on some site' },
  'organisation-name': { code: 33, identity: false, words: 'the same organisation' },
  'one-name': { code: 35, identity: false, words: 'the same rare name' },
  'phone-ending': { code: 34, identity: false, words: 'the same last seven digits' },
} as const satisfies Record<
  string,
  { readonly code: number; readonly identity: boolean; readonly words: string }
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

/** Codes of the kinds that are an identity. */
export const IDENTITY_CODES: readonly number[] = Object.values(KEY_KINDS)
  .filter(({ identity }) => identity)
  .map(({ code }) => code);
