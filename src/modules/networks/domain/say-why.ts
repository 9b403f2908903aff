/**
 * Why children are to be looked at together, in words: what joins them, what was told by whom, and for each joining the
 * concern it comes from. Words say what was told, never what somebody is.
 */
import type { ThingKind } from './concern-line.ts';
import type { Finding } from './judge.ts';

/** How the numbers of a finding are called outside. */
export interface Names {
  child(child: number): string;
  thing(thing: number): string;
  kindOf(thing: number): ThingKind;
  concern(concern: number): string;
  agency(agency: number): string;
  area(area: number): string;
}

const KIND_WORDS: Readonly<Record<ThingKind, string>> = {
  adult: 'adult',
  phone: 'telephone',
  vehicle: 'vehicle',
  address: 'address',
  place: 'place',
  account: 'online account',
  organisation: 'organisation',
};

/** The order in which things are spoken of: what children of different homes seldom share comes first. */
const ORDER: readonly ThingKind[] = [
  'adult',
  'vehicle',
  'phone',
  'account',
  'place',
  'address',
  'organisation',
];

const numbers = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const say = (count: number) => numbers[count] ?? String(count);

/** "a, b and c". */
export function sayList(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function sayFigures(
  { weight, children }: Finding,
  agencies: readonly string[],
  areas: readonly string[],
): string {
  const returns =
    weight.returns > 0
      ? ` On ${say(weight.returns)} later day${weight.returns === 1 ? '' : 's'} one of them was named so again.`
      : '';
  const together =
    weight.together > 0
      ? ` ${capital(say(weight.together))} concern${weight.together === 1 ? ' names' : 's name'} children of different homes together.`
      : '';
  const across = areas.length > 1 ? ` in ${say(areas.length)} areas (${sayList(areas)})` : '';
  return `${capital(say(children.length))} children of ${say(weight.homes)} homes were named with the same things in ${say(weight.concerns)} concerns from ${say(agencies.length)} agencies (${sayList(agencies)})${across}.${returns}${together}`;
}

/** One sentence for each thing: whom it was named with, and in which concerns. */
function sayThing(finding: Finding, thing: number, names: Names): string {
  const byChild = new Map<number, Set<number>>();
  for (const one of finding.evidence)
    if (one.thing === thing) byChild.set(one.child, (byChild.get(one.child) ?? new Set()).add(one.concern));
  const whom = [...byChild].map(
    ([child, concerns]) =>
      `${names.child(child)} (${[...concerns].map((one) => names.concern(one)).join(', ')})`,
  );
  return `${capital(KIND_WORDS[names.kindOf(thing)])} ${names.thing(thing)}: ${sayList(whom)}.`;
}

/** The whole of it. `merged`: the names of patterns that turned out to be this one. */
export function sayWhy(finding: Finding, names: Names, merged: readonly string[] = []): string {
  const distinct = (of: (one: Finding['evidence'][number]) => string) =>
    [...new Set(finding.evidence.map(of))].sort();
  const agencies = distinct(({ agency }) => names.agency(agency));
  const areas = distinct(({ area }) => names.area(area));
  const things = [...finding.things].sort(
    (a, b) => ORDER.indexOf(names.kindOf(a)) - ORDER.indexOf(names.kindOf(b)),
  );
  return [
    sayFigures(finding, agencies, areas),
    ...(merged.length > 0 ? [`What was watched as ${sayList(merged)} is part of this now.`] : []),
    ...things.map((thing) => sayThing(finding, thing, names)),
  ].join(' ');
}
