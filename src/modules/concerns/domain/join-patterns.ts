/**
 * To which pattern a network belongs that was found, and which patterns it makes one. A pattern that was decided is opened
 * again by what was not in it then: it is never made part of another without somebody being asked.
 * Source: 60-linking.md ("update one alert as it grows instead of making many"; "reopened by the next edge");
 * docs/decisions/0332.
 */

/** A pattern that holds some of the network's concerns. */
export interface Near {
  readonly id: string;
  readonly state: 'open' | 'reviewed';
  readonly raisedAt: Temporal.Instant;
  readonly reviewedAt: Temporal.Instant | null;
  /** How many of the network's concerns are in it. */
  readonly shared: number;
  /** When its review is due; null where none is owed. */
  readonly dueAt: Temporal.Instant | null;
}

export interface Joining<Pattern extends Near> {
  /** The one that goes on; null where there is none yet. */
  readonly into: Pattern | null;
  /** Those that become part of it. */
  readonly joined: readonly Pattern[];
}

/** So many concerns in common make two findings one network. */
const BELONGS = 2;

const before = (a: Temporal.Instant | null, b: Temporal.Instant | null): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Temporal.Instant.compare(a, b);
};

/**
 * Which of these goes on, and which join it. Of open ones that which is due first goes on, so that nobody gains time by two
 * becoming one; with none open, the one decided last is opened again. A pattern that shares a single concern with the
 * network takes it in where nothing belongs to it better, and joins nothing.
 */
export function deriveJoining<Pattern extends Near>(near: readonly Pattern[]): Joining<Pattern> {
  const order = (a: Pattern, b: Pattern) =>
    before(a.dueAt, b.dueAt) || Temporal.Instant.compare(a.raisedAt, b.raisedAt);
  const belongs = near.filter(({ shared }) => shared >= BELONGS);
  const open = belongs.filter(({ state }) => state === 'open').sort(order);
  const decided = belongs
    .filter(({ state }) => state === 'reviewed')
    .sort((a, b) => before(b.reviewedAt, a.reviewedAt));
  const [into] = [...open, ...decided];
  if (into) return { into, joined: [...open, ...decided].filter((one) => one !== into) };
  const [touching] = near.filter(({ state }) => state === 'open').sort(order);
  return { into: touching ?? null, joined: [] };
}
