/**
 * "Something is waiting": to each of those who receive disclosures, at most once a day, and nothing of what it is. Some minutes late by
 * chance, so that the mail server's log does not say when a disclosure came. Source: 70-disclosures.md 9.9, 9.13.
 */
import type { Command } from '../../../kernel/command.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine } from '../../../platform/transaction.ts';
import { dayOf } from '../domain/day.ts';
import type { NoticeStore, Waiting } from '../ports/watching.ports.ts';

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;
const MOST_LATE_MS = 15 * 60_000;

/** True where it was done, false where there was nothing to do or another worker did it. Throws for every other refusal. */
export function wasDone(outcome: Outcome<unknown>): boolean {
  if (!outcome.ok && outcome.refusal.code !== 'disclosures.not-now') throw new Error(outcome.refusal.code);
  return outcome.ok;
}

export interface NoticeParts {
  readonly spine: Spine;
  readonly store: NoticeStore;
  /** Writes to one of them. Throws where the mail server does not take it. */
  readonly send: (to: Waiting) => Promise<void>;
  /** Whole number from 0 below `below`, by chance. */
  readonly chance: (below: number) => number;
  /** Told of a notice that failed: it is tried again. */
  readonly onError: (error: unknown) => void;
}

/**
 * Writes to one of them. Noted first and sent within the transaction: where sending fails, nothing is noted; where two workers are at
 * it, the second finds it noted.
 */
function notify({ store, send }: NoticeParts): Command<Waiting, null> {
  return async (tx, ctx, waiting) => {
    if (!(await store.markNotified(tx, waiting.keyId, dayOf(ctx.now))))
      return { ok: false, refusal: { code: 'disclosures.not-now' } };
    await send(waiting);
    const subject = { kind: 'configuration', id: 'disclosures.notices' } as const;
    // Not who: a copy of the log would tell one recipient's organisation which others were asked.
    const entry = { act: 'disclosures.recipient-told', subject, body: {} } as const;
    return { ok: true, value: null, entries: [entry], events: [] };
  };
}

export interface Notices {
  /** Sees for whom there is something new, and plans when each is written to: within a quarter of an hour. */
  plan(): Promise<void>;
  /** Writes to those whose moment has come, by wall time. */
  sendDue(): Promise<void>;
}

/** What is planned is kept in memory alone: a worker that died plans anew. */
export function createNotices(parts: NoticeParts): Notices {
  const { spine, store, chance, onError } = parts;
  const planned = new Map<string, { readonly at: number; readonly to: Waiting }>();
  const wall = () => spine.clock.wall().epochMilliseconds;
  const one = notify(parts);
  return {
    plan: async () => {
      const today = dayOf(spine.clock.domain());
      const waiting = await spine.db.transaction().execute((tx) => store.listWaiting(tx, today));
      for (const to of waiting)
        if (!planned.has(to.keyId)) planned.set(to.keyId, { at: wall() + chance(MOST_LATE_MS), to });
    },
    sendDue: async () => {
      for (const [keyId, { at, to }] of [...planned]) {
        if (at > wall()) continue;
        // Planned again at the next round where it fails.
        planned.delete(keyId);
        await runCommand(spine, ENGINE, (tx, ctx) => one(tx, ctx, to))
          .then(wasDone)
          .catch(onError);
      }
    },
  };
}
