import type { Command } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** What a witness said that our log cannot be: see `SigningHold`. */
export interface NewHold {
  readonly witness: string;
  readonly reason: 'knows-more' | 'other-root';
  readonly ownSize: number;
  readonly knownSize: number | null;
}

export interface HoldStore {
  readonly listHolds: (tx: Tx) => Promise<readonly (NewHold & { readonly id: string })[]>;
  readonly saveHold: (
    tx: Tx,
    now: Temporal.Instant,
    hold: NewHold & { readonly id: string },
  ) => Promise<void>;
  readonly saveResumed: (tx: Tx, now: Temporal.Instant, holds: readonly string[]) => Promise<void>;
}

const SUBJECT = { kind: 'configuration', id: 'ledger.signing' } as const;

/** Stops every process signing. Concerns are accepted and numbered all the same; only heads stay unsigned. */
export const holdSigning =
  (store: HoldStore): Command<NewHold, null> =>
  async (tx, ctx, hold) => {
    await store.saveHold(tx, ctx.now, { ...hold, id: ctx.ids.next<'hold'>() });
    return {
      ok: true,
      value: null,
      entries: [{ act: 'ledger.signing-held', subject: SUBJECT, body: { ...hold } }],
      events: [],
    };
  };

/** Ends the holds that a witness's answer began: it has since cosigned this very log, so what it said is over. */
export const resumeSigning =
  (store: HoldStore): Command<{ readonly witness: string; readonly holds: readonly string[] }, null> =>
  async (tx, ctx, { witness, holds }) => {
    await store.saveResumed(tx, ctx.now, holds);
    return {
      ok: true,
      value: null,
      entries: [{ act: 'ledger.signing-resumed', subject: SUBJECT, body: { witness, holds: [...holds] } }],
      events: [],
    };
  };
