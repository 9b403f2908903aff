/** A thread that matches: does the tasks it is sent, one after another. */
import { enableCompileCache, flushCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { MatchTask } from './match-work.ts';

// Whoever started it may keep compiled code: a thread has to be told, and is then there in half the time.
if (typeof workerData === 'string') enableCompileCache(workerData);
const { createMatchHand } = await import('./match-work.ts');
flushCompileCache();

const hand = createMatchHand();
parentPort?.on('message', (task: MatchTask) => {
  const { answer, give } = hand(task);
  parentPort?.postMessage(answer, [...give]);
});
