/** What goes, and that it went. Source: 70-disclosures.md 9.8 (two people, thirty days, a tombstone), 9.15, 9.16. */
import type { Command } from '../../../kernel/command.ts';
import { addDays, dayOf } from '../domain/day.ts';
import { REMOVED } from '../domain/logged-event.ts';
import type { RemovalStore } from '../ports/watching.ports.ts';
import { reportRef } from './keep-clocks.command.ts';

/** Parts of files wait so many days for the disclosure that names them. */
const LOOSE_DAYS = 2;
const NOT_NOW = { ok: false, refusal: { code: 'disclosures.not-now' } } as const;

/** Removes one disclosure for good; what it was is left as a commitment. Refused where the database finds no ground for it. */
export function removeReport(store: Pick<RemovalStore, 'remove'>): Command<{ readonly id: string }, null> {
  return async (tx, ctx, { id }) => {
    if ((await store.remove(tx, id, dayOf(ctx.now))) === null) return NOT_NOW;
    return {
      ok: true,
      value: null,
      entries: [{ act: REMOVED, subject: reportRef(id), body: {} }],
      events: [],
    };
  };
}

/** Takes away parts of files that no disclosure came to name. Refused where there are none. */
export function sweepParts(store: Pick<RemovalStore, 'sweepParts'>): Command<null, null> {
  return async (tx, ctx) => {
    if ((await store.sweepParts(tx, addDays(dayOf(ctx.now), -LOOSE_DAYS))) === 0) return NOT_NOW;
    const subject = { kind: 'configuration', id: 'disclosures.files' } as const;
    return {
      ok: true,
      value: null,
      entries: [{ act: 'disclosures.parts-swept', subject, body: {} }],
      events: [],
    };
  };
}
