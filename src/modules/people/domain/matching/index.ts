/**
 * Matching people: files of them laid side by side, and one pair explained. Everything here is pure; reading files and sharing
 * the work among threads is `src/operate/people`.
 */
export { type Blocks, buildBlocks } from './blocks.ts';
export { planKeys } from './candidate-keys.ts';
export type { Edges } from './cluster.ts';
export { COLUMN_KEYS } from './columns.ts';
export { planComparisons } from './compare.ts';
export { DEFAULT_WEIGHTS } from './default-weights.ts';
export {
  createEncoder,
  createJoiner,
  type Encoder,
  type Joiner,
  type People as EncodedPeople,
  type PeoplePiece,
} from './encode.ts';
export { learnWeights } from './learn.ts';
export { planSearch, type Search } from './plan-search.ts';
export { rankRows } from './row-order.ts';
export { gatherEvidence } from './sample.ts';
export {
  DATES_THE_SAME,
  type Given,
  NAMES_NEARLY_SAME,
  NAMES_SOUND_ALIKE,
  type PairScore,
  type Reason,
  scorePair,
} from './score-pair.ts';
export { createRowScorer, joinEdges } from './score-rows.ts';
export { type Band, bandOf, canBeParted, POSSIBLE, type Settled, STRONG, settle } from './settle.ts';
export { joinParts, packPart, partEdges, type SettledPart } from './settle-parts.ts';
export { LESS_THAN_STRONG } from './strong-band.ts';
export type { Weights } from './weights.ts';
export { describeWeights, type WeightsOfArea, weightsFor } from './weights-of-area.ts';
export type { ReadingAids } from './write-cells.ts';
