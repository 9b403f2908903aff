/**
 * Compares people with their candidates and keeps the pairs that may be one person. Each thread takes some of the rows.
 */
import type { Blocks } from './blocks.ts';
import { createCandidates } from './blocks.ts';
import type { Edges } from './cluster.ts';
import { createComparer } from './compare.ts';
import type { People } from './encode.ts';
import { type Weights, weigh } from './weights.ts';

/** Pairs with less than these odds, in bits, are forgotten. */
export const FLOOR = -4;

export interface RowScorer {
  /** Compares the rows from `from` up to, not including, `to`. */
  score(from: number, to: number): void;
  /** Pairs compared so far. */
  readonly compared: number;
  finish(): Edges;
}

/** A scorer of these people's candidates, with a memory of its own. */
export function createRowScorer(people: People, blocks: readonly Blocks[], weights: Weights): RowScorer {
  const comparer = createComparer(people);
  const walk = createCandidates(blocks, people.rows, people.split);
  let room = 4096;
  let [a, b, bits] = [new Int32Array(room), new Int32Array(room), new Float32Array(room)];
  let [count, compared, current] = [0, 0, 0];
  const visit = (other: number): void => {
    compared += 1;
    comparer.compare(current, other);
    const odds = weigh(weights, comparer.found, comparer.shares);
    if (odds < FLOOR) return;
    if (count === room) {
      room *= 2;
      const [moreA, moreB, moreBits] = [new Int32Array(room), new Int32Array(room), new Float32Array(room)];
      moreA.set(a);
      moreB.set(b);
      moreBits.set(bits);
      [a, b, bits] = [moreA, moreB, moreBits];
    }
    a[count] = current;
    b[count] = other;
    bits[count] = odds;
    count += 1;
  };
  return {
    score(from, to) {
      for (current = from; current < to; current += 1) walk.forEach(current, visit);
    },
    get compared() {
      return compared;
    },
    finish: () => ({ count, a: a.slice(0, count), b: b.slice(0, count), bits: bits.slice(0, count) }),
  };
}

/**
 * Pairs of several threads as one, in the order of their earlier records: the same whichever thread took which. Each thread
 * must have taken its rows in their order, and none that another took.
 */
export function joinEdges(parts: readonly Edges[]): Edges {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const [a, b, bits] = [new Int32Array(count), new Int32Array(count), new Float32Array(count)];
  const taken = new Int32Array(parts.length);
  for (let at = 0; at < count; at += 1) {
    let next = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < parts.length; i += 1) {
      const part = parts[i] as Edges;
      const from = taken[i] as number;
      if (from === part.count || (part.a[from] as number) >= least) continue;
      [next, least] = [i, part.a[from] as number];
    }
    const [part, from] = [parts[next] as Edges, taken[next] as number];
    a[at] = part.a[from] as number;
    b[at] = part.b[from] as number;
    bits[at] = part.bits[from] as number;
    taken[next] = from + 1;
  }
  return { count, a, b, bits };
}
