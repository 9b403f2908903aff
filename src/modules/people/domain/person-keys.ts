/**
 * The match keys of a child or an adult. Source: 60-linking.md, "Matching people". A single name with an age is never an
 * identity, nor are two very common names: that would glue strangers together.
 */
import type { PersonAsGiven } from '../../../kernel/mention.ts';
import { normaliseIdentifier } from './account-and-number.ts';
import { readBirth } from './birth.ts';
import { KEY_KINDS, type KeyKind } from './key-kinds.ts';
import { type NormalName, normaliseName, normaliseRareName } from './name.ts';
import { soundOf } from './phonetic.ts';
import { findPostcode, normalisePlaceName, normalisePostcode } from './place.ts';

type Key = { readonly kind: KeyKind; readonly text: string };

const NOT_TELLING = /\b(?:school|academy|primary|secondary|high|college|junior|infant|nursery|saint|st)\b/g;

/** A school's name for comparing: "St Example's C of E Primary School" without what all schools are called. */
function normaliseSchool(school: string): string {
  return normalisePlaceName(normalisePlaceName(school).replace(NOT_TELLING, ' '));
}

/** Every pair of different names or sounds, each pair in alphabetical order. */
function pairsOf(sounds: readonly string[]): readonly string[] {
  return sounds.flatMap((a, i) => sounds.slice(i + 1).map((b) => [a, b].sort().join('+')));
}

/** Names of one person whose sounds are paired and put beside a date. */
const MOST_SOUNDS = 4;

const pad = (n: number) => String(n).padStart(2, '0');

/** A date taken apart once: asking a Temporal date for its parts takes longer than what is made of them here. */
interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The date or the one with day and month swapped, whichever is earlier: the same for both. */
function eitherWay({ year, month, day }: Day): string {
  return day < month ? `${year}-${pad(day)}-${pad(month)}` : `${year}-${pad(month)}-${pad(day)}`;
}

/** Letters that begin names which are taken for one another. Vowels are one. */
function initialOf(spelt: string): string {
  if (spelt.startsWith('ph')) return 'f';
  const first = spelt.charAt(0);
  return first.replace(/[eiouy]/, 'a').replace(/[kq]/, 'c');
}

/**
 * One name by its sound, how another begins, and two of day, month and year: for a misspelt name with a wrong date. Which
 * number is the day and which the month is not asked.
 */
function partKeys({ spelt }: NormalName, sounds: readonly string[], { year, month, day }: Day): Key[] {
  const few = sounds.slice(0, 3);
  if (few.length < 2) return [];
  const parts = [`${Math.min(day, month)}+${Math.max(day, month)}`, `${year}+${month}`, `${year}+${day}`];
  return few.flatMap((sound, i) => {
    const other = initialOf(spelt[(i + 1) % few.length] ?? '');
    return parts.map((part): Key => {
      return { kind: 'name-and-part-of-birth-date', text: `${sound}|${other}|${part}` };
    });
  });
}

function birthKeys(
  name: NormalName,
  soundsOfAll: readonly string[],
  said: PersonAsGiven,
  today: Temporal.PlainDate,
): Key[] {
  const { date, years, sure } = readBirth(said, today);
  const sounds = [...new Set(soundsOfAll.slice(0, MOST_SOUNDS))];
  const whole = name.tokens.length > 1 ? name.tokens.join(' ') : null;
  const keys: Key[] = [];
  if (date) {
    const [written, parts] = [date.toString(), { year: date.year, month: date.month, day: date.day }];
    if (whole) keys.push({ kind: 'name-and-birth-date', text: `${whole}|${written}` });
    const day = eitherWay(parts);
    for (const sound of sounds) keys.push({ kind: 'sounds-and-birth-date', text: `${sound}|${day}` });
    const initials = name.tokens.map((token) => token[0]).join('');
    if (whole)
      keys.push({ kind: 'initials-and-birth-date', text: `${[...initials].sort().join('')}|${written}` });
    keys.push(...partKeys(name, soundsOfAll, parts));
  }
  for (const year of years) {
    const kind = sure && !name.common ? 'name-and-birth-year' : 'common-name-and-birth-year';
    if (whole) keys.push({ kind, text: `${whole}|${year}` });
    // What is sure of one may be unsure of the other: both forms are kept, so that they still meet.
    if (whole && kind === 'name-and-birth-year')
      keys.push({ kind: 'common-name-and-birth-year', text: `${whole}|${year}` });
    for (const pair of pairsOf(sounds)) keys.push({ kind: 'sounds-and-birth-year', text: `${pair}|${year}` });
    if (!whole)
      for (const token of name.tokens)
        keys.push({ kind: 'one-name-and-birth-year', text: `${token}|${year}` });
  }
  return keys;
}

function whereKeys(name: NormalName, said: PersonAsGiven): Key[] {
  const code = normalisePostcode(said.postcode ?? '') ?? findPostcode(said.address ?? '');
  const school = normaliseSchool(said.school ?? '');
  const whole = name.tokens.length > 1 ? name.tokens.join(' ') : null;
  const keys: Key[] = [];
  if (whole && code) keys.push({ kind: 'name-and-postcode', text: `${whole}|${code.full}` });
  if (whole && school !== '' && !name.common)
    keys.push({ kind: 'name-and-school', text: `${whole}|${school}` });
  if (code) keys.push({ kind: 'postcode', text: code.full });
  for (const token of name.tokens) {
    keys.push({ kind: 'one-name', text: token });
    if (code) keys.push({ kind: 'one-name-and-postcode', text: `${token}|${code.full}` });
    if (school !== '') keys.push({ kind: 'one-name-and-school', text: `${token}|${school}` });
  }
  return keys;
}

/** Hints from a name beside a word that is mostly no name: enough to be found by, and no more. */
function rareKeys(name: NormalName, said: PersonAsGiven, today: Temporal.PlainDate): Key[] {
  const sounds = name.tokens.map(soundOf);
  return [
    ...birthKeys(name, sounds, said, today).filter(({ kind }) => KEY_KINDS[kind].tells === 'hint'),
    ...name.tokens.map((text): Key => ({ kind: 'one-name', text })),
    ...pairsOf(sounds).map((text): Key => ({ kind: 'sounds-of-name', text })),
    ...pairsOf(name.tokens).map((text): Key => ({ kind: 'whole-name', text })),
  ];
}

/** Match keys from a person's numbers, names, birth, postcode and school; not yet their address and phone. */
export function derivePersonKeys(said: PersonAsGiven, today: Temporal.PlainDate): readonly Key[] {
  const numbers = Object.entries(said.identifiers ?? {})
    .slice(0, 5)
    .flatMap(([system, value]) => normaliseIdentifier(system, value) ?? []);
  const name = normaliseName(said.name ?? '');
  const rare = normaliseRareName(said.name ?? '');
  const soundsOfAll = name.tokens.map(soundOf);
  const sounds = [...new Set(soundsOfAll.slice(0, MOST_SOUNDS))];
  return [
    ...numbers.map((text): Key => ({ kind: 'identifier', text })),
    ...birthKeys(name, soundsOfAll, said, today),
    ...whereKeys(name, said),
    ...pairsOf(sounds).map((text): Key => ({ kind: 'sounds-of-name', text })),
    ...pairsOf(name.tokens.slice(0, 4)).map((text): Key => ({ kind: 'whole-name', text })),
    ...(rare ? rareKeys(rare, said, today) : []),
  ];
}
