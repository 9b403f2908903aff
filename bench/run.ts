/**
 * `npm run bench [NAME]`: runs each `bench/*.bench.ts` whose name contains NAME, one after another, each in a process of its own.
 * Every figure is one line of JSON on standard output; what a benchmark says meanwhile goes to standard error.
 * Ends with 1 when any figure misses its target.
 */
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '..');
const [pattern = ''] = process.argv.slice(2);
const files = globSync('bench/*.bench.ts', { cwd: root })
  .filter((file) => basename(file).includes(pattern))
  .sort();
if (files.length === 0) {
  process.stderr.write(`No benchmark is called ${pattern}.\n`);
  process.exit(2);
}

process.stdout.write(
  `${JSON.stringify({
    machine: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
    at: Temporal.Now.instant().toString({ smallestUnit: 'second' }),
  })}\n`,
);

/** Runs one benchmark, passing its figures on; gives whether all were met. */
async function runBenchmark(file: string): Promise<boolean> {
  process.stderr.write(`${file}\n`);
  const child = spawn(process.execPath, [file], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  let met = true;
  for await (const line of createInterface({ input: child.stdout })) {
    process.stdout.write(`${line}\n`);
    if (line.includes('"met":false')) met = false;
  }
  const code = await ended;
  if (code !== 0) process.stderr.write(`${file} ended with ${code}\n`);
  return met && code === 0;
}

let allMet = true;
for (const file of files) allMet = (await runBenchmark(file)) && allMet;
process.exitCode = allMet ? 0 : 1;
