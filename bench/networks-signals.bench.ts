/**
 * The rules for other signals in several invented worlds: how many planted cases each finds and how many false alerts for
 * each 1,000 concerns it raises, at its usual threshold and at the lowest an area may set. What is part of a planted network
 * is not counted as false. One alert grows: the same adult, place, vehicle or children are one.
 */
import {
  type PlantedRing,
  type StreamOptions,
  type ConcernLine as Written,
  writeStream,
} from '../demo/networks/stream.ts';
import { SIGNAL_RULES, type SignalRule } from '../src/kernel/signal-rules.ts';
import {
  type Absence,
  type ConcernLine,
  decideAdultInCare,
  decideCoMissing,
  decidePlaceRise,
  decideVehicleOutside,
  type FoundSignal,
  nightOf,
} from '../src/modules/networks/index.ts';
import { report } from './support/figure.ts';
import { plantSignals, type SignalLine } from './support/plant-signals.ts';

const BENCH = 'networks-signals';
const DAY = 86_400_000;
const LIVE = 548 * DAY;
const RULES = ['co-missing', 'place-rise', 'adult-in-care', 'vehicle-outside'] as const;
const WORLDS: readonly (readonly [StreamOptions['world'], string])[] = [
  ['ordinary', '1'],
  ...['3', '4', '5', '6', '7'].map((seed) => ['varied', seed] as const),
];

function readWorld(world: StreamOptions['world'], seed: string) {
  const stream = writeStream({ concerns: 30_000, rings: 30, seed, world });
  const lines: Written[] = [];
  for (let next = stream.next(); ; next = stream.next()) {
    if (next.done) return { lines, rings: next.value };
    lines.push(next.value);
  }
}

const toLine = (line: SignalLine): ConcernLine => ({
  id: line.id,
  at: Date.parse(line.at),
  agency: line.agency,
  area: line.area,
  children: line.children.map(({ ref, household }) => ({ ref, household: household ?? null })),
  mentions: line.mentions,
});

/** Alerts, by what they are about, with the most each came to. */
type Raised = Map<string, { readonly found: FoundSignal; readonly about: readonly string[] }>;

function watch(
  lines: readonly SignalLine[],
  lookedAfter: ReadonlySet<string>,
): ReadonlyMap<SignalRule, Raised> {
  const raised = new Map<SignalRule, Raised>(RULES.map((rule) => [rule, new Map()]));
  const byThing = new Map<string, ConcernLine[]>();
  const known = new Set<string>();
  const institutions = new Set<string>();
  const absences: Absence[] = [];
  const from = Date.parse(lines[0]?.at ?? '');
  const take = (found: FoundSignal | null, about: readonly string[]) => {
    if (!found) return;
    const of = raised.get(found.rule);
    const key = about[0] ?? '';
    const before = of?.get(key);
    if (!before || before.found.strength < found.strength) of?.set(key, { found, about });
  };
  for (const told of lines) {
    for (const adult of told.known) known.add(adult);
    for (const { ref, institution } of told.mentions) if (institution) institutions.add(ref);
    const mentions = told.mentions.map((one) =>
      institutions.has(one.ref) ? { ...one, institution: true as const } : one,
    );
    const line = toLine({ ...told, mentions });
    for (const { kind, ref } of line.mentions) {
      const live = [...(byThing.get(ref) ?? []).filter(({ at }) => at > line.at - LIVE), line];
      byThing.set(ref, live);
      if (kind === 'place' || kind === 'organisation')
        take(decidePlaceRise(live.slice(-200), ref, line.at, from), [ref]);
      if (kind === 'adult')
        take(
          decideAdultInCare(live.slice(-48), ref, {
            isLookedAfter: (child) => lookedAfter.has(child),
            isKnownWhy: (adult) => known.has(adult),
          }),
          [ref],
        );
      if (kind === 'vehicle')
        take(
          decideVehicleOutside(live.slice(-48), ref, line.at, () => false),
          [ref],
        );
    }
    if (!told.missing) continue;
    for (const { ref, household } of line.children)
      absences.push({
        child: ref,
        home: household ?? ref,
        night: nightOf(Temporal.Instant.from(told.at)),
        concern: told.id,
        source: told.agency,
      });
    const since = nightOf(Temporal.Instant.from(told.at).subtract({ hours: 180 * 24 }));
    const recent = absences.filter(({ night }) => night >= since);
    const compared = new Set(recent.map(({ child }) => child)).size;
    for (const { ref } of line.children) {
      const found = decideCoMissing(recent, ref, compared);
      if (!found) continue;
      const about = [...new Set(found.edges.map(({ node }) => node))].sort();
      take(found, [about.join(' '), ...about]);
    }
  }
  return raised;
}

const isOfRing = (about: readonly string[], rings: readonly PlantedRing[]) =>
  rings.some(({ things, children }) =>
    about.length > 2
      ? about.filter((one) => children.includes(one)).length > 1
      : about.some((one) => things.includes(one)),
  );

for (const [world, seed] of WORLDS) {
  const { lines, rings } = readWorld(world, seed);
  const { lines: told, planted, lookedAfter } = plantSignals(lines, seed);
  const raised = watch(told, lookedAfter);
  for (const rule of RULES)
    for (const threshold of [SIGNAL_RULES[rule].usual, SIGNAL_RULES[rule].least]) {
      const alerts = [...(raised.get(rule)?.values() ?? [])].filter(
        ({ found }) => found.strength >= threshold,
      );
      const own = planted.get(rule) ?? [];
      const right = alerts.filter(({ about }) => about.some((one) => own.includes(one)));
      const wrong = alerts.filter((one) => !right.includes(one) && !isOfRing(one.about, rings));
      if (own.length === 0) continue;
      const found = own.filter((one) => right.some(({ about }) => about.includes(one))).length;
      const isUsual = threshold === SIGNAL_RULES[rule].usual;
      const under = { world, seed, concerns: told.length, rule, threshold };
      report({
        bench: BENCH,
        what: 'planted cases found',
        value: found / own.length,
        unit: 'share',
        target: isUsual ? { atLeast: 0.8 } : null,
        under,
      });
      report({
        bench: BENCH,
        what: 'false alerts for each 1,000 concerns',
        value: (1_000 * wrong.length) / told.length,
        unit: 'alerts',
        target: isUsual ? { atMost: 0.1 } : null,
        under,
      });
    }
}
