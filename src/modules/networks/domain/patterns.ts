/**
 * One alert that grows instead of many: which pattern a finding belongs to. It belongs to one with which it has two children
 * in common, or two things, or one of each; a finding that belongs to several makes one of them.
 */
import { GRADES, type Grade } from './judge.ts';

export interface Pattern {
  readonly number: number;
  readonly children: Set<number>;
  readonly things: Set<number>;
  /** The highest it ever had. */
  grade: Grade;
}

export interface Growth {
  readonly pattern: Pattern;
  /** The numbers of the patterns that became part of it now. */
  readonly merged: readonly number[];
  readonly isNew: boolean;
}

/** Whether what was found belongs to what is known. */
export function belongs(
  found: { readonly children: readonly number[]; readonly things: readonly number[] },
  known: { readonly children: ReadonlySet<number>; readonly things: ReadonlySet<number> },
): boolean {
  const children = found.children.filter((child) => known.children.has(child)).length;
  const things = found.things.filter((thing) => known.things.has(thing)).length;
  return children + things >= 2;
}

export class Patterns {
  #next = 1;
  readonly #byNode = new Map<number, Set<Pattern>>();

  get count(): number {
    return this.#next - 1;
  }

  /** Takes a finding in. `null` when it adds nothing to what was already said. */
  take(found: {
    readonly children: readonly number[];
    readonly things: readonly number[];
    readonly grade: Grade;
  }): Growth | null {
    const near = new Set(
      [...found.children, ...found.things].flatMap((node) => [...(this.#byNode.get(node) ?? [])]),
    );
    const known = [...near].filter((one) => belongs(found, one)).sort((a, b) => a.number - b.number);
    const [oldest, ...others] = known;
    const pattern = oldest ?? this.#begin(found.grade);
    const before = pattern.children.size + pattern.things.size;
    for (const other of others) this.#absorb(pattern, other);
    for (const child of found.children) this.#put(pattern, pattern.children, child);
    for (const thing of found.things) this.#put(pattern, pattern.things, thing);
    const isNew = oldest === undefined;
    const grew = pattern.children.size + pattern.things.size > before;
    const higher = GRADES.indexOf(found.grade) > GRADES.indexOf(pattern.grade);
    if (!isNew && !grew && !higher) return null;
    if (higher) pattern.grade = found.grade;
    return { pattern, merged: others.map(({ number }) => number), isNew };
  }

  #begin(grade: Grade): Pattern {
    const pattern = { number: this.#next, children: new Set<number>(), things: new Set<number>(), grade };
    this.#next += 1;
    return pattern;
  }

  #put(pattern: Pattern, into: Set<number>, node: number): void {
    into.add(node);
    this.#byNode.set(node, (this.#byNode.get(node) ?? new Set()).add(pattern));
  }

  #absorb(pattern: Pattern, other: Pattern): void {
    for (const [from, into] of [
      [other.children, pattern.children],
      [other.things, pattern.things],
    ] as const)
      for (const node of from) {
        this.#byNode.get(node)?.delete(other);
        this.#put(pattern, into, node);
      }
  }
}
