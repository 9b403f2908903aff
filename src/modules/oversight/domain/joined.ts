/**
 * Records of one person or thing that were joined, and taken apart again: since when the concerns of the other belonged to this
 * one as well, and until when. Nobody knew before two people had said so that a warning about the one was about the other.
 * Source: 40-ledger.md (two readings); docs/decisions/0319 (a join is a pointer, from an instant).
 */
import { type Cite, citeOf, type ReadEntry } from './line.ts';
import { deriveMemberships, type Membership } from './membership.ts';

const JOINED = 'people.merge-confirmed';
const PARTED = 'people.merge-undone';
/** Acts that say that two records are one, or no longer. */
export const JOIN_ACTS: readonly string[] = [JOINED, PARTED];

/** A stretch in which another record was one with this one. */
export interface Together {
  readonly part: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
  readonly joined: Cite;
  readonly left: Cite | null;
}

/** Everything that hangs together with `self` by these pairs, without itself. */
function reach(self: string, pairs: Iterable<readonly [string, string]>): ReadonlySet<string> {
  const all = [...pairs];
  const found = new Set([self]);
  for (const id of found)
    for (const [a, b] of all) {
      if (a === id) found.add(b);
      if (b === id) found.add(a);
    }
  found.delete(self);
  return found;
}

/** The stretches in which other records were one with `self`, also by way of a third, oldest first. */
export function deriveTogether(self: string, entries: readonly ReadEntry[]): readonly Together[] {
  const joins = new Map<string, readonly [string, string]>();
  const spans: Together[] = [];
  const open = new Map<string, number>();
  for (const entry of entries.filter(({ act }) => JOIN_ACTS.includes(act))) {
    const merge = String(entry.body?.merge ?? '');
    const [other] = entry.about;
    if (entry.act === PARTED) joins.delete(merge);
    else if (other) joins.set(merge, [entry.subject.id, other.id]);
    const now = reach(self, joins.values());
    for (const part of now)
      if (!open.has(part)) {
        open.set(part, spans.length);
        spans.push({ part, from: entry.at, to: null, joined: citeOf(entry), left: null });
      }
    for (const [part, at] of open) {
      const span = spans[at];
      if (now.has(part) || !span) continue;
      spans[at] = { ...span, to: entry.at, left: citeOf(entry) };
      open.delete(part);
    }
  }
  return spans;
}

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;

/** A concern's stretch with the other record, cut to the stretch in which the two were one; `null` where they don't meet. */
function within(one: Membership, span: Together): Membership | null {
  const start = isBefore(one.from, span.from)
    ? { from: span.from, joined: span.joined }
    : { from: one.from, joined: one.joined };
  const ownEnd = { to: one.to, left: one.left };
  const joinEnd = { to: span.to, left: span.left };
  const end = one.to === null ? joinEnd : span.to === null || isBefore(one.to, span.to) ? ownEnd : joinEnd;
  if (end.to && !isBefore(start.from, end.to)) return null;
  return { concern: one.concern, ...start, ...end };
}

/**
 * The stretches in which concerns belonged to `self`: its own, and those of records joined to it, while they were. `entries`
 * are those on all of them, oldest first.
 */
export function deriveJoinedMemberships(self: string, entries: readonly ReadEntry[]): readonly Membership[] {
  const of = (id: string) => deriveMemberships(entries.filter(({ subject }) => subject.id === id));
  const joined = deriveTogether(self, entries).flatMap((span) =>
    of(span.part).flatMap((one) => within(one, span) ?? []),
  );
  return [...of(self), ...joined].toSorted((a, b) => Temporal.Instant.compare(a.from, b.from));
}
