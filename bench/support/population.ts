/**
 * An invented population for benchmarks: names shared as unequally as real ones are, families at addresses, and concerns
 * that name them, misspelt and half-known. Deterministic from a seed. Everybody and everything in it is made up.
 */
import type { MentionAsGiven } from '../../src/kernel/mention.ts';

export interface Population {
  /** What one more concern names: now and then somebody already known, often under another spelling. */
  concern(): readonly MentionAsGiven[];
  /** What somebody types into the search box about somebody known. */
  searchTerm(): string;
}

const STARTS =
  'ba be bo bri ca cha da de dra el fa fen ga gra ha he ja jo ka ke kha la le lo ma me mi mo na ni o pa pe ra re ri sa se sha ta te to va vi wa yu za zo'.split(
    ' ',
  );
const MIDDLES = 'bi da di ga ka la le li lo ma mi na ne ni no ra ri ro sa sha ta ti to va zi'.split(' ');
const ENDS = 'a an ar ek el en er i ia in is la ley ma n na ner rek s son ta ton wicz ya'.split(' ');

interface Person {
  readonly forename: string;
  readonly surname: string;
  readonly born: string;
  readonly postcode: string;
  readonly house: number;
  readonly phone: string;
  readonly mark: string;
}

/** Most people remembered, to be named again. */
const REMEMBERED = 100_000;

export function createPopulation(seed: number): Population {
  let state = seed >>> 0;
  /** A number from 0 up to, not including, 1 (mulberry32). */
  function chance(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (most: number) => Math.floor(chance() * most);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const letter = () => 'ABCDEFGHJKLMNPRSTUVWXY'.charAt(below(22));
  const word = () => `${pick(STARTS)}${chance() < 0.7 ? pick(MIDDLES) : ''}${pick(ENDS)}`;
  const makeNames = (many: number) => [...new Set(Array.from({ length: many * 2 }, word))].slice(0, many);
  const forenames = makeNames(2_500);
  const surnames = makeNames(9_000);
  /** Low places far oftener than high ones, as names are: the commonest of 9,000 surnames is about 1 in 100 people. */
  const unequal = (list: readonly string[]) => list[Math.floor(list.length * chance() ** 2.2)] ?? '';

  const pad = (n: number) => String(n).padStart(2, '0');
  function makePerson(): Person {
    const year = 2007 + below(18);
    return {
      forename: unequal(forenames),
      surname: unequal(surnames),
      born: `${year}-${pad(1 + below(12))}-${pad(1 + below(28))}`,
      postcode: `ZE${1 + below(60)} ${below(10)}${letter()}${letter()}`,
      house: 1 + below(120),
      phone: `077${String(below(100_000_000)).padStart(8, '0')}`,
      mark: `${letter()}${letter()}${pad(below(75))} ${letter()}${letter()}${letter()}`,
    };
  }

  const known: Person[] = [];
  function somebody(): Person {
    if (known.length > 1_000 && chance() < 0.25) return pick(known);
    const person = makePerson();
    if (known.length < REMEMBERED) known.push(person);
    else known[below(REMEMBERED)] = person;
    return person;
  }

  /** `name` with a slip of the pen, sometimes. */
  function misspell(name: string): string {
    if (chance() > 0.3 || name.length < 4) return name;
    const at = 1 + below(name.length - 2);
    return chance() < 0.5
      ? name.slice(0, at) + name.slice(at + 1)
      : name.slice(0, at) + (name[at] ?? '') + name.slice(at);
  }

  function nameOf({ forename, surname }: Person): string {
    const [first, last] = [misspell(forename), misspell(surname)];
    if (chance() < 0.15) return first;
    return chance() < 0.1 ? `${last}, ${first}` : `${first} ${last}`;
  }

  function child(person: Person): MentionAsGiven {
    return {
      kind: 'child',
      name: nameOf(person),
      ...(chance() < 0.5
        ? { dateOfBirth: person.born }
        : { age: String(2025 - Number(person.born.slice(0, 4))) }),
      ...(chance() < 0.5 ? { address: `${person.house} Example Street`, postcode: person.postcode } : {}),
    };
  }

  return {
    concern() {
      const person = somebody();
      const mentions: MentionAsGiven[] = [child(person)];
      if (chance() < 0.5) mentions.push({ kind: 'adult', name: nameOf(somebody()), phone: person.phone });
      if (chance() < 0.3) mentions.push({ kind: 'phone', number: somebody().phone });
      if (chance() < 0.2) mentions.push({ kind: 'vehicle', registration: somebody().mark });
      if (chance() < 0.2)
        mentions.push({ kind: 'place', address: `${person.house} Example St`, postcode: person.postcode });
      return mentions;
    },
    searchTerm() {
      const person = pick(known);
      const roll = chance();
      if (roll < 0.15) return person.phone;
      if (roll < 0.25) return person.mark;
      return `${misspell(person.surname)} ${misspell(person.forename)}`;
    },
  };
}
