/**
 * The work of matching, cut into pieces that a thread can take: reading, building blocks, comparing rows, grouping. Where all
 * threads are told the same, whoever takes a piece counts it off on shared memory, so that nothing is done twice and a slow
 * thread holds nobody up.
 */
import { matching } from '../../modules/people/index.ts';
import { createPieceReader, type PieceRead, type PieceReader, type ReadingPlan } from './read-piece.ts';

/** What a thread is told. */
export type MatchTask =
  | { readonly do: 'read'; readonly plan: ReadingPlan; readonly from: number; readonly to: number }
  /** Whom all that follows is about. */
  | { readonly do: 'meet'; readonly people: matching.EncodedPeople }
  | { readonly do: 'blocks'; readonly search: matching.Search; readonly next: Int32Array }
  | {
      readonly do: 'score';
      readonly blocks: readonly matching.Blocks[];
      readonly weights: matching.Weights;
      readonly next: Int32Array;
    }
  | {
      readonly do: 'settle';
      readonly edges: matching.Edges;
      readonly weights: matching.Weights;
      /** The order of everybody, on shared memory. */
      readonly ranks: Int32Array;
    };

/** What it answers. */
export type MatchAnswer =
  | { readonly did: 'read'; readonly piece: PieceRead }
  | { readonly did: 'meet' }
  | {
      readonly did: 'blocks';
      readonly built: readonly { readonly at: number; readonly blocks: matching.Blocks }[];
    }
  | { readonly did: 'score'; readonly edges: matching.Edges; readonly compared: number }
  | { readonly did: 'settle'; readonly part: matching.SettledPart };

/** An answer, and the memory that goes with it to whoever asked. */
export interface Done {
  readonly answer: MatchAnswer;
  readonly give: readonly ArrayBuffer[];
}

/** Rows compared before the next are taken. */
const ROWS = 2_000;

/** Memory of an answer that is not on shared memory, none of which the thread keeps. */
function memoryOf(answer: MatchAnswer): readonly ArrayBuffer[] {
  const own = new Set<ArrayBuffer>();
  const take = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) own.add(value.buffer);
    } else if (Array.isArray(value)) value.forEach(take);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(take);
  };
  take(answer);
  return [...own];
}

type Of<What extends MatchTask['do']> = Extract<MatchTask, { do: What }>;

function buildBlocks(people: matching.EncodedPeople, { search, next }: Of<'blocks'>): MatchAnswer {
  const sorts = matching.planKeys(people);
  const built: { at: number; blocks: matching.Blocks }[] = [];
  for (;;) {
    const at = Atomics.add(next, 0, 1);
    const sort = sorts[search.sorts[at] ?? -1];
    if (!sort) return { did: 'blocks', built };
    built.push({ at, blocks: matching.buildBlocks(sort, people.rows, people.split, search.cap) });
  }
}

function scoreRows(people: matching.EncodedPeople, { blocks, weights, next }: Of<'score'>): MatchAnswer {
  const scorer = matching.createRowScorer(people, blocks, weights);
  const lefts = Math.min(people.split, people.rows);
  for (;;) {
    const from = Atomics.add(next, 0, 1) * ROWS;
    if (from >= lefts) break;
    scorer.score(from, Math.min(lefts, from + ROWS));
  }
  return { did: 'score', edges: scorer.finish(), compared: scorer.compared };
}

/** One who does tasks, one after another, and knows what it read and whom it met before. */
export function createMatchHand(): (task: MatchTask) => Done {
  let reader: PieceReader | null = null;
  let met: matching.EncodedPeople | null = null;
  const answerTo = (task: MatchTask): MatchAnswer => {
    if (task.do === 'read') {
      reader ??= createPieceReader();
      return { did: 'read', piece: reader.read(task.plan, task.from, task.to) };
    }
    if (task.do === 'meet') {
      met = task.people;
      // All is read: what was known of texts is room for what comes.
      reader = null;
      return { did: 'meet' };
    }
    if (met === null) throw new TypeError('Whom this is about was not said.');
    if (task.do === 'blocks') return buildBlocks(met, task);
    if (task.do === 'score') return scoreRows(met, task);
    const { edges, weights, ranks } = task;
    return { did: 'settle', part: matching.packPart(matching.settle(met, weights, edges, ranks)) };
  };
  return (task) => {
    const answer = answerTo(task);
    return { answer, give: memoryOf(answer) };
  };
}

/** How much of the scoring has been taken, from 0 to 1. */
export function shareTaken(people: matching.EncodedPeople, next: Int32Array): number {
  const lefts = Math.min(people.split, people.rows);
  return Math.min(1, (Atomics.load(next, 0) * ROWS) / Math.max(lefts, 1));
}
