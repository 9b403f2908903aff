/**
 * What is known round a concern, as the rule judges it: the same for a file read into memory and for a live database. All
 * names are numbers that mean something only inside one judgement.
 */
import type { ThingKind } from './concern-line.ts';

/** One concern that named a child together with a thing. */
export interface Sighting {
  readonly child: number;
  readonly thing: number;
  readonly concern: number;
  /** Seconds since 1970. */
  readonly at: number;
  readonly agency: number;
  readonly area: number;
}

export interface Neighbourhood {
  /** The children of the concern that was just told, or whose link just changed. */
  readonly focus: readonly number[];
  readonly sightings: readonly Sighting[];
  /** Each child's home: children with the same number live together, or so it must be taken. */
  readonly homeOf: ReadonlyMap<number, number>;
  readonly kindOf: ReadonlyMap<number, ThingKind>;
  /** Children named with each address that leads nowhere, an institution's or everybody's: they may be placed there. */
  readonly roofs: ReadonlyMap<number, ReadonlySet<number>>;
  /** Seconds since 1970. */
  readonly now: number;
}
