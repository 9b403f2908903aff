/**
 * Who and what is around somebody or something: the picture of one record, its neighbours, and theirs where the reader asked.
 * Source: 60-linking.md ("Seeing it"). Pure: who may be seen was decided before; nothing here says that anybody did anything.
 */

/** Two records named together, or put on record as something to each other. */
export interface Tie {
  readonly from: string;
  readonly to: string;
  readonly at: Temporal.Instant;
  /** What says so: a concern's id, or a relationship. */
  readonly concern: string | null;
  readonly relationship: {
    /** "mother of": said of `from`. */
    readonly words: string;
    /** "child of": said of `to`. */
    readonly inverse: string;
    readonly source: string;
  } | null;
}

/** A record in the picture. */
export interface AroundNode {
  readonly id: string;
  /** Steps from the record the picture is of. */
  readonly far: number;
  /** How many ties lead to it: what is drawn first where there are too many. */
  readonly ties: number;
}

/** All that ties two records of the picture, oldest first. */
export interface AroundLine {
  readonly from: string;
  readonly to: string;
  readonly ties: readonly Tie[];
}

export interface Around {
  readonly nodes: readonly AroundNode[];
  readonly lines: readonly AroundLine[];
  /** Records that there was no room for. */
  readonly left: number;
}

/** Most records in one picture: what a person can take in, and what fits a screen. */
export const MOST_AROUND = 40;

const pairOf = ({ from, to }: Tie) => [from, to].sort().join(' ');

function stepsFrom(self: string, ties: readonly Tie[]): ReadonlyMap<string, number> {
  const steps = new Map([[self, 0]]);
  for (const [id, far] of steps)
    for (const { from, to } of ties) {
      const other = from === id ? to : to === id ? from : null;
      if (other !== null && !steps.has(other)) steps.set(other, far + 1);
    }
  return steps;
}

/**
 * The picture of `self` from these ties: everybody it reaches, nearest first, then those tied most often, `MOST_AROUND` in all;
 * and one line for each two that anything ties. Those in `opened` are drawn whatever else is left out.
 */
export function deriveAround(self: string, ties: readonly Tie[], opened: readonly string[]): Around {
  const real = ties.filter(({ from, to }) => from !== to);
  const steps = stepsFrom(self, real);
  const count = new Map<string, number>();
  for (const { from, to } of real) for (const id of [from, to]) count.set(id, (count.get(id) ?? 0) + 1);
  const wanted = new Set(opened);
  const rank = (one: AroundNode) => (one.id === self ? -2 : wanted.has(one.id) ? -1 : one.far);
  const all = [...steps]
    .map(([id, far]): AroundNode => ({ id, far, ties: count.get(id) ?? 0 }))
    .sort((a, b) => rank(a) - rank(b) || b.ties - a.ties || (a.id < b.id ? -1 : 1));
  const nodes = all.slice(0, MOST_AROUND);
  const drawn = new Set(nodes.map(({ id }) => id));
  const lines = [...Map.groupBy(real, pairOf).values()].flatMap((own): readonly AroundLine[] => {
    const [first] = own;
    if (!first || !drawn.has(first.from) || !drawn.has(first.to)) return [];
    const ordered = own.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
    return [{ from: first.from, to: first.to, ties: ordered }];
  });
  return { nodes, lines, left: all.length - nodes.length };
}

/** Where a record stands in the picture, in units of its own: from -1 to 1 both ways, the record itself at 0,0. */
export interface Spot {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Places on rings by how far they are, each ring's full turn shared out, every other ring turned by half a place. */
export function placeAround({ nodes }: Around): readonly Spot[] {
  const rings = Map.groupBy(nodes, ({ far }) => far);
  const widest = Math.max(...rings.keys());
  return [...rings].flatMap(([far, ring]) =>
    ring.map(({ id }, nth) => {
      if (far === 0) return { id, x: 0, y: 0 };
      // A full ring is drawn in two rows, so that names don't lie on each other.
      const row = ring.length > 12 && nth % 2 === 1 ? 0.8 : 1;
      const radius = (far / widest) * row;
      const turn = (2 * Math.PI * (nth + (far % 2) / 2)) / ring.length - Math.PI / 2;
      return { id, x: radius * Math.cos(turn), y: radius * Math.sin(turn) };
    }),
  );
}
