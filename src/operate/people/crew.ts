/** Threads that do the work of matching: each is asked one thing after another. */
import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createMatchHand, type MatchAnswer, type MatchTask } from './match-work.ts';

const MOST_THREADS = 8;
/** Files of fewer bytes, and fewer people, are done without threads: to start them would take longer. */
const THREADS_FROM_BYTES = 1_200_000;
const THREADS_FROM_ROWS = 20_000;

export interface Crew {
  readonly threads: number;
  /** Has thread `thread` do a task; what it was asked before comes first. */
  ask(thread: number, task: MatchTask): Promise<MatchAnswer>;
  dismiss(): Promise<void>;
}

function hireThread() {
  const kept = getCompileCacheDir();
  const worker = new Worker(new URL('./match-thread.ts', import.meta.url), {
    // What is read of a file lives for a moment only: in a small nursery it would be carried about.
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
    workerData: kept === undefined ? null : dirname(kept),
  });
  const waiting: { done: (answer: MatchAnswer) => void; fail: (error: unknown) => void }[] = [];
  let gone: unknown = null;
  const leave = (error: unknown) => {
    gone ??= error;
    for (const { fail } of waiting.splice(0)) fail(error);
  };
  worker.on('message', (answer: MatchAnswer) => waiting.shift()?.done(answer));
  worker.on('error', leave);
  worker.on('exit', () => leave(new Error('A thread that matched ended early.')));
  return {
    ask: (task: MatchTask) =>
      new Promise<MatchAnswer>((done, fail) => {
        if (gone !== null) {
          fail(gone);
          return;
        }
        waiting.push({ done, fail });
        worker.postMessage(task);
      }),
    end: () => worker.terminate(),
  };
}

/** A crew of so many threads. */
export function hireCrew(count: number): Crew {
  const threads = Array.from({ length: count }, hireThread);
  return {
    threads: count,
    ask: (thread, task) => (threads[thread] as (typeof threads)[0]).ask(task),
    dismiss: async () => {
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

function workAlone(): Crew {
  const hand = createMatchHand();
  return {
    threads: 1,
    ask: (_thread, task) => new Promise((done) => done(hand(task).answer)),
    dismiss: () => Promise.resolve(),
  };
}

const threadsHere = () => Math.min(MOST_THREADS, Math.max(1, availableParallelism()));

/** The crew for files of so many bytes. */
export function crewForBytes(bytes: number): Crew {
  return bytes < THREADS_FROM_BYTES ? workAlone() : hireCrew(threadsHere());
}

/** The crew for so many people. */
export function crewForRows(rows: number): Crew {
  return rows < THREADS_FROM_ROWS ? workAlone() : hireCrew(threadsHere());
}

/** Has all threads do one task, and waits for them; `onTick` is called ten times a second meanwhile. */
export async function askAll(
  crew: Crew,
  task: MatchTask,
  onTick: () => void,
): Promise<readonly MatchAnswer[]> {
  const tick = setInterval(onTick, 100);
  try {
    return await Promise.all(Array.from({ length: crew.threads }, (_, thread) => crew.ask(thread, task)));
  } finally {
    clearInterval(tick);
  }
}
