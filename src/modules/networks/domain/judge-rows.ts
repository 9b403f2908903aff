/**
 * The rule of the watch over rows of the graph near one concern: the same gathering and judging as over a file.
 * Source: 60-linking.md ("live detection queries PostgreSQL").
 */
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

/** The networks of which the concern `focus` is part, by the rows near it. */
export function judgeRows(rows: readonly GraphRow[], said: Said, focus: string): readonly FoundNetwork[] {
  const { lines } = resolve(rows, said);
  const on = new Sightings();
  // The one just told comes last, whenever it was told: it is the one that is looked at.
  const last = lines.find(({ id }) => id === focus);
  if (!last) return [];
  for (const line of lines) if (line !== last) on.add(line);
  return judge(gather(on, on.add(last))).map(({ evidence, children, things, weight, grade }) => ({
    concerns: [...new Set(evidence.map(({ concern }) => on.concernId(concern)))].sort(),
    children: children.length,
    homes: weight.homes,
    things: things.length,
    sources: weight.agencies,
    grade,
  }));
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
