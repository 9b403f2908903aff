/**
 * Cold start: `heed start` on a database that is already there, from the command to the first page. Target: 2 s. On the
 * demo area as anybody gets it, and on one with a tenth of its concerns, for the growth. `HEED_BENCH_CONCERNS` sets another
 * number.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { NODE_SETTINGS } from '../src/platform/keep-memory-small.ts';
import { percentile, report, reportGrowth } from './support/figure.ts';

const cli = resolve(import.meta.dirname, '../src/cli.ts');
const RUNS = 5;
const CONCERNS = Number(process.env.HEED_BENCH_CONCERNS ?? 3_000);
const TENTH = Math.max(40, Math.round(CONCERNS / 10));
/** Heed as it runs now; stopped however the benchmark ends. */
let running: ChildProcess | null = null;

/** Starts Heed on `folder`; gives the address it says it listens on. */
async function start(
  folder: string,
  concerns: number,
): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const child = spawn(process.execPath, [...NODE_SETTINGS, cli, 'start'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, HEED_DATA_DIR: folder, HEED_DEMO_SIZE: String(concerns), PORT: '0' },
  });
  running = child;
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /listening on (http\S+)/.exec(line)?.[1];
    if (address !== undefined) return { child, address: address.replace('localhost', '127.0.0.1') };
  }
  throw new Error('Heed ended before it listened');
}

async function stop(child: ChildProcess): Promise<void> {
  child.stdout?.resume();
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
  running = null;
}

/** Waits until the demo has been filled, where there is a demo to fill. */
async function waitUntilFilled(address: string): Promise<void> {
  const state = await fetch(`${address}/health/ready`).then(
    (answer) => answer.json() as Promise<{ filling?: boolean }>,
  );
  if (state.filling !== true) return;
  await new Promise((done) => setTimeout(done, 500));
  await waitUntilFilled(address);
}

interface Starts {
  /** Milliseconds to the first start's listening, and of each later start to its first page. */
  readonly first: number;
  readonly times: readonly number[];
}

/** Fills a new folder with so many concerns, then stops and starts on it. */
async function measureAt(concerns: number): Promise<Starts> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-bench-start-'));
  try {
    const began = performance.now();
    const made = await start(folder, concerns);
    const first = performance.now() - began;
    await waitUntilFilled(made.address);
    await stop(made.child);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const from = performance.now();
      const { child, address } = await start(folder, concerns);
      const page = await fetch(`${address}/`);
      await page.text();
      times.push(performance.now() - from);
      if (!page.ok) throw new Error(`the first page answered ${page.status}`);
      await stop(child);
    }
    return { first, times };
  } finally {
    if (running) await stop(running);
    rmSync(folder, { recursive: true, force: true });
  }
}

const bench = 'start';
const small = await measureAt(TENTH);
const { first, times } = await measureAt(CONCERNS);
const under = { runs: RUNS, concerns: CONCERNS };
const what = 'first start: a new database made, to listening';
report({ bench, what, value: first, unit: 'ms', target: null });
for (const [name, share] of [
  ['median', 0.5],
  ['slowest', 1],
] as const)
  report({
    bench,
    what: `cold start to first page, ${name}`,
    value: percentile(times, share),
    unit: 'ms',
    target: { atMost: 2_000 },
    under,
  });
reportGrowth({
  bench,
  what: 'cold start to first page, median',
  small: percentile(small.times, 0.5),
  large: percentile(times, 0.5),
  of: 'concerns',
  from: TENTH,
  to: CONCERNS,
});
