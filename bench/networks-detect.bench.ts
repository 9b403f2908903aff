/**
 * The watch for networks: how many planted networks it shows, how early, with how many false alerts, in several invented
 * worlds; then its speed and memory on a hundred thousand concerns and on a million (`HEED_BENCH_CONCERNS` sets another
 * number), with the ratio.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PlantedRing, type StreamOptions, writeStream } from '../demo/networks/stream.ts';
import { report } from './support/figure.ts';
import { type Judgement, judgeAlerts } from './support/judge-alerts.ts';
import type { Watched } from './support/watch-file.ts';

const BENCH = 'networks-detect';
const MOST = Number(process.env.HEED_BENCH_CONCERNS ?? 1_000_000);
const WORLDS: readonly (readonly [StreamOptions['world'], string])[] = [
  ['ordinary', '1'],
  ['ordinary', '2'],
  ...['3', '4', '5', '6', '7', '8'].map((seed) => ['varied', seed] as const),
];

const folder = mkdtempSync(join(tmpdir(), 'heed-bench-networks-'));

function writeFile(path: string, options: StreamOptions): readonly PlantedRing[] {
  const file = openSync(path, 'w');
  const stream = writeStream(options);
  let lines: string[] = [];
  for (;;) {
    const next = stream.next();
    if (!next.done) lines.push(JSON.stringify(next.value));
    if (lines.length === 5000 || next.done) {
      writeSync(file, lines.map((line) => `${line}\n`).join(''));
      lines = [];
    }
    if (!next.done) continue;
    closeSync(file);
    return next.value;
  }
}

function watch(options: StreamOptions): { readonly watched: Watched; readonly judged: Judgement } {
  const path = join(folder, 'concerns.jsonl');
  const planted = writeFile(path, options);
  const script = join(import.meta.dirname, 'support', 'watch-file.ts');
  const out = execFileSync(process.execPath, [script, path], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  const watched = JSON.parse(out) as Watched;
  const position = (concern: string) => Number(concern.slice(1)) - 1;
  return { watched, judged: judgeAlerts(watched.alerts, planted, position, watched.concerns) };
}

function reportJudged(judged: Judgement, under: Readonly<Record<string, string | number>>): void {
  const say = (
    what: string,
    value: number,
    unit: string,
    target: { atMost: number } | { atLeast: number } | null,
  ) => report({ bench: BENCH, what, value, unit, target, under });
  say('planted networks shown', judged.recall, 'share', { atLeast: 0.85 });
  say('false alerts for each 1,000 concerns', judged.falsePerThousand, 'alerts', { atMost: 0.1 });
  say('part of its concerns told when a network is shown, median', judged.earliness, 'share', {
    atMost: 0.5,
  });
  say('children in an alert who belong together, mean', judged.purity, 'share', null);
}

function reportCost(watched: Watched, concerns: number): void {
  const under = { concerns, entities: watched.entities };
  const say = (what: string, value: number, unit: string, target: { atMost: number } | null) =>
    report({ bench: BENCH, what, value, unit, target, under });
  say('a concern, p50', watched.p50Ms, 'ms', null);
  say('a concern, p99', watched.p99Ms, 'ms', { atMost: 5 });
  say('reading and watching the file', watched.seconds, 's', null);
  say('most memory held', watched.maxRssMb, 'MB', null);
  const perMillion = (watched.maxRssMb * 1e6) / watched.entities;
  const most = watched.entities >= 1_000_000 ? { atMost: 1024 } : null;
  say('memory for each million children and things', perMillion, 'MB', most);
}

/** All worlds together: forty networks in one are few, and chance alone moves a share of them. */
function reportTogether(all: readonly Judgement[]): void {
  const mean = (of: (one: Judgement) => number) => all.reduce((sum, one) => sum + of(one), 0) / all.length;
  const say = (what: string, value: number, unit: string) =>
    report({ bench: BENCH, what, value, unit, target: null, under: { worlds: all.length, rings: 40 } });
  const worst = (of: (one: Judgement) => number, most: boolean) => Math[most ? 'max' : 'min'](...all.map(of));
  say(
    'planted networks shown, all worlds',
    mean(({ recall }) => recall),
    'share',
  );
  say(
    'planted networks shown, worst world',
    worst(({ recall }) => recall, false),
    'share',
  );
  say(
    'false alerts for each 1,000 concerns, all worlds',
    mean((one) => one.falsePerThousand),
    'alerts',
  );
  say(
    'false alerts for each 1,000 concerns, worst world',
    worst((one) => one.falsePerThousand, true),
    'alerts',
  );
}

try {
  const all = WORLDS.map(([world, seed]) => {
    const { judged } = watch({ concerns: 40_000, rings: 40, seed, world });
    reportJudged(judged, { world, seed, concerns: 40_000, rings: 40 });
    return judged;
  });
  reportTogether(all);
  const [small, large] = [MOST / 10, MOST].map((concerns) => {
    const { watched, judged } = watch({
      concerns,
      rings: Math.round(concerns / 2000),
      seed: '9',
      world: 'ordinary',
    });
    reportJudged(judged, { world: 'ordinary', seed: '9', concerns, rings: Math.round(concerns / 2000) });
    reportCost(watched, concerns);
    return watched;
  });
  if (small && large)
    report({
      bench: BENCH,
      what: 'growth of the time a concern takes, reading included, with ten times the concerns',
      value: large.seconds / large.concerns / (small.seconds / small.concerns),
      unit: 'x',
      target: { atMost: 1.5 },
      under: { from: small.concerns, to: large.concerns },
    });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
