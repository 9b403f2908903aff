/** How many of those asked about were found, by where their names come from. */
import { report } from './figure.ts';

/** Of each origin at least so many are asked about: fewer would tell of chance. */
const LEAST = 100;

export class FoundByOrigin {
  readonly #tally = new Map<string, { asked: number; found: number }>();

  add(origin: string, found: boolean): void {
    const one = this.#tally.get(origin) ?? { asked: 0, found: 0 };
    this.#tally.set(origin, { asked: one.asked + 1, found: one.found + (found ? 1 : 0) });
  }

  /** True where more of this origin have to be asked about. */
  lacks(origin: string): boolean {
    return (this.#tally.get(origin)?.asked ?? 0) < LEAST;
  }

  /** True while some origin among these lacks. */
  lacksAny(origins: readonly string[]): boolean {
    return origins.some((origin) => this.lacks(origin));
  }

  /** Prints of which origin fewest were found, and of each how many. */
  report(bench: string, what: string): void {
    const shares = [...this.#tally];
    report({
      bench,
      what: `${what}: the least found of names of one origin`,
      value: Math.min(...shares.map(([, one]) => one.found / one.asked)),
      unit: 'of 1',
      target: null,
      under: Object.fromEntries(shares.map(([origin, one]) => [origin, `${one.found} of ${one.asked}`])),
    });
  }
}
