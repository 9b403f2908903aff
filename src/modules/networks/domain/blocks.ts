/**
 * The parts of a graph of homes and things that hold together even when one of them is a coincidence: its blocks
 * (biconnected components, Hopcroft and Tarjan 1973). In a block of three homes, whichever one thing or home is taken away,
 * the rest are still joined; a chain of families, each with something of the next one's, falls apart.
 */

export interface Block {
  readonly homes: ReadonlySet<number>;
  readonly things: ReadonlySet<number>;
}

/** The pairs of home and thing, as two directions. Homes and things are numbered apart. */
export type Joins = ReadonlyMap<number, ReadonlySet<number>>;

interface Visit {
  readonly node: number;
  readonly from: number;
  readonly next: Iterator<number>;
}

/** The blocks with two homes and two things at least. `homes` gives the things of each home. */
export function findBlocks(homes: Joins): readonly Block[] {
  // Homes are even, things odd.
  const joined = new Map<number, number[]>();
  const join = (a: number, b: number) => {
    const list = joined.get(a);
    if (list) list.push(b);
    else joined.set(a, [b]);
  };
  for (const [home, things] of homes)
    for (const thing of things) {
      join(home * 2, thing * 2 + 1);
      join(thing * 2 + 1, home * 2);
    }
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const blocks: Block[] = [];
  const edges: [number, number][] = [];
  const enter = (node: number, from: number, stack: Visit[]) => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push({ node, from, next: (joined.get(node) ?? [])[Symbol.iterator]() });
  };
  const lower = (node: number, to: number) => low.set(node, Math.min(low.get(node) ?? to, to));
  const close = (from: number, node: number) => {
    const found = { homes: new Set<number>(), things: new Set<number>() };
    for (let edge = edges.pop(); edge; edge = edges.pop()) {
      for (const end of edge) (end % 2 === 0 ? found.homes : found.things).add(end >> 1);
      if (edge[0] === from && edge[1] === node) break;
    }
    if (found.homes.size >= 2 && found.things.size >= 2) blocks.push(found);
  };
  for (const root of joined.keys()) {
    if (order.has(root)) continue;
    const stack: Visit[] = [];
    enter(root, -1, stack);
    for (let at = stack.at(-1); at; at = stack.at(-1)) {
      const { value: to, done } = at.next.next();
      if (done) {
        stack.pop();
        const up = stack.at(-1);
        if (!up) continue;
        lower(up.node, low.get(at.node) ?? 0);
        if ((low.get(at.node) ?? 0) >= (order.get(up.node) ?? 0)) close(up.node, at.node);
      } else if (to !== at.from && !order.has(to)) {
        edges.push([at.node, to]);
        enter(to, at.node, stack);
      } else if (to !== at.from && (order.get(to) ?? 0) < (order.get(at.node) ?? 0)) {
        edges.push([at.node, to]);
        lower(at.node, order.get(to) ?? 0);
      }
    }
  }
  return blocks;
}
