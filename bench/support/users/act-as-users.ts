/**
 * The users of the benchmark, in a process of their own so that they take no time from Heed's: each thinks, does one
 * thing, and thinks again. Told what to do by one message (`Orders`); answers with `Word`s.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as think } from 'node:timers/promises';
import { createPopulation } from '../population.ts';
import type { Orders, Result, Sort, Taken, Word } from './orders.ts';
import { createUser, type Together } from './user.ts';

/** Told in full; of the rest only how many there were. */
const MOST_FAULTS = 5_000;

function say(word: Word): Promise<void> {
  return new Promise((done, failed) => {
    process.send?.(word, undefined, {}, (error) => (error ? failed(error) : done()));
  });
}

async function run(orders: Orders): Promise<Result> {
  const [least, most] = orders.thinkSeconds;
  const between = (from: number, to: number) => (from + Math.random() * (to - from)) * 1_000;
  const taken: Taken[] = [];
  const faults: string[] = [];
  const refused: string[] = [];
  const done: Record<Sort, number> = { open: 0, search: 0, write: 0 };
  let measuring = false;
  const keep = (list: string[]) => (words: string) => {
    if (list.length < MOST_FAULTS) list.push(words);
  };
  const all: Together = {
    url: orders.url,
    terms: orders.terms,
    population: createPopulation(11),
    busy: new Set(),
    so: { things: 0, searches: 0, begun: 0, forms: 0, calls: 0 },
    take: (one) => {
      if (measuring) taken.push(one);
    },
    did: (sort) => {
      if (measuring) done[sort] += 1;
    },
    fault: keep(faults),
    refused: keep(refused),
  };
  const over = new AbortController();
  const live = async (session: Orders['sessions'][number]) => {
    const user = createUser(session, all);
    // Nobody arrives at the same moment as everybody else.
    await think(between(0, most));
    while (!over.signal.aborted) {
      await user.act().catch((error: Error) => all.fault(`no answer: ${error.message}`));
      await think(between(least, most));
    }
    user.close();
  };
  const living = orders.sessions.map(live);
  await think(orders.warmUpSeconds * 1_000);
  const late = monitorEventLoopDelay({ resolution: 10 });
  late.enable();
  await say({ kind: 'warm' });
  const began = performance.now();
  const spent = process.cpuUsage();
  measuring = true;
  await think(orders.seconds * 1_000);
  measuring = false;
  const { user, system } = process.cpuUsage(spent);
  const seconds = (performance.now() - began) / 1_000;
  late.disable();
  over.abort();
  const result: Result = {
    taken,
    done,
    faults,
    refused,
    seconds,
    lateMs: late.percentile(99) / 1e6 - 10,
    processorSeconds: (user + system) / 1e6,
  };
  await say({ kind: 'done', result });
  await Promise.all(living);
  return result;
}

process.once('message', (orders: Orders) => {
  void run(orders).then(
    () => process.disconnect?.(),
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
