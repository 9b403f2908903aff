/**
 * The work of matching, cut into pieces that a thread can take: building blocks, and comparing rows. Whoever takes a piece
 * counts it off on shared memory, so that nothing is done twice and a slow thread holds nobody up.
 */
import { matching } from '../../modules/people/index.ts';

/** What a thread is told. */
export type MatchTask =
  | {
      readonly do: 'blocks';
      readonly people: matching.EncodedPeople;
      readonly search: matching.Search;
      readonly next: Int32Array;
    }
  | {
      readonly do: 'score';
      readonly people: matching.EncodedPeople;
      readonly blocks: readonly matching.Blocks[];
      readonly weights: matching.Weights;
      readonly next: Int32Array;
    };

/** What it gives back. */
export type MatchPiece =
  | { readonly did: 'blocks'; readonly at: number; readonly blocks: matching.Blocks }
  | { readonly did: 'edges'; readonly edges: matching.Edges; readonly compared: number };

/** Rows compared before the next are taken. */
const ROWS = 2_000;

/** Does what is left of a task, piece by piece; `next` counts pieces taken by all threads. */
export function doMatchTask(task: MatchTask, give: (piece: MatchPiece) => void): void {
  const { people } = task;
  if (task.do === 'blocks') {
    const sorts = matching.planKeys(people);
    for (;;) {
      const at = Atomics.add(task.next, 0, 1);
      const sort = sorts[task.search.sorts[at] ?? -1];
      if (!sort) return;
      give({
        did: 'blocks',
        at,
        blocks: matching.buildBlocks(sort, people.rows, people.split, task.search.cap),
      });
    }
  }
  const scorer = matching.createRowScorer(people, task.blocks, task.weights);
  const lefts = Math.min(people.split, people.rows);
  for (;;) {
    const from = Atomics.add(task.next, 0, 1) * ROWS;
    if (from >= lefts) break;
    scorer.score(from, Math.min(lefts, from + ROWS));
  }
  give({ did: 'edges', edges: scorer.finish(), compared: scorer.compared });
}

/** How much of the scoring has been taken, from 0 to 1. */
export function shareTaken(people: matching.EncodedPeople, next: Int32Array): number {
  const lefts = Math.min(people.split, people.rows);
  return Math.min(1, (Atomics.load(next, 0) * ROWS) / Math.max(lefts, 1));
}
