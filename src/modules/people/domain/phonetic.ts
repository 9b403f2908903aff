/**
 * How a name sounds, for finding it under another spelling. Source: 60-linking.md, "phonetic keys". After the idea of
 * Philips' metaphone (1990) and its double form (2000), cut to what the names of an English area need and widened to what
 * metaphone gets wrong there: Polish and Slovak w, cz, sz, rz; Arabic and South Asian kh, gh, dh, q, doubled letters.
 * One sound for each name, not two: docs/decisions/0302.
 */
import { remember } from './remember.ts';

/** Spellings of one sound. `X` is the sound of "ch" and "sh". */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn|ps)/, 'n'],
  [/^wr/, 'r'],
  [/^x/, 's'],
  [/shch|szcz|tsch|tch|cz|ch(?=[aeiouy]|$)/g, 'X'],
  [/sch|sh|sz/g, 'X'],
  [/rz|zh|dj|dg(?=[eiy])/g, 'j'],
  [/ph/g, 'f'],
  [/kh|ck|ch|q/g, 'k'],
  [/gh(?=t)/g, ''],
  [/([gdtb])h/g, '$1'],
  [/c(?=[eiy])/g, 's'],
  [/x/g, 'ks'],
];

/** Whether a spelling above can be in a name at all: in most none is. */
const MAY_BE_SPELT_SO = /[chqxz]|dj|dg|^(?:kn|gn|pn|ps|wr)/;

/** Letters that are taken for one another, by ear or by pen. Vowels, h and y say nothing after the first letter. */
const GROUPS = ['bp:P', 'fvw:F', 'ckg:K', 'dt:T', 'sz:S', 'X:X', 'j:J', 'l:L', 'm:M', 'n:N', 'r:R'];
const GROUP_OF = new Map(
  GROUPS.flatMap((group) => {
    const [letters = '', sound = ''] = group.split(':');
    return [...letters].map((letter): [string, string] => [letter, sound]);
  }),
);

function hear(name: string): string {
  if (!/^[a-z]+$/.test(name)) return name;
  const plain = MAY_BE_SPELT_SO.test(name)
    ? SPELLINGS.reduce((sound, [spelling, by]) => sound.replace(spelling, by), name)
    : name;
  let out = /^[aeiouhy]/.test(plain) ? 'A' : '';
  let last = '';
  for (const letter of plain) {
    const group = GROUP_OF.get(letter) ?? '';
    if (group !== '' && group !== last) out += group;
    last = group;
  }
  return out.slice(0, 8);
}

/**
 * The sound of one folded name as capitals ("MMT" for muhammad), at most eight; equal for spellings that sound alike. A
 * name in letters other than a to z sounds like itself.
 */
export const soundOf = remember(hear);
