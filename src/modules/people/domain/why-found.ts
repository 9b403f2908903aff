/**
 * Why a search found somebody or something, in plain words. Source: the front door's work: a name that nobody typed has to say why
 * it stands there, or it is taken for a mistake.
 */

import type { KeyKind } from './key-kinds.ts';
import { deriveAgreement, deriveMatchKeys, type ReadingAids } from './match-keys.ts';
import { listNames } from './name.ts';
import type { Said } from './score-proposal.ts';
import { deriveSearchKeys, readTerm } from './search-keys.ts';

/** What each way to agree is called, that which tells most first. */
const WORDS: readonly (readonly [KeyKind, string])[] = [
  ['identifier', 'the same NHS or other number'],
  ['name-and-birth-date', 'name and date of birth'],
  ['registration', 'the registration mark'],
  ['phone', 'the phone number'],
  ['address', 'the address'],
  ['account', 'the online account'],
  ['handle', 'the online name'],
  ['sounds-and-birth-date', 'a name that sounds alike, and the date of birth'],
  ['name-and-part-of-birth-date', 'a name, and most of the date of birth'],
  ['initials-and-birth-date', 'the initials and the date of birth'],
  ['name-and-birth-year', 'name and age'],
  ['common-name-and-birth-year', 'name and age'],
  ['sounds-and-birth-year', 'a name that sounds alike, and the age'],
  ['whole-name', 'the name'],
  ['place-name-and-postcode', 'the name of the place'],
  ['place-name', 'the name of the place'],
  ['organisation-name', 'the name of the organisation'],
  ['part-of-registration', 'part of the registration mark'],
  ['phone-ending', 'the last seven digits of the phone number'],
  ['one-name', 'one of the names'],
  ['sounds-of-name', 'a name that sounds alike'],
  ['postcode', 'the postcode'],
];

/** Nothing that can be said exactly agrees: it was found by its spelling. */
const BY_SPELLING = 'a name spelt nearly like it';

function nameOf({ given }: Said): string | null {
  return given?.kind === 'child' || given?.kind === 'adult' ? (given.name ?? null) : null;
}

/** Why it was found, and under which name where that is not the one it is called by. */
export interface WhyFound {
  readonly why: string;
  /** The name as it was given that agrees; `null` where no name does. */
  readonly as: string | null;
}

/**
 * Why `term` finds what this is known of: the way to agree that tells most, of whichever thing known agrees most. `at` is when it
 * was searched for: ages are counted from it.
 */
export function explainFound(
  term: string,
  at: Temporal.Instant,
  known: readonly Said[],
  readPhone: ReadingAids['readPhone'],
): WhyFound {
  const aidsAt = (instant: Temporal.Instant): ReadingAids => ({
    today: instant.toZonedDateTimeISO('Europe/London').toPlainDate(),
    readPhone,
  });
  const asked = deriveSearchKeys(readTerm(term), aidsAt(at));
  let best: { readonly rank: number; readonly said: Said } | null = null;
  for (const said of known) {
    if (!said.given) continue;
    const agreed = new Set(deriveAgreement(asked, deriveMatchKeys(said.given, aidsAt(said.at))));
    const rank = WORDS.findIndex(([kind]) => agreed.has(kind));
    if (rank >= 0 && (!best || rank < best.rank)) best = { rank, said };
  }
  if (best) return { why: WORDS[best.rank]?.[1] ?? BY_SPELLING, as: nameOf(best.said) };
  const initials = new Set(listNames(readTerm(term).text).map((name) => name[0]));
  const near = known.find((said) => listNames(nameOf(said) ?? '').some((name) => initials.has(name[0])));
  return { why: BY_SPELLING, as: near ? nameOf(near) : null };
}
