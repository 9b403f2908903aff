/**
 * Pairs that the weights are learned from: drawn evenly, always the same ones from the same file.
 */
import type { Blocks } from './blocks.ts';
import { createCandidates } from './blocks.ts';
import { type Comparer, createComparer } from './compare.ts';
import type { People } from './encode.ts';
import type { ComparedPairs, Evidence } from './learn.ts';

/** Most pairs of each sample. */
const MOST = 250_000;
const MOST_SHARING = 40_000;

/** Numbers from 0 up to, not including, 1, in an order that looks like chance and is always the same. */
export function drawFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function collect(comparer: Comparer, most: number) {
  const width = comparer.comparisons.length;
  let room = Math.min(most, 4096);
  let found = new Uint8Array(room * width);
  let shares = new Float32Array(room * width);
  let count = 0;
  return {
    add(a: number, b: number): void {
      if (count === room) {
        room *= 2;
        const [moreFound, moreShares] = [new Uint8Array(room * width), new Float32Array(room * width)];
        moreFound.set(found);
        moreShares.set(shares);
        [found, shares] = [moreFound, moreShares];
      }
      comparer.compare(a, b);
      found.set(comparer.found, count * width);
      shares.set(comparer.shares, count * width);
      count += 1;
    },
    get count() {
      return count;
    },
    finish: (): ComparedPairs => ({ count, found, shares }),
  };
}

/** Share of pairs of known dates of birth of which one says no more than the year. */
function shareOfYears({ cells, fields, rows, width }: People): number {
  const slot = fields.find(({ kind }) => kind === 'born')?.slot;
  if (slot === undefined) return 0;
  let [known, years] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    const day = cells[row * width + slot] as number;
    if (day !== 0) known += 1;
    if (day !== 0 && day % 10_000 === 0) years += 1;
  }
  return known === 0 ? 0 : 1 - (1 - years / known) ** 2;
}

/** How many pairs there are to judge. */
export function countPairs({ rows, split }: People): number {
  return split < rows ? split * (rows - split) : (rows * (rows - 1)) / 2;
}

function drawRandom(people: People, comparer: Comparer): ComparedPairs {
  const { rows, split } = people;
  const pairs = collect(comparer, MOST);
  const draw = drawFrom(11);
  const linking = split < rows;
  const total = countPairs(people);
  if (total <= MOST / 2) {
    for (let a = 0; a < (linking ? split : rows); a += 1)
      for (let b = linking ? split : a + 1; b < rows; b += 1) pairs.add(a, b);
    return pairs.finish();
  }
  for (let i = 0; i < MOST; i += 1) {
    const a = Math.floor(draw() * (linking ? split : rows));
    const b = linking ? split + Math.floor(draw() * (rows - split)) : Math.floor(draw() * rows);
    if (a !== b) pairs.add(Math.min(a, b), Math.max(a, b));
  }
  return pairs.finish();
}

/** Pairs of people who share a value of the cell at `slot`. */
function drawSharing(people: People, comparer: Comparer, slot: number): ComparedPairs {
  const { rows, split, width, cells } = people;
  const linking = split < rows;
  const pairs = collect(comparer, MOST_SHARING);
  const draw = drawFrom(17 + slot);
  const first = new Map<number, number[]>();
  const step = Math.max(1, rows / 300_000);
  // Neighbours in a shuffled walk: each person with one or two who came before with the same value.
  for (let walk = 0; walk < rows && pairs.count < MOST_SHARING; walk += step) {
    const row = Math.floor(walk);
    const value = cells[row * width + slot] as number;
    if (value === 0) continue;
    const before = first.get(value) ?? [];
    for (let i = 0; i < 2 && before.length > 0; i += 1) {
      const other = before[Math.floor(draw() * before.length)] as number;
      if (other !== row && (!linking || (other < split && row >= split))) pairs.add(other, row);
    }
    if (!linking || row < split) {
      if (before.length < 40) before.push(row);
      else before[Math.floor(draw() * 40)] = row;
      first.set(value, before);
    }
  }
  return pairs.finish();
}

/** Draws what the weights of these people are learned from. `blocks` are the chosen ones. */
export function gatherEvidence(people: People, blocks: readonly Blocks[]): Evidence {
  const comparer = createComparer(people);
  const { rows, split, fields } = people;
  const lefts = Math.min(split, rows);
  const held = blocks.reduce((sum, { pairs }) => sum + pairs, 0);
  const candidateShare = Math.min(1, MOST / Math.max(held, 1));
  const walk = createCandidates(blocks, rows, split);
  const candidates = collect(comparer, MOST);
  const draw = drawFrom(5);
  for (let row = 0; row < lefts; row += 1)
    if (candidateShare === 1 || draw() < candidateShare)
      walk.forEach(row, (other) => candidates.add(row, other));
  const sharing = fields.flatMap(({ key, kind, slot }) => {
    const shared = ['postcode', 'street', 'town', 'phone', 'email'].includes(key) || kind === 'name';
    if (!shared) return [];
    return [{ name: key, pairs: drawSharing(people, comparer, slot) }];
  });
  return {
    comparisons: comparer.comparisons,
    random: drawRandom(people, comparer),
    candidates: candidates.finish(),
    candidateShare,
    sharing,
    totalPairs: countPairs(people),
    rows,
    years: shareOfYears(people),
  };
}
