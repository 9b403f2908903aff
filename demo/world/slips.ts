/**
 * How names get changed on their way into a record: slips of the keyboard, of the ear, of a scanner; other ways to write a
 * name of another alphabet; short forms. Rules on letters, not a table of names, so that what Heed knows of names is not
 * what it is measured with.
 */
import type { Draw } from './draw.ts';

const NEAR: Readonly<Record<string, string>> = {
  a: 'qsz',
  b: 'vn',
  c: 'xv',
  d: 'sfe',
  e: 'wrd',
  f: 'dgr',
  g: 'fht',
  h: 'gjy',
  i: 'uok',
  j: 'hku',
  k: 'jli',
  l: 'ko',
  m: 'n',
  n: 'bm',
  o: 'ipl',
  p: 'ol',
  q: 'wa',
  r: 'etf',
  s: 'adw',
  t: 'ryg',
  u: 'yij',
  v: 'cb',
  w: 'qes',
  x: 'zc',
  y: 'tuh',
  z: 'xs',
};

type Rewriting = readonly (readonly [string, string])[];

const HEARD: Rewriting = [
  ['ph', 'f'],
  ['ck', 'k'],
  ['ee', 'i'],
  ['ea', 'ee'],
  ['ie', 'y'],
  ['y', 'i'],
  ['th', 'f'],
  ['v', 'f'],
  ['m', 'n'],
  ['c', 'k'],
  ['s', 'z'],
  ['er', 'a'],
  ['ay', 'ai'],
  ['ou', 'u'],
  ['ow', 'oe'],
  ['ll', 'l'],
  ['tt', 't'],
  ['nn', 'n'],
  ['t', 'tt'],
  ['l', 'll'],
  ['e', 'a'],
  ['a', 'e'],
  ['o', 'u'],
  ['i', 'e'],
  ['b', 'p'],
  ['d', 't'],
];
const SCANNED: Rewriting = [
  ['m', 'rn'],
  ['rn', 'm'],
  ['cl', 'd'],
  ['d', 'cl'],
  ['li', 'h'],
  ['i', 'l'],
  ['l', 'i'],
  ['e', 'c'],
  ['a', 'o'],
  ['u', 'v'],
  ['nn', 'rm'],
  ['h', 'b'],
];
const WRITTEN: Rewriting = [
  ['mm', 'm'],
  ['ee', 'i'],
  ['oo', 'u'],
  ['ou', 'u'],
  ['kh', 'k'],
  ['gh', 'g'],
  ['q', 'k'],
  ['ss', 's'],
  ['ai', 'ay'],
  ['y', 'i'],
  ['z', 's'],
  ['w', 'v'],
  ['u', 'o'],
  ['e', 'i'],
  ['a', 'e'],
  ['sz', 'sh'],
  ['cz', 'ch'],
  ['rz', 'z'],
  ['j', 'y'],
  ['ts', 'c'],
  ['x', 'hs'],
  ['dh', 'd'],
];

/** Every third name's short form, by cutting and ending: Thomas, Tom; Isabella, Izzy would need a table. */
export function shorten(name: string): string {
  const cut = /^[^aeiou]*[aeiou]+[^aeiou]/i.exec(name)?.[0] ?? name;
  return cut.length < name.length - 1 ? cut : name;
}

function rewrite(draw: Draw, name: string, rules: Rewriting): string {
  const low = name.toLowerCase();
  const from = draw.below(rules.length);
  for (let n = 0; n < rules.length; n += 1) {
    const [was, is] = rules[(from + n) % rules.length] ?? ['', ''];
    const at = low.indexOf(was, was.length === 1 ? 1 : 0);
    if (was !== '' && at >= 0) return capital(name.slice(0, at) + is + name.slice(at + was.length));
  }
  return name;
}

const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** `name` with one slip of the keyboard: a letter left out, doubled, another, or two changed round. */
export function mistype(draw: Draw, name: string): string {
  if (name.length < 3) return name;
  const at = 1 + draw.below(name.length - 1);
  const here = name.charAt(at);
  const roll = draw.below(4);
  if (roll === 0) return name.slice(0, at) + name.slice(at + 1);
  if (roll === 1) return name.slice(0, at) + here + name.slice(at);
  const near = NEAR[here.toLowerCase()];
  if (roll === 2 && near !== undefined)
    return name.slice(0, at) + near.charAt(draw.below(near.length)) + name.slice(at + 1);
  return at + 1 < name.length
    ? name.slice(0, at) + name.charAt(at + 1) + here + name.slice(at + 2)
    : name.slice(0, at);
}

export const mishear = (draw: Draw, name: string) => rewrite(draw, name, HEARD);
export const misread = (draw: Draw, name: string) => rewrite(draw, name, SCANNED);
/** Another way to write a name of another language in English letters, without its marks. */
export const transliterate = (draw: Draw, name: string) =>
  rewrite(
    draw,
    name.replaceAll('ł', 'l').replaceAll('Ł', 'L').normalize('NFKD').replace(/\p{M}/gu, ''),
    WRITTEN,
  );

/** `digits` with one of them changed, or two changed round. */
export function mistypeDigits(draw: Draw, digits: string): string {
  const at = draw.below(digits.length - 1);
  if (draw.happens(0.5))
    return digits.slice(0, at) + digits.charAt(at + 1) + digits.charAt(at) + digits.slice(at + 2);
  return digits.slice(0, at) + String(draw.below(10)) + digits.slice(at + 1);
}
