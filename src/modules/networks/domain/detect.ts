/**
 * The watch for networks over a stream of concerns held in memory: each concern is taken once, in the order it arrives, and
 * gives the alerts it raises or makes grow. What it costs depends on the neighbourhood, not on how much was told before.
 */
import { Background } from './background.ts';
import type { ConcernLine } from './concern-line.ts';
import { gather } from './gather.ts';
import { type Grade, judge } from './judge.ts';
import { Patterns } from './patterns.ts';
import { type Names, sayWhy } from './say-why.ts';
import { Sightings } from './sightings.ts';

/** An alert raised or grown. A later one of the same pattern stands in its place. */
export interface Alert {
  /** The concern at which it was seen. */
  readonly concern: string;
  readonly pattern: string;
  /** References of the children to be looked at together, all that this pattern ever had. */
  readonly children: readonly string[];
  /** References of the things that join them. */
  readonly via: readonly string[];
  readonly grade: Grade;
  readonly why: string;
  /** Patterns that became part of this one. */
  readonly merged: readonly string[];
}

const nameOf = (pattern: number) => `network-${pattern}`;

export class NetworkWatch {
  readonly #on = new Sightings();
  readonly #patterns = new Patterns();
  readonly #background = new Background();

  /** Children and things known. */
  get entities(): number {
    return this.#on.nodes;
  }

  /** Patterns raised so far, those that became part of others included. */
  get patterns(): number {
    return this.#patterns.count;
  }

  /** How many concerns were taken, and how many shapes turned up round them. */
  get counts(): { readonly concerns: number; readonly shapes: number } {
    return this.#background.counts;
  }

  /** Takes a concern in. `null` when one of this id was taken before: it is not told twice. */
  take(line: ConcernLine): readonly Alert[] | null {
    const on = this.#on;
    if (on.has(line.id)) return null;
    const concern = on.add(line);
    if (line.children.length === 0 || line.mentions.length === 0) {
      this.#background.note([]);
      return [];
    }
    const names: Names = {
      child: (child) => on.refOf(child),
      thing: (thing) => on.refOf(thing),
      kindOf: (thing) => on.kindOf(thing),
      concern: (one) => on.concernId(one),
      agency: (agency) => on.placeWord(agency),
      area: (area) => on.placeWord(area),
    };
    const enough = this.#background.enough();
    const shapes = judge(gather(on, concern), Number.NEGATIVE_INFINITY);
    this.#background.note(shapes);
    return shapes.flatMap((finding) => {
      if (finding.weight.points < enough) return [];
      const growth = this.#patterns.take(finding);
      if (!growth) return [];
      const merged = growth.merged.map(nameOf);
      return {
        concern: line.id,
        pattern: nameOf(growth.pattern.number),
        children: [...growth.pattern.children].map((child) => on.refOf(child)),
        via: [...growth.pattern.things].map((thing) => on.refOf(thing)),
        grade: finding.grade,
        why: sayWhy(finding, names, merged),
        merged,
      };
    });
  }
}
