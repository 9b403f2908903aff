import { matching } from '../../modules/people/index.ts';
import { askAll, type Crew, crewForRows } from './crew.ts';
import { shareTaken } from './match-work.ts';
import type { ProgressBar } from './progress-bar.ts';

export interface Matched extends matching.Settled {
  readonly weights: matching.Weights;
  /** Pairs whose odds were worth keeping. */
  readonly edges: matching.Edges;
  /** Pairs that were compared. */
  readonly compared: number;
}

export interface MatchOptions {
  /** Weights to be used in place of learning them from these people. */
  readonly given?: matching.Weights | undefined;
  /** Who does the work; without, a crew is hired for it. */
  readonly crew?: Crew | undefined;
}

const counter = () => new Int32Array(new SharedArrayBuffer(4));

/** Parts for each thread: some take longer than others. */
const PARTS = 2;

async function settle(
  people: matching.EncodedPeople,
  weights: matching.Weights,
  edges: matching.Edges,
  crew: Crew,
  bar: ProgressBar,
): Promise<matching.Settled> {
  if (crew.threads === 1 || !matching.canBeParted(people)) return matching.settle(people, weights, edges);
  const ranks = matching.rankRows(people);
  let done = 0;
  const parts = matching.partEdges(people.rows, edges, crew.threads * PARTS);
  const answers = await Promise.all(
    parts.map(async (part, i) => {
      const answer = await crew.ask(i % crew.threads, { do: 'settle', edges: part, weights, ranks });
      done += 1;
      bar.show(done / parts.length);
      return answer;
    }),
  );
  const settled = answers.flatMap((answer) => (answer.did === 'settle' ? [answer.part] : []));
  return matching.joinParts(settled, ranks);
}

async function match(
  people: matching.EncodedPeople,
  bar: ProgressBar,
  crew: Crew,
  given: matching.Weights | undefined,
): Promise<Matched> {
  bar.begin('Finding candidates');
  await askAll(crew, { do: 'meet', people }, () => undefined);
  const search = matching.planSearch(people);
  const sorted = counter();
  const built = await askAll(crew, { do: 'blocks', search, next: sorted }, () =>
    bar.show((Atomics.load(sorted, 0) - crew.threads) / search.sorts.length),
  );
  const blocks = built
    .flatMap((answer) => (answer.did === 'blocks' ? answer.built : []))
    .sort((a, b) => a.at - b.at)
    .map((one) => one.blocks)
    .filter(({ pairs }) => pairs > 0);
  bar.begin('Learning weights');
  const weights = given ?? matching.learnWeights(matching.gatherEvidence(people, blocks));
  bar.begin('Comparing');
  const next = counter();
  const answers = await askAll(crew, { do: 'score', blocks, weights, next }, () =>
    bar.show(shareTaken(people, next)),
  );
  const scored = answers.flatMap((answer) => (answer.did === 'score' ? [answer] : []));
  bar.begin('Grouping');
  const edges = matching.joinEdges(scored.map((one) => one.edges));
  const settled = await settle(people, weights, edges, crew, bar);
  return { ...settled, weights, edges, compared: scored.reduce((sum, one) => sum + one.compared, 0) };
}

/** Lays people side by side: learns the weights from them, or takes given ones, and settles who is one person. */
export async function matchPeople(
  people: matching.EncodedPeople,
  bar: ProgressBar,
  { given, crew }: MatchOptions = {},
): Promise<Matched> {
  if (crew !== undefined) return match(people, bar, crew, given);
  const own = crewForRows(people.rows);
  try {
    return await match(people, bar, own, given);
  } finally {
    await own.dismiss();
  }
}
