/** When the log's check of itself has not ended for too long. Source: 40-ledger.md (newest day every minute, everything hourly). */

/** Longest since the last one ended before it is said to be late: the promise, and time for a busy machine to keep it. */
const LATE = { 'newest-day': 5, everything: 120 } as const;

/** True when a check has not ended for so long that somebody should look; `endedAt` is when the first began where none has, `null` where none did. Wall time. */
export function isCheckLate(
  kind: keyof typeof LATE,
  endedAt: Temporal.Instant | null,
  now: Temporal.Instant,
): boolean {
  return endedAt === null || endedAt.until(now).total('minutes') > LATE[kind];
}
