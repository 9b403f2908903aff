/**
 * What is owed about a disclosure, kept as rows: by the rules of the duties engine, in a table that nobody else may count. Source:
 * 70-disclosures.md, preface, 9.2, 9.8-9.10.
 */
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { calendarDays, deriveDueAt, getCalendar, type Span, workingDays } from '../../duties/index.ts';
import { addDays, dayOf } from '../domain/day.ts';
import { type ClockKind, deriveOwed } from '../domain/standing.ts';
import type { DisclosurePorts, KeptReport } from '../ports.ts';

/** After its day, so long until a question about reprisals counts as not asked. */
const CHECK_IN_DAYS = 7;

/**
 * How long each may take. Three months and a week for the answer: three months is what it is owed in, and a week later the outside
 * body is asked (9.8: day 90 + 7).
 */
const SPANS: Readonly<Record<ClockKind, Span>> = {
  'open-header': workingDays(1),
  'outside-opens': workingDays(1),
  acknowledge: calendarDays(7),
  feedback: { unit: 'calendar', months: 3, days: 7 },
  'check-in-30': calendarDays(30 + CHECK_IN_DAYS),
  'check-in-90': calendarDays(90 + CHECK_IN_DAYS),
  'check-in-180': calendarDays(180 + CHECK_IN_DAYS),
  'check-in-365': calendarDays(365 + CHECK_IN_DAYS),
};

/** The last day on which what began on `since` can be done, `YYYY-MM-DD`. */
export function dueOf(kind: ClockKind, since: string): string {
  const from = Temporal.PlainDate.from(since).toZonedDateTime({
    timeZone: 'Europe/London',
    plainTime: '12:00',
  });
  const { at } = deriveDueAt(SPANS[kind], getCalendar('england-and-wales'), from.toInstant());
  // Due at the end of a day: the first moment of the next.
  return dayOf(at.subtract({ milliseconds: 1 }));
}

/** Brings the rows to how things stand. Called by every command that changes a disclosure, in its transaction. */
export async function keepClocks(
  ports: Pick<DisclosurePorts, 'store'>,
  tx: Tx,
  { id, standing }: KeptReport,
  today: string,
): Promise<void> {
  const owed = deriveOwed(standing, addDays).map((one) => ({ ...one, due: dueOf(one.kind, one.since) }));
  await ports.store.saveClocks(tx, id, owed, today);
}

/** The disclosure, as an event is about it. */
export const reportRef = (id: string) => ({ kind: 'disclosure', id }) as const;

/**
 * Lets the outside body read it from now on: what was sealed to them at the start is given out. Gives the event, or none where they
 * were asked already or nothing was sealed to one.
 */
export async function askOutside(
  ports: Pick<DisclosurePorts, 'store'>,
  tx: Tx,
  { id, standing }: KeptReport,
  today: string,
): Promise<readonly EntryDraft[]> {
  const held = standing.readers.filter(({ role, standing: at }) => role === 'escalation' && at === 'held');
  if (held.length === 0) return [];
  for (const { keyId } of held)
    await ports.store.changeReader(tx, id, keyId, { standing: 'asked', asked: today });
  await ports.store.changeReport(tx, id, { escalated: today });
  return [{ act: 'disclosures.outside-asked', subject: reportRef(id), body: {} }];
}

/** The disclosure again, with its clocks as they stand now. */
export async function settle(
  ports: Pick<DisclosurePorts, 'store'>,
  tx: Tx,
  id: string,
  today: string,
): Promise<void> {
  const now = await ports.store.lockReport(tx, id);
  if (now) await keepClocks(ports, tx, now, today);
}
