/**
 * The rule of the watch over rows of the graph near one concern: the same gathering and judging as over a file.
 * Source: 60-linking.md ("live detection queries PostgreSQL").
 */
import type { ConcernLine } from './concern-line.ts';
import { gather } from './gather.ts';
import { type Grade, judge } from './judge.ts';
import { type GraphRow, type Resolved, resolve, type Said } from './resolve.ts';
import { Sightings } from './sightings.ts';

/** What is to be looked at together, in counts and in concerns: names are for those who may see them. */
export interface FoundNetwork {
  readonly concerns: readonly string[];
  readonly children: number;
  readonly homes: number;
  readonly things: number;
  readonly sources: number;
  readonly grade: Grade;
}

/** A shape round a concern, whether or not it says enough: its children, each by the mentions of it known then. */
export interface FoundShape {
  readonly concern: string;
  readonly children: readonly (readonly string[])[];
}

export interface Judged {
  readonly networks: readonly FoundNetwork[];
  /** For the counting of what is unusual (background.ts), in the order told; of each concern as things stood when it was told. */
  readonly shapes: readonly FoundShape[];
}

/** A concern as the watch took it in, and the mentions known of each child by then. */
class Hood {
  readonly on = new Sightings();
  readonly #mentions = new Map<string, string[]>();
  readonly #own: Map<string, readonly string[]>;
  readonly #nodeOf: Resolved['nodeOf'];

  constructor(rows: readonly GraphRow[], nodeOf: Resolved['nodeOf']) {
    const children = rows.filter(({ role }) => role === 'child');
    const byConcern = Map.groupBy(children, ({ concern }) => concern);
    this.#nodeOf = nodeOf;
    this.#own = new Map(
      [...byConcern].map(([id, own]) => [id, [...new Set(own.map(({ mention }) => mention))]]),
    );
  }

  add(line: ConcernLine): number {
    for (const mention of this.#own.get(line.id) ?? []) {
      const node = this.#nodeOf.get(mention) ?? mention;
      this.#mentions.set(node, [...(this.#mentions.get(node) ?? []), mention]);
    }
    return this.on.add(line);
  }

  shapesAt(concern: number): readonly FoundShape[] {
    return judge(gather(this.on, concern), Number.NEGATIVE_INFINITY).map(({ children }) => ({
      concern: this.on.concernId(concern),
      children: children.map((child) => this.#mentions.get(this.on.refOf(child)) ?? []),
    }));
  }
}

/** The concerns that tell of a network: the evidence, and those just told of one of its children with whatever else. */
function listTelling(
  on: Sightings,
  evidence: readonly { readonly concern: number }[],
  foci: readonly number[],
  children: readonly number[],
): readonly string[] {
  const inIt = new Set(children);
  const about = foci.filter((one) => on.childrenOf(one).some((child) => inIt.has(child)));
  const telling = new Set([...evidence.map(({ concern }) => concern), ...about]);
  return [...telling].map((concern) => on.concernId(concern)).sort();
}

/**
 * The networks of which the concerns in `focus` are part, by the rows near them, and the shapes round each as it was told.
 * `enough`: the points asked for (background.ts).
 */
export function judgeRows(
  rows: readonly GraphRow[],
  said: Said,
  focus: readonly string[],
  enough: number,
): Judged {
  const { lines, nodeOf } = resolve(rows, said);
  const asked = new Set(focus);
  const hood = new Hood(rows, nodeOf);
  const shapes: FoundShape[] = [];
  const foci: number[] = [];
  for (const line of lines) {
    const number = hood.add(line);
    if (!asked.has(line.id)) continue;
    foci.push(number);
    shapes.push(...hood.shapesAt(number));
  }
  const [newest, ...others] = foci.reverse();
  if (newest === undefined) return { networks: [], shapes };
  const { on } = hood;
  const networks = judge(gather(on, newest, others), enough).map(
    ({ evidence, children, things, weight, grade }) => ({
      concerns: listTelling(on, evidence, foci, children),
      children: children.length,
      homes: weight.homes,
      things: things.length,
      sources: weight.agencies,
      grade,
    }),
  );
  return { networks, shapes };
}

/** One child named together with one thing in one concern: a mention each. */
export interface Join {
  readonly thing: string;
  readonly child: string;
  readonly concern: string;
  readonly thingMention: string;
  readonly childMention: string;
}

/** Every joining of a child and a thing that two children or more share, in these rows, the things most shared first. */
export function listJoins(rows: readonly GraphRow[], said: Said): readonly Join[] {
  const { nodeOf, lines }: Resolved = resolve(rows, said);
  const institutions = new Set(
    lines.flatMap(({ mentions }) => mentions.flatMap((one) => (one.institution ? one.ref : []))),
  );
  const mentions = [
    ...new Map(rows.filter(({ role }) => role !== 'home').map((row) => [row.mention, row])).values(),
  ];
  const joins = [...Map.groupBy(mentions, ({ concern }) => concern).values()].flatMap((own) =>
    own
      .filter(({ role }) => role === 'child')
      .flatMap((child) =>
        own
          .filter(({ role }) => role !== 'child')
          .map((thing) => ({
            thing: nodeOf.get(thing.mention) ?? thing.mention,
            child: nodeOf.get(child.mention) ?? child.mention,
            concern: child.concern,
            thingMention: thing.mention,
            childMention: child.mention,
          })),
      ),
  );
  const childrenOf = Map.groupBy(joins, ({ thing }) => thing);
  const count = (thing: string) => new Set(childrenOf.get(thing)?.map(({ child }) => child)).size;
  return joins
    .filter(({ thing }) => count(thing) > 1 && !institutions.has(thing))
    .sort(
      (a, b) =>
        count(b.thing) - count(a.thing) ||
        a.thing.localeCompare(b.thing) ||
        a.child.localeCompare(b.child) ||
        a.concern.localeCompare(b.concern),
    );
}
