/**
 * The names of the invented country: common ones from a list, then coined ones, by their rank. The same rank is the same
 * name each time, and ranks are drawn by Zipf's law, so that a few names are shared by many and most by few.
 */
import type { Draw } from './draw.ts';
import { NAME_LISTS, ORIGINS, type Origin } from './name-lists.ts';

const split = (text: string) => text.split(' ').map((piece) => (piece === '-' ? '' : piece));

interface Source {
  readonly common: readonly string[];
  readonly pieces: readonly (readonly string[])[];
  /** How many different names there are at most. */
  readonly many: number;
}

function sourceOf(common: string, pieces: readonly string[], most: number): Source {
  const parts = pieces.map(split);
  const coined = parts.reduce((product, part) => product * part.length, 1);
  const list = common.split(' ');
  return { common: list, pieces: parts, many: Math.min(most, list.length + coined) };
}

function nameAt({ common, pieces }: Source, rank: number): string {
  const known = common[rank];
  if (known !== undefined) return known;
  let left = rank - common.length;
  let name = '';
  for (const part of pieces) {
    name += part[left % part.length] ?? '';
    left = Math.floor(left / part.length);
  }
  return name;
}

interface OfOrigin {
  readonly boys: readonly Source[];
  readonly girls: readonly Source[];
  readonly families: Source;
}

const SOURCES = new Map<Origin, OfOrigin>(
  ORIGINS.map((origin) => {
    const lists = NAME_LISTS[origin];
    const [start, middle, male, female] = lists.given;
    return [
      origin,
      {
        boys: lists.boys.map((list) => sourceOf(list, [start, middle, male], 3_000)),
        girls: lists.girls.map((list) => sourceOf(list, [start, middle, female], 3_000)),
        families: sourceOf(lists.families, lists.family, lists.familyNames),
      },
    ];
  }),
);

const WHOLE = ORIGINS.reduce((sum, origin) => sum + NAME_LISTS[origin].share, 0);

/** One origin, as often as it is found in England. */
export function drawOrigin(draw: Draw): Origin {
  let left = draw.below(WHOLE);
  for (const origin of ORIGINS) {
    left -= NAME_LISTS[origin].share;
    if (left < 0) return origin;
  }
  return 'English';
}

function ofOrigin(origin: Origin): OfOrigin {
  const found = SOURCES.get(origin);
  if (!found) throw new RangeError(`no names of origin ${origin}`);
  return found;
}

/** A given name of this origin, as common as it is among those born in `year`. */
export function drawGiven(draw: Draw, origin: Origin, sex: 'F' | 'M', year: number): string {
  const { boys, girls } = ofOrigin(origin);
  const source = (sex === 'M' ? boys : girls)[year < 1960 ? 0 : year < 1995 ? 1 : 2];
  return source ? nameAt(source, draw.rank(source.many, 1.2, 8)) : '';
}

/** A family name of this origin. */
export function drawFamily(draw: Draw, origin: Origin): string {
  const { families } = ofOrigin(origin);
  return nameAt(families, draw.rank(families.many, 0.87, 6));
}
