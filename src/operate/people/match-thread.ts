/** A thread that matches: does the tasks it is sent, one after another. */
import { parentPort } from 'node:worker_threads';
import { doMatchTask, type MatchTask } from './match-work.ts';

parentPort?.on('message', (task: MatchTask) => {
  doMatchTask(task, (piece) => parentPort?.postMessage(piece));
  parentPort?.postMessage('done');
});
