/**
 * A clock that nobody met: said in the log, and the outside body is asked. Letting them read too early only informs the watchdog,
 * which is the safe side to be wrong on. Source: 70-disclosures.md 9.8.
 */
import type { Command } from '../../../kernel/command.ts';
import { dayOf } from '../domain/day.ts';
import { type ClockKind, missedGoesOutside } from '../domain/standing.ts';
import type { DisclosurePorts, MissedClock } from '../ports.ts';
import { askOutside, reportRef, settle } from './keep-clocks.command.ts';

const MISSED: Readonly<Record<ClockKind, `disclosures.${string}`>> = {
  'open-header': 'disclosures.missed-opening',
  'outside-opens': 'disclosures.missed-outside-opening',
  acknowledge: 'disclosures.missed-acknowledging',
  feedback: 'disclosures.missed-feedback',
  'check-in-30': 'disclosures.missed-check-in',
  'check-in-90': 'disclosures.missed-check-in',
  'check-in-180': 'disclosures.missed-check-in',
  'check-in-365': 'disclosures.missed-check-in',
};

/** Marks one clock missed; `true` where the outside body was asked because of it. Refused where it was met or marked meanwhile. */
export function missClock(ports: Pick<DisclosurePorts, 'store'>): Command<MissedClock, boolean> {
  return async (tx, ctx, missed) => {
    const today = dayOf(ctx.now);
    const kept = await ports.store.lockReport(tx, missed.report);
    if (!kept || !(await ports.store.markMissed(tx, missed, today)))
      return { ok: false, refusal: { code: 'disclosures.not-now' } };
    const asked = missedGoesOutside(missed.kind) ? await askOutside(ports, tx, kept, today) : [];
    await settle(ports, tx, kept.id, today);
    const entry = { act: MISSED[missed.kind], subject: reportRef(kept.id), body: {} } as const;
    return { ok: true, value: asked.length > 0, entries: [entry, ...asked], events: [] };
  };
}
