/**
 * A council's earlier system comes in: ten years of decided concerns from a file of JSON lines, through the commands, on a
 * PostgreSQL that syncs to disk. One in ten was received in the last twelve months and is laid beside the others as it
 * comes. Target: 300 concerns a second, at the end of the file as at its beginning. `HEED_BENCH_IMPORT` sets how many.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layFoundations } from '../src/compose/foundations.ts';
import { composeModules } from '../src/compose.ts';
import { readConfig } from '../src/config.ts';
import { importConcerns } from '../src/operate/import/import-concerns.ts';
import type { ConcernMapping } from '../src/operate/import/read-mapping.ts';
import { machineClock } from '../src/platform/clock.ts';
import { silentLog } from '../src/platform/log.ts';
import { makeSecrets } from '../test/support/heed.ts';
import { openKillableWorld } from '../test/support/killable.ts';
import { fillWrenfold } from '../test/support/wrenfold.ts';
import { report, reportGrowth } from './support/figure.ts';
import { createPopulation } from './support/population.ts';

const ROWS = Number(process.env.HEED_BENCH_IMPORT ?? 50_000);
const bench = 'import-concerns';
const NOW = Temporal.Now.instant();
const TEN_YEARS_MS = 10 * 365.25 * 86_400_000;

const person = (at: string) => ({
  name: `${at}.name`,
  dateOfBirth: `${at}.dateOfBirth`,
  age: `${at}.age`,
  address: `${at}.address`,
  postcode: `${at}.postcode`,
  phone: `${at}.phone`,
});
const mapping: ConcernMapping = {
  source: 'bench',
  id: 'ref',
  receivedAt: 'at',
  worry: 'words',
  outcome: { always: 'no-further-action' },
  children: [person('child')],
  adults: [person('adult')],
  phones: [{ number: 'phone.number' }],
  vehicles: [{ registration: 'vehicle.registration' }],
  places: [{ address: 'place.address', postcode: 'place.postcode' }],
};
const WORDS = 'She comes to the club later each week and a car waits for her at the corner. '.repeat(6);

/** Rows in order of time, over ten years up to now. */
function* makeLines(): Iterable<string> {
  const population = createPopulation(7);
  for (let i = 0; i < ROWS; i += 1) {
    const at = NOW.subtract({ milliseconds: Math.round(TEN_YEARS_MS * (1 - i / ROWS)) + 60_000 });
    const named = Object.fromEntries(population.concern().map(({ kind, ...given }) => [kind, given]));
    yield `${JSON.stringify({ ref: `R${i}`, at: at.toString({ smallestUnit: 'second' }), words: WORDS, ...named })}\n`;
  }
}

const world = await openKillableWorld();
const folder = mkdtempSync(join(tmpdir(), 'heed-bench-import-'));
try {
  const secrets = makeSecrets();
  await fillWrenfold({ urls: world.postgres.urls, secrets, clock: machineClock });
  const file = join(folder, 'concerns.jsonl');
  await writeFile(file, makeLines());
  const given = { config: readConfig({ PORT: '0' }), secrets, log: silentLog };
  const on = await layFoundations({ ...given, url: world.postgres.urls.app, works: false });
  const began = performance.now();
  const passed: { readonly rows: number; readonly ms: number }[] = [];
  try {
    const came = await importConcerns(on, composeModules(on, given).concerns, {
      file,
      mapping,
      mend: join(folder, 'mend.csv'),
      dryRun: false,
      owedFrom: null,
      onProgress: (_, rows) => passed.push({ rows, ms: performance.now() - began }),
      signal: new AbortController().signal,
    });
    if (came.kept !== ROWS) throw new Error(`${came.kept} of ${ROWS} were kept`);
  } finally {
    await on.close();
  }
  const ms = performance.now() - began;
  const within = (from: number, to: number) => {
    const a = passed.find(({ rows }) => rows >= from) ?? { rows: 0, ms: 0 };
    const b = passed.findLast(({ rows }) => rows <= to) ?? a;
    return ((b.rows - a.rows) * 1_000) / (b.ms - a.ms);
  };
  const under = { concerns: ROWS };
  const unit = 'concerns a second';
  report({ bench, what: 'imported', value: (ROWS * 1_000) / ms, unit, target: { atLeast: 300 }, under });
  report({
    bench,
    what: 'imported of the last twelve months, each laid beside the others',
    value: within(ROWS * 0.9, ROWS),
    unit,
    target: { atLeast: 300 },
    under,
  });
  reportGrowth({
    bench,
    what: 'milliseconds a concern',
    small: 1_000 / within(0, ROWS * 0.1),
    large: 1_000 / within(ROWS * 0.8, ROWS * 0.9),
    of: 'concerns known',
    from: ROWS * 0.1,
    to: ROWS * 0.9,
  });
} finally {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
}
