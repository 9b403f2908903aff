/**
 * Writes `default-weights.ts`: the weights that Heed judges two people by until an area has learned its own. Learned from
 * the invented area of the benchmarks, never from real records. Run it when comparisons change: `node tools/default-weights.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeWorld } from '../bench/support/matching/judge.ts';
import { areaWorld } from '../bench/support/matching/other-worlds.ts';
import { matching } from '../src/modules/people/index.ts';
import { matchPeople } from '../src/operate/people/match-people.ts';
import { createProgressBar } from '../src/operate/people/progress-bar.ts';

const HOMES = 2_600;

const people = encodeWorld(areaWorld(HOMES));
const { weights } = await matchPeople(
  people,
  createProgressBar(process.stderr, () => performance.now()),
);
const described = matching.describeWeights(
  people,
  weights,
  `an invented area of ${HOMES} households (bench/support/matching), learned without being told who is who`,
);
writeFileSync(
  join(import.meta.dirname, '../src/modules/people/domain/matching/default-weights.ts'),
  `/**
 * Weights to judge two people by until an area has learned its own. Source: ${described.from}. Made by
 * tools/default-weights.ts: do not edit.
 */
import type { WeightsOfArea } from './weights-of-area.ts';

export const DEFAULT_WEIGHTS: WeightsOfArea = JSON.parse(
  \`${JSON.stringify(described)}\`,
);
`,
);
