/**
 * What a rule found: how much of it there is, in what the rule counts, and each concern that says so. It names nobody as
 * guilty; it says what was told. Source: 60-linking.md ("Other signals").
 */
import type { SignalRule } from '../../../../kernel/signal-rules.ts';
import type { ConcernLine } from '../concern-line.ts';

/** One source: this concern named this child, adult, place or vehicle. */
export interface SignalEdge {
  readonly concern: string;
  readonly node: string;
}

export interface FoundSignal {
  readonly rule: SignalRule;
  /** In what the rule's threshold counts (kernel/signal-rules.ts). */
  readonly strength: number;
  /** Counts for the sentence that explains it. */
  readonly counts: Readonly<Record<string, number>>;
  readonly edges: readonly SignalEdge[];
}

/** Concerns in which this thing is named, oldest first. */
export function naming(lines: readonly ConcernLine[], node: string): readonly ConcernLine[] {
  return lines
    .filter(({ mentions }) => mentions.some(({ ref }) => ref === node))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Different tellers: agencies, or kinds of people where no agency told. */
export function countSources(lines: readonly ConcernLine[]): number {
  return new Set(lines.map(({ agency }) => agency)).size;
}

/**
 * Each child's home by what these concerns say: the same for children who ever had a household in common, and for children
 * named beside each other where nobody gave one. It is better to count two homes as one than the other way round.
 */
export function readHomes(lines: readonly ConcernLine[]): (child: string) => string {
  const parent = new Map<string, string>();
  const find = (one: string): string => {
    let at = one;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  const tie = (one: string, two: string) => {
    const [a = one, b = two] = [find(one), find(two)].sort();
    if (a !== b) parent.set(b, a);
  };
  const housed = new Set<string>();
  for (const { children } of lines)
    for (const { ref, household } of children)
      if (household !== null) {
        housed.add(ref);
        tie(`child ${ref}`, `home ${household}`);
      }
  for (const { children } of lines)
    for (const { ref } of children) {
      const beside = children[0]?.ref ?? ref;
      if (!housed.has(ref)) tie(`child ${beside}`, `child ${ref}`);
    }
  return (child) => find(`child ${child}`);
}

/** How many homes the children of these concerns have. */
export function countHomes(lines: readonly ConcernLine[], homeOf: (child: string) => string): number {
  return new Set(lines.flatMap(({ children }) => children.map(({ ref }) => homeOf(ref)))).size;
}
