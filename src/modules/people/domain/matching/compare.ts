/**
 * Compares two people of a file field by field: for each comparison a level and a context, and how much commoner or rarer
 * than usual the values are that agree. Source: Fellegi and Sunter (1969); term frequencies after Winkler (1989).
 *
 * A context says what else the two share that makes this agreement likelier among strangers: people at one address share
 * surnames and telephones, a postcode has one town. So the same surname at the same address is not counted as if it were
 * two pieces of luck, and twins are told apart by what is left.
 */
import {
  BORN,
  compareBorn,
  compareNames,
  compareValues,
  DIFFERENT,
  LEVELS,
  MISSING,
  NAME,
  VALUE,
} from './alike.ts';
import type { Field } from './columns.ts';
import type { People } from './encode.ts';

/** Contexts: nothing shared, something near, the thing itself. */
export const CONTEXTS = 3;
/** Weights of one comparison: one for each context and level. */
export const PLACES = CONTEXTS * LEVELS;

export interface Comparison {
  readonly name: string;
  readonly kind: Field['kind'] | 'extra' | 'order';
  /** Which field it is about. */
  readonly field: number;
}

/** The comparisons of a file with these fields, in a fixed order. */
export function planComparisons(fields: readonly Field[]): readonly Comparison[] {
  return fields.flatMap((field, index): Comparison[] =>
    field.kind === 'name'
      ? [
          { name: 'givenName', kind: 'name', field: index },
          { name: 'familyName', kind: 'name', field: index },
          { name: 'otherNames', kind: 'extra', field: index },
          { name: 'nameOrder', kind: 'order', field: index },
        ]
      : [{ name: field.key, kind: field.kind, field: index }],
  );
}

export interface Comparer {
  readonly comparisons: readonly Comparison[];
  /** After `compare`: for each comparison, context * LEVELS + level. */
  readonly found: Uint8Array;
  /** After `compare`: for each comparison, how rare the agreeing value is (its share of all people), 0 where that says nothing. */
  readonly shares: Float32Array;
  compare(a: number, b: number): void;
}

/** A comparer of these people; each thread has its own. */
export function createComparer(people: People): Comparer {
  const { fields, cells, width, terms } = people;
  const comparisons = planComparisons(fields);
  const found = new Uint8Array(comparisons.length);
  const shares = new Float32Array(comparisons.length);
  const indexOf = (name: string) => comparisons.findIndex((one) => one.name === name);
  const nameAt = indexOf('givenName');
  const bornAt = indexOf('born');
  const [postcodeAt, streetAt, houseAt, townAt] = ['postcode', 'street', 'house', 'town'].map(indexOf) as [
    number,
    number,
    number,
    number,
  ];
  const [stateAt, birthPlaceAt, phoneAt, emailAt, sexAt] = [
    'state',
    'birthPlace',
    'phone',
    'email',
    'sex',
  ].map(indexOf) as [number, number, number, number, number];
  const simple = comparisons.flatMap((one, at) => {
    const values = terms[one.field];
    const field = fields[one.field];
    if (!values || !field || one.kind === 'name' || one.kind === 'extra' || one.kind === 'order') return [];
    return [{ at, slot: field.slot, values, alike: compareValues(one.kind, values) }];
  });
  const count = simple.length;
  const ats = Int32Array.from(simple, ({ at }) => at);
  const slots = Int32Array.from(simple, ({ slot }) => slot);
  const alikes = simple.map(({ alike }) => alike);
  const values = simple.map(({ values }) => values);
  const nameTerms = nameAt < 0 ? null : (terms[comparisons[nameAt]?.field ?? 0] ?? null);
  const nameSlot = nameAt < 0 ? 0 : (fields[comparisons[nameAt]?.field ?? 0]?.slot ?? 0);
  const bornSlot = bornAt < 0 ? 0 : (fields[comparisons[bornAt]?.field ?? 0]?.slot ?? 0);
  const people_ = people.population ?? Math.max(people.rows, 1);
  const alikeNames = nameTerms === null ? () => DIFFERENT : compareNames(nameTerms, people_);
  // One of the two who agree is not evidence of how common the value is among others.
  const own = people.population === undefined ? 1 : 0;
  const bornShares = bornAt < 0 || people.population !== undefined ? () => 0 : countDays(people, bornSlot);

  const levelAt = (at: number): number => (at < 0 ? MISSING : (found[at] as number));

  function shareOf(a: number, b: number, level: number): number {
    if (nameTerms === null) return 0;
    if (level === NAME.same || level === NAME.elsewhere)
      return Math.max((nameTerms.counts[a] as number) - own, 1) / people_;
    if (level === NAME.variant) return Math.max((nameTerms.nearCounts[a] as number) - own, 1) / people_;
    if (level === NAME.close || level === NAME.sounds)
      return Math.max(nameTerms.nearCounts[a] as number, nameTerms.nearCounts[b] as number) / people_;
    return 0;
  }

  /**
   * Finds `name` among the names of the other person that stand elsewhere; the term it met, or 0. Not at `notAt`, nor at `used`,
   * whose name met another already: a name is counted once.
   */
  function findElsewhere(name: number, other: number, notAt: number, used = -1): number {
    for (let i = 0; i < 5; i += 1) {
      const term = cells[other + i] as number;
      if (term === 0 || i === notAt || i === used) continue;
      if (term === name || alikeNames(name, term) <= NAME.variant) return term;
    }
    return 0;
  }

  /** The commoner of two names, either of which may be none: what is claimed is the least that can be. */
  function commoner(one: number, two: number): number {
    if (one === 0 || two === 0 || nameTerms === null) return one || two;
    return (nameTerms.counts[one] as number) >= (nameTerms.counts[two] as number) ? one : two;
  }

  function compareNamesOf(baseA: number, baseB: number): void {
    if (nameTerms === null) return;
    const [a, b] = [baseA + nameSlot, baseB + nameSlot];
    const [ga, gb, fa, fb] = [
      cells[a] as number,
      cells[b] as number,
      cells[a + 1] as number,
      cells[b + 1] as number,
    ];
    let given = ga === 0 || gb === 0 ? MISSING : ga === gb ? NAME.same : alikeNames(ga, gb);
    let family = fa === 0 || fb === 0 ? MISSING : fa === fb ? NAME.same : alikeNames(fa, fb);
    let [termA, termB, famA, famB] = [ga, gb, fa, fb];
    let order = MISSING;
    // Given and family name the other way round, as forms and cultures will have it.
    if (given > NAME.variant || family > NAME.variant) {
      const crossG = ga === 0 || fb === 0 ? MISSING : alikeNames(ga, fb);
      const crossF = fa === 0 || gb === 0 ? MISSING : alikeNames(fa, gb);
      const straight = (given <= NAME.sounds ? 1 : 0) + (family <= NAME.sounds ? 1 : 0);
      const crossed = (crossG <= NAME.sounds ? 1 : 0) + (crossF <= NAME.sounds ? 1 : 0);
      // Of as many that meet either way, those that meet better: of Amara Kamara and Kamara Chiamaka the family name.
      const better =
        crossed === 2
          ? crossG + crossF < given + family
          : crossed === 1 && Math.min(crossG, crossF) < Math.min(given, family);
      if (crossed === straight ? better : crossed > straight) {
        // One name that met another stands for the family's: brothers and sisters share that much, whichever way round.
        // Which of two is called so must not hang on who is named first.
        const first =
          crossed === 1
            ? crossF <= NAME.sounds
            : crossG < crossF || (crossG === crossF && shareOf(ga, fb, crossG) >= shareOf(fa, gb, crossF));
        [given, family] = first ? [crossG, crossF] : [crossF, crossG];
        [termA, termB, famA, famB] = first ? [ga, fb, fa, gb] : [fa, gb, ga, fb];
        // A name that stands alone has no order that could be turned.
        order = given === MISSING || family === MISSING ? MISSING : 1;
        // What met nothing may stand among the other's further names: "Wei Ming Zhang", "Zhang Wei Ming".
        if (crossed === 1 && given === DIFFERENT) {
          const [at, other] = first ? [0, 1] : [1, 0];
          const met = first
            ? commoner(findElsewhere(ga, b, at), findElsewhere(fb, a, other))
            : commoner(findElsewhere(fa, b, at), findElsewhere(gb, a, other));
          if (met !== 0) {
            given = NAME.elsewhere;
            termA = met;
          }
        }
      }
    }
    if (order === MISSING && given !== MISSING && family !== MISSING) order = 0;
    if (given === DIFFERENT && order !== 1) {
      const used = family <= NAME.sounds ? 1 : -1;
      const met = commoner(findElsewhere(ga, b, 0, used), findElsewhere(gb, a, 0, used));
      if (met !== 0) {
        given = NAME.elsewhere;
        termA = met;
      }
    }
    if (family === DIFFERENT && order !== 1) {
      const used = given <= NAME.sounds ? 0 : -1;
      const met = commoner(findElsewhere(fa, b, 1, used), findElsewhere(fb, a, 1, used));
      if (met !== 0) {
        family = NAME.elsewhere;
        famA = met;
      }
    }
    found[nameAt] = given;
    shares[nameAt] = shareOf(termA, termB, given);
    found[nameAt + 1] = family;
    shares[nameAt + 1] = shareOf(famA, famB, family);
    found[nameAt + 3] = order;
    shares[nameAt + 3] = 0;
    let [extra, extraShare] = [MISSING as number, 0];
    for (let i = 2; i < 5 && cells[a + i] !== 0; i += 1) {
      for (let j = 2; j < 5 && cells[b + j] !== 0; j += 1) {
        const [x, y] = [cells[a + i] as number, cells[b + j] as number];
        const level = x === y ? NAME.same : alikeNames(x, y);
        const share = shareOf(x, y, level);
        if (extra === MISSING || level < extra || (level === extra && share > extraShare)) {
          extra = level;
          extraShare = share;
        }
      }
    }
    // A further name that met a given or family name has been counted there.
    if (extra === DIFFERENT && (given === NAME.elsewhere || family === NAME.elsewhere)) extra = MISSING;
    found[nameAt + 2] = extra;
    shares[nameAt + 2] = extraShare;
  }

  function compare(a: number, b: number): void {
    const [baseA, baseB] = [a * width, b * width];
    for (let i = 0; i < count; i += 1) {
      const [at, slot] = [ats[i] as number, slots[i] as number];
      const [x, y] = [cells[baseA + slot] as number, cells[baseB + slot] as number];
      if (x === 0 || y === 0) {
        found[at] = MISSING;
        shares[at] = 0;
      } else if (x === y) {
        found[at] = VALUE.same;
        shares[at] = (((values[i] as (typeof values)[0]).counts[x] as number) - own) / people_;
      } else {
        found[at] = (alikes[i] as (typeof alikes)[0])(x, y);
        shares[at] = 0;
      }
    }
    compareNamesOf(baseA, baseB);
    if (bornAt >= 0) {
      const [x, y] = [cells[baseA + bornSlot] as number, cells[baseB + bornSlot] as number];
      const level = x === 0 || y === 0 ? MISSING : compareBorn(x, y);
      found[bornAt] = level;
      shares[bornAt] = level === BORN.same ? Math.max(bornShares(x) - own, 0) / people_ : 0;
    }
    addContexts();
  }

  function put(at: number, context: number): void {
    if (at >= 0 && context > 0) found[at] = (found[at] as number) + context * LEVELS;
  }

  function addContexts(): void {
    const [postcode, street, house, town] = [
      levelAt(postcodeAt),
      levelAt(streetAt),
      levelAt(houseAt),
      levelAt(townAt),
    ];
    const area = postcode <= VALUE.close ? 2 : postcode <= VALUE.far ? 1 : 0;
    const oneStreet = street <= VALUE.close;
    const onePlace = (oneStreet && house !== DIFFERENT) || (postcode === VALUE.same && house !== DIFFERENT);
    const home = onePlace && (house !== MISSING || postcode === VALUE.same);
    const [phone, email] = [levelAt(phoneAt), levelAt(emailAt)];
    // What is nearly the same is shared too: a family's number misheard is no second piece of luck.
    const together = home || phone <= VALUE.near || email === VALUE.same;
    put(streetAt, area);
    put(houseAt, oneStreet ? 2 : area === 2 ? 1 : 0);
    put(townAt, area > 0 ? area : oneStreet ? 1 : 0);
    put(stateAt, town <= VALUE.close ? 2 : area > 0 ? 1 : 0);
    put(birthPlaceAt, town <= VALUE.close || area > 0 ? 2 : 0);
    put(phoneAt, home ? 2 : 0);
    if (nameAt >= 0) {
      const [given, family] = [levelAt(nameAt), levelAt(nameAt + 1)];
      const kin = together && family <= NAME.sounds;
      const named = given <= NAME.close && family <= NAME.close;
      // Addresses are made of names: where those agree, likeness of addresses is nothing more.
      if (named && email > VALUE.close && email < DIFFERENT) found[emailAt] = MISSING;
      put(emailAt, home || phone <= VALUE.near ? 2 : named ? 1 : 0);
      put(sexAt, given <= NAME.variant ? 2 : 0);
      put(nameAt, kin ? 2 : family <= NAME.close ? 1 : 0);
      put(nameAt + 1, together ? 2 : 0);
      // Twins share a day and not a name; a father and son of one name share no day.
      put(bornAt, together && given > NAME.sounds ? 2 : kin ? 1 : 0);
    }
  }

  return { comparisons, found, shares, compare };
}

type CountOfDay = (day: number) => number;
const countedDays = new WeakMap<People, CountOfDay>();

/** How many people have each date of birth; counted once. */
function countDays(people: People, slot: number): CountOfDay {
  const known = countedDays.get(people);
  if (known !== undefined) return known;
  // Asked of most pairs: each day beside its count, so that one look in memory finds them.
  let [mask, size] = [1023, 0];
  let table = new Int32Array((mask + 1) * 2);
  const slotOf = (day: number): number => {
    let at = (Math.imul(day, 0x9e3779b1) >>> 9) & mask;
    while (table[at * 2] !== 0 && table[at * 2] !== day) at = (at + 1) & mask;
    return at * 2;
  };
  const put = (day: number, more: number): void => {
    const at = slotOf(day);
    if (table[at] === 0) size += 1;
    table[at] = day;
    table[at + 1] = (table[at + 1] as number) + more;
  };
  for (let row = 0; row < people.rows; row += 1) {
    const day = people.cells[row * people.width + slot] as number;
    if (day !== 0) put(day, 1);
    if (size * 2 <= mask) continue;
    const before = table;
    mask = mask * 2 + 1;
    size = 0;
    table = new Int32Array((mask + 1) * 2);
    for (let at = 0; at < before.length; at += 2)
      if (before[at] !== 0) put(before[at] as number, before[at + 1] as number);
  }
  const countOf: CountOfDay = (day) => table[slotOf(day) + 1] as number;
  countedDays.set(people, countOf);
  return countOf;
}
