// Source: issue item 6: my duties by clock and by number of earlier warnings; what has climbed to me; what I can see of
// the team. Past failure: the fifth warning lay at the bottom of a list sorted by the date of the first.

import type { PostId } from '../../../kernel/ids.ts';

/** Why a duty is in somebody's inbox: they owe it, it climbed to them, or somebody in their line owes it. */
export type InboxPlace = 'mine' | 'climbed' | 'team';

/** Which part of the inbox is asked for. */
export type InboxShow = 'all' | 'mine' | 'climbed' | 'overdue' | 'red' | 'team';

/** By the clock, or by how often somebody has warned before. */
export type InboxOrder = 'clock' | 'warnings';

export interface InboxFilter {
  readonly show: InboxShow;
  readonly order: InboxOrder;
  /** Only what comes by this post of mine. */
  readonly hat: PostId | null;
}

/** What sorting and counting need to know of a duty. */
export interface InboxItem {
  readonly place: InboxPlace;
  /** The post of mine by which I see it; for the team, the post that owes it. */
  readonly hat: PostId;
  readonly red: boolean;
  readonly dueAt: Temporal.Instant;
  readonly earlierWarnings: number;
}

export interface InboxCounts {
  readonly all: number;
  readonly mine: number;
  readonly climbed: number;
  readonly overdue: number;
  readonly red: number;
  readonly team: number;
}

/** True when `item` should have been done by `now`. */
export function isOverdue(item: Pick<InboxItem, 'dueAt'>, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(item.dueAt, now) < 0;
}

/** How many of each part; the team's are counted apart from one's own. */
export function countInbox(items: readonly InboxItem[], now: Temporal.Instant): InboxCounts {
  const own = items.filter((item) => item.place !== 'team');
  return {
    all: own.length,
    mine: own.filter((item) => item.place === 'mine').length,
    climbed: own.filter((item) => item.place === 'climbed').length,
    overdue: own.filter((item) => isOverdue(item, now)).length,
    red: own.filter((item) => item.red).length,
    team: items.length - own.length,
  };
}

function isShown(item: InboxItem, filter: InboxFilter, now: Temporal.Instant): boolean {
  if (filter.hat !== null && item.hat !== filter.hat) return false;
  if (filter.show === 'team') return item.place === 'team';
  if (item.place === 'team') return false;
  if (filter.show === 'all') return true;
  if (filter.show === 'overdue') return isOverdue(item, now);
  return filter.show === 'red' ? item.red : item.place === filter.show;
}

function compareClock(a: InboxItem, b: InboxItem): number {
  return Temporal.Instant.compare(a.dueAt, b.dueAt);
}

/** The part asked for, in the order asked for; equal warnings go by the clock, and red before the rest at one moment. */
export function listShown<T extends InboxItem>(
  items: readonly T[],
  filter: InboxFilter,
  now: Temporal.Instant,
): readonly T[] {
  const shown = items.filter((item) => isShown(item, filter, now));
  return shown.sort((a, b) =>
    filter.order === 'warnings'
      ? b.earlierWarnings - a.earlierWarnings || compareClock(a, b)
      : compareClock(a, b) || Number(b.red) - Number(a.red),
  );
}
