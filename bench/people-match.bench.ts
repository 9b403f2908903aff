/**
 * Matching people in files: how well they are told apart in invented worlds, each hard in a way of its own; recall by where
 * names come from; then speed and memory on a million records. Nothing is tuned for a world: one set of code, one threshold.
 * `HEED_BENCH_LINKAGE` names a folder with published labelled sets (fake_1000, febrl3, febrl4), which are judged too.
 * `HEED_BENCH_MATCH` sets another number of records for the speed; `HEED_BENCH_MATCH_WORLD` another for the worlds, 0 for none.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { report, reportGrowth } from './support/figure.ts';
import { type Judged, judge } from './support/matching/judge.ts';
import { readLabelledSets } from './support/matching/labelled-sets.ts';
import { madeWorlds } from './support/matching/made-worlds.ts';
import { everyWorld } from './support/matching/other-worlds.ts';
import { originWorld } from './support/matching/worlds.ts';
import { writeManyPeople } from './support/matching/write-many.ts';

const BENCH = 'people-match';
const WORLD = Number(process.env.HEED_BENCH_MATCH_WORLD ?? 6_000);
const MANY = Number(process.env.HEED_BENCH_MATCH ?? 1_000_000);
const folder = process.env.HEED_BENCH_LINKAGE;

/** F1 that pairs and groups of a set must reach; `null` informs. */
const TARGETS: Readonly<Record<string, readonly [number, number | null]>> = {
  fake_1000: [0.86, 0.97],
  febrl3: [0.996, 0.998],
  febrl4: [0.999, null],
  'febrl4 without id': [0.993, null],
};

function say(name: string, judged: Judged, pairs: number | null, groups: number | null): void {
  const under = { records: judged.rows, seconds: Math.round(judged.seconds * 10) / 10 };
  const figure = (what: string, value: number, atLeast: number | null) =>
    report({
      bench: BENCH,
      what: `${name}: ${what}`,
      value,
      unit: '',
      target: atLeast === null ? null : { atLeast },
      under,
    });
  figure('F1 of pairs', judged.pairs.f1, pairs);
  figure('F1 of groups', judged.groups.f1, groups);
  const { toldApart, precision, alike } = judged.strong;
  figure('precision of the strong band', toldApart, 0.999);
  if (alike === 0) return;
  // Twins whom chance gave one name: whatever is written of them is the same, so no rule can be held to them.
  figure('strong pairs of two people of one name, birthday and home', alike, null);
  figure('precision of the strong band, those counted as wrong', precision, null);
}

if (folder !== undefined)
  for (const set of readLabelledSets(folder)) {
    const [pairs, groups] = TARGETS[set.name] ?? [null, null];
    say(set.name, await judge(set), pairs, groups);
  }

for (const world of WORLD > 0 ? [...everyWorld(WORLD), ...madeWorlds(WORLD)] : []) {
  const judged = await judge(world);
  say(world.name, judged, null, world.name === 'historical' ? 0.93 : null);
}

/** Worlds of every origin that are put together: of the 428 people of an origin in one, seven more or fewer are chance. */
const DRAWS = 6;

if (WORLD > 0) {
  const sums = new Map<string, number>();
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const { byOrigin } = await judge(originWorld(Math.round(WORLD / 2), 3 + 1000 * draw));
    for (const [origin, recall] of byOrigin) sums.set(origin, (sums.get(origin) ?? 0) + recall / DRAWS);
  }
  for (const [origin, recall] of sums)
    report({ bench: BENCH, what: `recall of ${origin} names`, value: 100 * recall, unit: '%', target: null });
  const all = [...sums.values()];
  report({
    bench: BENCH,
    what: 'gap between the best and the worst origin',
    value: 100 * (Math.max(...all) - Math.min(...all)),
    unit: 'points',
    target: { atMost: 2 },
  });
}

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
}

/** One run of the command over so many invented records, in a process of its own: from its start to its end. */
async function matchMany(count: number): Promise<Run> {
  const place = mkdtempSync(join(tmpdir(), 'heed-bench-match-'));
  try {
    const [people, map, out] = [join(place, 'people.csv'), join(place, 'map.json'), join(place, 'pairs.csv')];
    writeManyPeople(people, map, count);
    const began = performance.now();
    const { stderr } = await promisify(execFile)(
      process.execPath,
      [
        'src/cli.ts',
        'people',
        'match',
        ...['--left', people, '--columns', map, '--out', out, '--clusters', join(place, 'clusters.csv')],
      ],
      { cwd: join(import.meta.dirname, '..'), maxBuffer: 1 << 26 },
    );
    process.stderr.write(stderr);
    return {
      seconds: (performance.now() - began) / 1000,
      megabytes: Number(/(\d+) MB at most/.exec(stderr)?.[1] ?? Number.NaN),
    };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const tenth = await matchMany(Math.round(MANY / 10));
const many = await matchMany(MANY);
const under = { records: MANY };
report({ bench: BENCH, what: 'all of it', value: many.seconds, unit: 's', target: null, under });
report({
  bench: BENCH,
  what: 'records a second, reading and writing included',
  value: MANY / many.seconds,
  unit: '/s',
  target: { atLeast: 100_000 },
  under,
});
report({
  bench: BENCH,
  what: 'memory at most',
  value: many.megabytes,
  unit: 'MB',
  target: MANY >= 10_000_000 ? { atMost: 6_144 } : null,
  under,
});
// All of a file is read, so all of it may take ten times as long; and a quarter more, as everywhere.
for (const [what, small, large] of [
  ['all of it', tenth.seconds, many.seconds],
  ['memory', tenth.megabytes, many.megabytes],
] as const)
  reportGrowth({ bench: BENCH, what, small, large, of: 'records', from: MANY / 10, to: MANY, atMost: 12.5 });
