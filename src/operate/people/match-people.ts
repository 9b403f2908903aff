import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { matching } from '../../modules/people/index.ts';
import { doMatchTask, type MatchPiece, type MatchTask, shareTaken } from './match-work.ts';
import type { ProgressBar } from './progress-bar.ts';

/** From this many records on, the work is shared among threads. */
const THREADS_FROM = 20_000;
const MOST_THREADS = 8;

interface Crew {
  /** Does a task, shared among all threads; gives their pieces. */
  run(task: MatchTask, onTick: () => void): Promise<readonly MatchPiece[]>;
  dismiss(): Promise<void>;
}

function hireCrew(threads: number): Crew {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./match-thread.ts', import.meta.url)),
  );
  return {
    async run(task, onTick) {
      const pieces: MatchPiece[] = [];
      const tick = setInterval(onTick, 100);
      try {
        await Promise.all(
          workers.map(
            (worker) =>
              new Promise<void>((done, fail) => {
                const stop = () => {
                  worker.off('message', hear);
                  worker.off('error', fail);
                };
                const hear = (piece: MatchPiece | 'done') => {
                  if (piece !== 'done') {
                    pieces.push(piece);
                    return;
                  }
                  stop();
                  done();
                };
                worker.on('message', hear);
                worker.once('error', fail);
                worker.postMessage(task);
              }),
          ),
        );
      } finally {
        clearInterval(tick);
      }
      return pieces;
    },
    dismiss: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

const alone: Crew = {
  run: async (task) => {
    const pieces: MatchPiece[] = [];
    doMatchTask(task, (piece) => pieces.push(piece));
    return pieces;
  },
  dismiss: () => Promise.resolve(),
};

export interface Matched extends matching.Settled {
  readonly weights: matching.Weights;
  /** Pairs whose odds were worth keeping. */
  readonly edges: matching.Edges;
  /** Pairs that were compared. */
  readonly compared: number;
}

/** Lays people side by side: learns the weights from them, or takes `given` ones, and settles who is one person. */
export async function matchPeople(
  people: matching.EncodedPeople,
  bar: ProgressBar,
  given?: matching.Weights,
): Promise<Matched> {
  const crew =
    people.rows < THREADS_FROM
      ? alone
      : hireCrew(Math.min(MOST_THREADS, Math.max(1, availableParallelism())));
  try {
    bar.begin('Finding candidates');
    const search = matching.planSearch(people);
    const counter = () => new Int32Array(new SharedArrayBuffer(4));
    const built = await crew.run({ do: 'blocks', people, search, next: counter() }, () => undefined);
    const blocks = built
      .flatMap((piece) => (piece.did === 'blocks' ? [piece] : []))
      .sort((a, b) => a.at - b.at)
      .map((piece) => piece.blocks)
      .filter(({ pairs }) => pairs > 0);
    bar.begin('Learning weights');
    const weights = given ?? matching.learnWeights(matching.gatherEvidence(people, blocks));
    bar.begin('Comparing');
    const next = counter();
    const pieces = await crew.run({ do: 'score', people, blocks, weights, next }, () =>
      bar.show(shareTaken(people, next)),
    );
    const scored = pieces.flatMap((piece) => (piece.did === 'edges' ? [piece] : []));
    bar.begin('Grouping');
    const edges = matching.joinEdges(scored.map((piece) => piece.edges));
    const settled = matching.settle(people, weights, edges);
    return { ...settled, weights, edges, compared: scored.reduce((sum, piece) => sum + piece.compared, 0) };
  } finally {
    await crew.dismiss();
  }
}
