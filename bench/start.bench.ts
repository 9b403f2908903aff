/** Cold start: `heed start` on a database that is already there, from the command to the first page. Target: 2 s. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { NODE_SETTINGS } from '../src/platform/keep-memory-small.ts';
import { percentile, report } from './support/figure.ts';

const cli = resolve(import.meta.dirname, '../src/cli.ts');
const RUNS = 5;
/** Heed as it runs now; stopped however the benchmark ends. */
let running: ChildProcess | null = null;

/** Starts Heed on `folder`; gives the address it says it listens on. */
async function start(folder: string): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const child = spawn(process.execPath, [...NODE_SETTINGS, cli, 'start'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, HEED_DATA_DIR: folder, PORT: '0' },
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

const folder = mkdtempSync(join(tmpdir(), 'heed-bench-start-'));
try {
  const began = performance.now();
  const first = await start(folder);
  const made = performance.now() - began;
  await waitUntilFilled(first.address);
  await stop(first.child);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const from = performance.now();
    const { child, address } = await start(folder);
    const page = await fetch(`${address}/`);
    await page.text();
    times.push(performance.now() - from);
    if (!page.ok) throw new Error(`the first page answered ${page.status}`);
    await stop(child);
  }
  const under = { runs: RUNS };
  report({
    bench: 'start',
    what: 'first start: a new database made, to listening',
    value: made,
    unit: 'ms',
    target: null,
  });
  report({
    bench: 'start',
    what: 'cold start to first page, median',
    value: percentile(times, 0.5),
    unit: 'ms',
    target: { atMost: 2000 },
    under,
  });
  report({
    bench: 'start',
    what: 'cold start to first page, slowest',
    value: percentile(times, 1),
    unit: 'ms',
    target: { atMost: 2000 },
    under,
  });
} finally {
  if (running) await stop(running);
  rmSync(folder, { recursive: true, force: true });
}
