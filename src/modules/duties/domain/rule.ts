// Source: 30-duties: a duty is what is owed, about what, by which post, since when, due when, by which calendar, and
// what act meets it. Rules are configuration with their source, not code: an area changes a row, not a program.

import type { CalendarId } from './calendar.ts';
import type { Span } from './span.ts';

/** The ladders that rules name. Which posts stand on their rungs is each area's configuration. */
export type LadderKey =
  | 'front-door'
  | 'front-door-red'
  | 'agency-reply'
  | 'outside-agency'
  | 'specialist'
  | 'casework'
  | 'statutory';

/** What each kind of ladder is for. */
export const LADDER_NAMES: Readonly<Record<LadderKey, string>> = {
  'front-door': 'Front door',
  'front-door-red': 'Front door, red',
  'agency-reply': 'Replies asked of other agencies',
  'outside-agency': 'Owed from outside',
  specialist: 'Specialist posts',
  casework: 'Casework',
  statutory: 'Statutory dates',
};

/** An act in the ledger, e.g. `concerns.concern-opened`. */
export type Act = `${string}.${string}`;

/** One kind of duty: what is owed in plain words, how long there is, who hears when it is missed, what alone meets it. */
export interface DutyRule {
  /** Stable name, `module.what-is-owed`. */
  readonly id: string;
  /** Counts up when a row of the same id changes; old duties keep the version they were raised under. */
  readonly version: number;
  /** What is owed, in plain words, as the owner reads it: an imperative without a full stop. */
  readonly what: string;
  /** Null: the duty has a date of its own, given when it is raised. */
  readonly clock: Span | null;
  readonly calendar: CalendarId;
  readonly ladder: LadderKey;
  /** The acts that meet it. Nothing else does. */
  readonly metBy: readonly Act[];
  /** Red: notices leave at once by every means, never in the daily digest. */
  readonly red: boolean;
  /** The rule of a further duty raised on the next rung's post when this one is missed. */
  readonly onMissed?: string;
  /** The law, guidance or local rule it comes from. */
  readonly source: string;
}
