/** A day of the log of sealed disclosures is closed: its head is entered here, exactly once. Source: 70-disclosures.md, preface. */
import type { Command } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { type ClosedDay, closedDayRef, DAY_CLOSED } from '../domain/closed-day.ts';

/** Enters one. Refused with `ledger.day-entered` where that day has its entry. */
export function enterClosedDay(
  saveClosedDay: (tx: Tx, day: string) => Promise<void>,
): Command<ClosedDay, null> {
  return async (tx, _ctx, { day, head, signature }) => {
    await saveClosedDay(tx, day);
    const entry = { act: DAY_CLOSED, subject: closedDayRef(day), body: { day, head, signature } } as const;
    return { ok: true, value: null, entries: [entry], events: [] };
  };
}
