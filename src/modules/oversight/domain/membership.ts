/**
 * Which concerns a reading is of, and since when each was known to belong: a concern linked to a child only afterwards was
 * not known to be about that child before. Source: 40-ledger.md (two readings); 60-linking.md (links are reversible).
 */
import type { RecordRef } from '../../../kernel/entry.ts';
import { type Cite, citeOf, type ReadEntry } from './line.ts';

/** One stretch in which a concern was known to belong; `to` is null while it still is. */
export interface Membership {
  readonly concern: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
  /** The entry that put it there; `null` where the reading is of the concern itself. */
  readonly joined: Cite | null;
  readonly left: Cite | null;
}

const JOINS = new Set([
  'people.mention-linked',
  'concerns.pattern-raised',
  'concerns.pattern-grew',
  'concerns.pattern-reopened',
]);
const LEAVES = 'people.link-undone';
/** Every act that says that a concern belongs, or no longer does. */
export const MEMBER_ACTS: readonly string[] = [...JOINS, LEAVES];

const concernsIn = (entry: ReadEntry) =>
  entry.about.filter(({ kind }) => kind === 'concern').map(({ id }) => id);

/** The stretches that the entries on a person, a thing or a pattern tell of, oldest first. */
export function deriveMemberships(entries: readonly ReadEntry[]): readonly Membership[] {
  const spans: Membership[] = [];
  // By mention: one concern may name one child twice, and belongs while either mention is linked.
  const open = new Map<string, number>();
  for (const entry of entries) {
    const mention = String(entry.body?.mention ?? '');
    for (const concern of concernsIn(entry)) {
      const key = `${concern} ${mention}`;
      if (JOINS.has(entry.act) && !open.has(key)) {
        open.set(key, spans.length);
        spans.push({ concern, from: entry.at, to: null, joined: citeOf(entry), left: null });
      }
      const at = open.get(key);
      const span = at === undefined ? undefined : spans[at];
      if (entry.act === LEAVES && span && at !== undefined) {
        spans[at] = { ...span, to: entry.at, left: citeOf(entry) };
        open.delete(key);
      }
    }
  }
  return spans;
}

/** The stretch in which the reading of a record is of itself: always. */
export function deriveOwnMembership(record: RecordRef): Membership {
  const from = Temporal.Instant.fromEpochMilliseconds(0);
  return { concern: record.id, from, to: null, joined: null, left: null };
}

/** The stretch that held at `at`, if any did; an instant belongs to the stretch that begins at it. */
export function findMembership(
  memberships: readonly Membership[],
  concern: string,
  at: Temporal.Instant,
): Membership | undefined {
  return memberships.find(
    (one) =>
      one.concern === concern &&
      Temporal.Instant.compare(one.from, at) <= 0 &&
      (one.to === null || Temporal.Instant.compare(one.to, at) > 0),
  );
}
