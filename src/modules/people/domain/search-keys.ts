/**
 * What somebody types into the search box, as match keys. Source: the front door's work: one box for a name, a number, a
 * mark or a postcode, in whatever order a caller says them.
 */
import type { KeyKind } from './key-kinds.ts';
import { deriveMatchKeys, type MatchKey, type ReadingAids } from './match-keys.ts';
import { normaliseName } from './name.ts';

const TELLING: ReadonlySet<KeyKind> = new Set<KeyKind>([
  'phone',
  'phone-ending',
  'registration',
  'part-of-registration',
  'place-name',
  'postcode',
  'handle',
  'organisation-name',
]);

/**
 * Keys of whatever `term` can be: a phone number, a registration mark or part of one, a postcode, an online name, a place,
 * an organisation, or a person's name: two names or more by their sound, in any order; one name as it is written.
 */
export function deriveSearchKeys(term: string, aids: ReadingAids): readonly MatchKey[] {
  const text = term.slice(0, 200);
  const things = [
    ...deriveMatchKeys({ kind: 'phone', number: text }, aids),
    ...deriveMatchKeys({ kind: 'vehicle', registration: text }, aids),
    ...deriveMatchKeys({ kind: 'place', name: text, address: text, postcode: text }, aids),
    ...deriveMatchKeys({ kind: 'account', handle: text }, aids),
    ...deriveMatchKeys({ kind: 'organisation', name: text }, aids),
  ].filter(({ kind }) => TELLING.has(kind));
  const named: KeyKind = normaliseName(text).tokens.length > 1 ? 'sounds-of-name' : 'one-name';
  const person = deriveMatchKeys({ kind: 'child', name: text }, aids).filter(({ kind }) => kind === named);
  return [...things, ...person];
}
