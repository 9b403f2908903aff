/**
 * What is unusual here. In one town three homes that share two things are rare and worth a look; in another a club, a taxi
 * firm and a professional who meets many families make such a shape every day. So how much is *enough* follows how often
 * the bare shape turns up: asked for by itself where it is rare, and with more behind it where it is common.
 * Source: 60-linking.md ("Networks", the figures for false alerts); docs/decisions/0310.
 */
import type { Finding } from './judge.ts';

/** Shapes for each 1,000 concerns: up to the first, the shape is enough; from the second on, everything is asked for. */
const RARE = 1.2;
const COMMON = 3;
/** What is taken for known at the beginning: so many concerns of a town between the two. */
const SUPPOSED = { concerns: 4_000, rate: 1.8 };

/** Points asked for where the shape is rare, and where it is common (weigh.ts). */
export const ENOUGH_WHERE_RARE = -0.5;
export const ENOUGH_WHERE_COMMON = 1.2;

/** Points that are enough where so many of so many concerns made a shape that was not there before. */
export function deriveEnough(concerns: number, shapes: number): number {
  const supposed = shapes + (SUPPOSED.concerns * SUPPOSED.rate) / 1_000;
  const rate = (1_000 * supposed) / (concerns + SUPPOSED.concerns);
  const between = Math.min(1, Math.max(0, (rate - RARE) / (COMMON - RARE)));
  return ENOUGH_WHERE_RARE + between * (ENOUGH_WHERE_COMMON - ENOUGH_WHERE_RARE);
}

/** True for a shape that was not there before, however another grew: most of its children were in none. */
export function isNewShape<Child>(children: readonly Child[], wasInOne: (child: Child) => boolean): boolean {
  return children.filter(wasInOne).length * 2 < children.length;
}

/** Counts the shapes of a stream held in memory, each once however it grows. */
export class Background {
  #concerns = 0;
  #shapes = 0;
  readonly #seen = new Set<number>();

  /** What was counted so far. */
  get counts(): { readonly concerns: number; readonly shapes: number } {
    return { concerns: this.#concerns, shapes: this.#shapes };
  }

  /** Points that are enough now. */
  enough(): number {
    return deriveEnough(this.#concerns, this.#shapes);
  }

  /** Takes note of a concern and the shapes round it. */
  note(findings: readonly Finding[]): void {
    this.#concerns += 1;
    for (const { children } of findings) {
      if (isNewShape(children, (child) => this.#seen.has(child))) this.#shapes += 1;
      for (const child of children) this.#seen.add(child);
    }
  }
}
