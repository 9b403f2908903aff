/**
 * Watches a file of concerns for networks as `heed networks detect` does, in a process of its own so that its memory is all
 * its own, and prints one line of JSON: how long each concern took, the most memory held, and the alerts raised.
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { NetworkWatch, readLine } from '../../src/modules/networks/index.ts';
import { percentile } from './figure.ts';
import type { RaisedAlert } from './judge-alerts.ts';

/** What one reading of a file came to. */
export interface Watched {
  readonly concerns: number;
  readonly entities: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly seconds: number;
  readonly maxRssMb: number;
  readonly alerts: readonly RaisedAlert[];
}

async function watchFile(path: string): Promise<Watched> {
  const watch = new NetworkWatch();
  const took: number[] = [];
  const alerts: RaisedAlert[] = [];
  const began = performance.now();
  for await (const text of createInterface({ input: createReadStream(path) })) {
    const line = readLine(text);
    const from = performance.now();
    const raised = watch.take(line) ?? [];
    took.push(performance.now() - from);
    for (const { pattern, children } of raised) alerts.push({ at: took.length - 1, pattern, children });
  }
  return {
    concerns: took.length,
    entities: watch.entities,
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
    seconds: (performance.now() - began) / 1000,
    maxRssMb: process.resourceUsage().maxRSS / 1024,
    alerts,
  };
}

const [path] = process.argv.slice(2);
if (path !== undefined && import.meta.main)
  process.stdout.write(`${JSON.stringify(await watchFile(path))}\n`);
