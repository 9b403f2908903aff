/**
 * Pairs that the weights are learned from: drawn evenly, and always the same ones from the same people, whatever the order of
 * their lines and whichever of two files is named first.
 */
import type { Blocks } from './blocks.ts';
import { type Comparer, createComparer } from './compare.ts';
import type { People } from './encode.ts';
import type { ComparedPairs, Evidence } from './learn.ts';
import { type RowOrder, readRows, sortRows } from './row-order.ts';

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
    if (day !== 0 && day % 10_000 < 100) years += 1;
  }
  return known === 0 ? 0 : 1 - (1 - years / known) ** 2;
}

/** How many pairs there are to judge. */
export function countPairs({ rows, split }: People): number {
  return split < rows ? split * (rows - split) : (rows * (rows - 1)) / 2;
}

/** Rows of the one file, or of each of two, in the order of what they say; the same whichever of two is named first. */
function sidesOf({ rows, split }: People, order: RowOrder): readonly Int32Array[] {
  if (split >= rows) return [sortRows(order, 0, rows)];
  const [left, right] = [sortRows(order, 0, split), sortRows(order, split, rows)];
  return order.turned ? [right, left] : [left, right];
}

function drawRandom(people: People, comparer: Comparer, sides: readonly Int32Array[]): ComparedPairs {
  const [left, right] = [sides[0] as Int32Array, sides[1] ?? (sides[0] as Int32Array)];
  const pairs = collect(comparer, MOST);
  const draw = drawFrom(11);
  const linking = sides.length === 2;
  if (countPairs(people) <= MOST / 2) {
    for (let i = 0; i < left.length; i += 1)
      for (let j = linking ? 0 : i + 1; j < right.length; j += 1)
        pairs.add(left[i] as number, right[j] as number);
    return pairs.finish();
  }
  for (let i = 0; i < MOST; i += 1) {
    const a = left[Math.floor(draw() * left.length)] as number;
    const b = right[Math.floor(draw() * right.length)] as number;
    if (a !== b) pairs.add(Math.min(a, b), Math.max(a, b));
  }
  return pairs.finish();
}

/** Most people remembered of those who share a value. */
const REMEMBERED = 40;

/** Pairs of people who share a value of the cell at `slot`. `walk` is everybody, in the order of what they say. */
function drawSharing(people: People, comparer: Comparer, walk: Int32Array, slot: number): ComparedPairs {
  const { rows, split, width, cells } = people;
  const linking = split < rows;
  const pairs = collect(comparer, MOST_SHARING);
  const draw = drawFrom(17 + slot);
  const known: readonly Map<number, number[]>[] = [new Map(), new Map()];
  // Each person with one or two who came before with the same value; of the other file, where there are two.
  for (let at = 0; at < walk.length && pairs.count < MOST_SHARING; at += 1) {
    const row = walk[at] as number;
    const value = cells[row * width + slot] as number;
    if (value === 0) continue;
    const side = linking && row >= split ? 1 : 0;
    const others = known[linking ? 1 - side : 0]?.get(value) ?? [];
    for (let i = 0; i < 2 && others.length > 0; i += 1)
      pairs.add(others[Math.floor(draw() * others.length)] as number, row);
    const mine = known[side]?.get(value) ?? [];
    if (mine.length < REMEMBERED) mine.push(row);
    else mine[Math.floor(draw() * REMEMBERED)] = row;
    known[side]?.set(value, mine);
  }
  return pairs.finish();
}

function personAt(people: Int32Array, place: number): number {
  const person = people[place] as number;
  return person < 0 ? ~person : person;
}

/** Candidates of the chosen rows. Of two people, the one whose line comes first brings the pair, whichever row it has. */
function drawCandidates(
  people: People,
  comparer: Comparer,
  blocks: readonly Blocks[],
  order: RowOrder,
  share: number,
): ComparedPairs {
  const { rows, split } = people;
  const linking = split < rows;
  const pairs = collect(comparer, MOST);
  const seen = new Int32Array(rows).fill(-1);
  const look = (row: number, other: number): void => {
    if (other === row || seen[other] === row) return;
    seen[other] = row;
    if (linking && other < split === row < split) return;
    if ((order.ranks[row] as number) > (order.ranks[other] as number)) return;
    pairs.add(Math.min(row, other), Math.max(row, other));
  };
  for (const row of sortRows(order, 0, rows, share))
    for (const { most, people: them, places } of blocks)
      for (let entry = row * most; entry < row * most + most; entry += 1) {
        const known = places[entry] as number;
        if (known === -1) continue;
        const place = known < 0 ? -2 - known : known;
        // The last of a block is `~person`, which is negative: there it ends, and behind it the next begins.
        for (let at = place; (them[at] as number) >= 0; at += 1) look(row, personAt(them, at + 1));
        for (let at = place - 1; at >= 0 && (them[at] as number) >= 0; at -= 1) look(row, personAt(them, at));
      }
  return pairs.finish();
}

/** Draws what the weights of these people are learned from. `blocks` are the chosen ones. */
export function gatherEvidence(people: People, blocks: readonly Blocks[]): Evidence {
  const comparer = createComparer(people);
  const { rows, fields } = people;
  const order = readRows(people);
  const sides = sidesOf(people, order);
  const everybody = sortRows(order, 0, rows);
  const held = blocks.reduce((sum, { pairs }) => sum + pairs, 0);
  const candidateShare = Math.min(1, MOST / Math.max(held, 1));
  const sharing = fields.flatMap(({ key, kind, slot }) => {
    const shared = ['postcode', 'street', 'town', 'phone', 'email'].includes(key) || kind === 'name';
    if (!shared) return [];
    return [{ name: key, pairs: drawSharing(people, comparer, everybody, slot) }];
  });
  return {
    comparisons: comparer.comparisons,
    random: drawRandom(people, comparer, sides),
    candidates: drawCandidates(people, comparer, blocks, order, candidateShare),
    candidateShare,
    sharing,
    totalPairs: countPairs(people),
    rows,
    years: shareOfYears(people),
  };
}
