/**
 * What the rules for other signals look for, planted among the concerns of an invented world, with what is easily taken for
 * it: children who are often missing, a popular place that is always named, families' own cars, carers nobody called so.
 */
import type { ConcernLine } from '../../demo/networks/stream.ts';
import { type Chance, createChance } from '../../demo/wrenfold/random.ts';

/** A concern of the stream, with what a real one would carry besides. */
export interface SignalLine extends ConcernLine {
  /** The children it names were missing that night. */
  readonly missing?: true;
  /** The adults that it calls family, carer or professional. */
  readonly known: readonly string[];
}

export interface PlantedSignals {
  readonly lines: readonly SignalLine[];
  /** The adults, places and vehicles planted, and the children who are missing together, by rule. */
  readonly planted: ReadonlyMap<string, readonly string[]>;
  readonly lookedAfter: ReadonlySet<string>;
}

const DAY = 86_400_000;
/** How many of each are planted; how many children in a thousand are looked after, and are often missing. */
const OF_EACH = 12;
const LOOKED_AFTER = 0.03;
const OFTEN_MISSING = 0.004;
/** How often a concern says that a child is missing now, and what an adult is to the child. */
const SAYS_MISSING = 0.03;
const SAYS_WHO = 0.6;

const isParent = (adult: string, children: ConcernLine['children']) =>
  children.some(({ ref }) => adult.startsWith(`a${/^c(\d+)\./.exec(ref)?.[1] ?? '-'}.`));
const hasRole = (adult: string) => /^(carer|prof|coach|driver)/.test(adult);

function describe(chance: Chance, line: ConcernLine): SignalLine {
  const known = line.mentions.flatMap(({ kind, ref }) =>
    kind === 'adult' && (isParent(ref, line.children) || hasRole(ref)) && chance.chance(SAYS_WHO)
      ? [ref]
      : [],
  );
  return { ...line, known, ...(chance.chance(SAYS_MISSING) ? { missing: true as const } : {}) };
}

/** Plants among `stream`, whose concerns are in the order told. The same seed plants the same. */
export function plantSignals(stream: readonly ConcernLine[], seed: string): PlantedSignals {
  const chance = createChance(`signals/${seed}`);
  const first = Date.parse(stream[0]?.at ?? '');
  const last = Date.parse(stream.at(-1)?.at ?? '');
  const children = [
    ...new Map(stream.flatMap((line) => line.children).map((child) => [child.ref, child])).values(),
  ];
  const marked = [
    ...new Set(stream.flatMap(({ mentions }) => mentions.flatMap((one) => (one.institution ? one.ref : [])))),
  ];
  const places = [
    ...new Set(
      stream.flatMap(({ mentions }) => mentions.flatMap((one) => (one.kind === 'place' ? one.ref : []))),
    ),
  ];
  const lookedAfter = new Set(children.flatMap(({ ref }) => (chance.chance(LOOKED_AFTER) ? [ref] : [])));
  const planted = new Map<string, string[]>();
  const added: SignalLine[] = [];
  const someDay = (from = 0.35, to = 0.9) => first + (last - first) * (from + chance.next() * (to - from));
  const put = (
    at: number,
    about: ConcernLine['children'],
    mentions: ConcernLine['mentions'],
    more: object = {},
  ) =>
    added.push({
      id: `p${added.length}`,
      at: Temporal.Instant.fromEpochMilliseconds(Math.round(at)).toString(),
      agency: `agency-${chance.int(1, 6)}`,
      area: 'area-1',
      children: about,
      mentions,
      known: [],
      ...more,
    });
  const note = (rule: string, refs: readonly string[]) =>
    planted.set(rule, [...(planted.get(rule) ?? []), ...refs]);

  for (let n = 0; n < OF_EACH; n += 1) {
    const place = n % 2 === 0 ? `arcade${n}` : chance.pick(places);
    const start = someDay();
    note('place-rise', [place]);
    for (let told = chance.int(8, 12); told > 0; told -= 1)
      put(start + chance.next() * 26 * DAY, [chance.pick(children)], [{ kind: 'place', ref: place }]);

    const vehicle = `outside${n}`;
    const seen = someDay();
    // Where next to nothing is marked as a school or home, there is nothing to be outside of.
    if (marked.length > 5) note('vehicle-outside', [vehicle]);
    for (const school of chance.some(marked, chance.int(3, 5)))
      put(seen + chance.next() * 100 * DAY, chance.chance(0.3) ? [] : [chance.pick(children)], [
        { kind: 'vehicle', ref: vehicle },
        { kind: 'organisation', ref: school, institution: true },
      ]);

    const adult = `stranger${n}`;
    const child = chance.pick(children);
    const began = someDay();
    lookedAfter.add(child.ref);
    note('adult-in-care', [adult]);
    if (n % 2 === 0) put(began, [chance.pick(children)], [{ kind: 'adult', ref: adult }]);
    for (let told = chance.int(4, 7); told > 0; told -= 1)
      put(began + chance.next() * 200 * DAY, [child], [{ kind: 'adult', ref: adult }]);

    const pair = [chance.pick(children), chance.pick(children)];
    const away = someDay();
    note(
      'co-missing',
      pair.map(({ ref }) => ref),
    );
    for (let night = chance.int(3, 5); night > 0; night -= 1) {
      const when = away + chance.int(0, 120) * DAY;
      for (const one of pair) put(when + chance.next() * 3_600_000, [one], [], { missing: true });
    }
  }
  for (const one of children)
    if (chance.chance(OFTEN_MISSING))
      for (let nights = chance.int(4, 30); nights > 0; nights -= 1)
        put(first + chance.next() * (last - first), [one], [], { missing: true });
  const lines = [...stream.map((line) => describe(chance, line)), ...added].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
  return { lines, planted, lookedAfter };
}
