import type { Command } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { SUCCEEDED } from '../domain/read-succession.ts';
import {
  decideSuccession,
  type KnownOutside,
  type LogHere,
  type Succession,
  type SuccessionAsked,
  type SuccessionDecision,
} from '../domain/succession.ts';
import type { HoldStore } from './hold-signing.command.ts';

export interface SucceedStore extends HoldStore {
  /** Keeps every process from numbering until the transaction ends. */
  readonly stopNumbering: (tx: Tx) => Promise<void>;
  /** The log that grows, as it is here, and which of the checkpoints it agrees with. */
  readonly readHere: (
    tx: Tx,
  ) => Promise<{ readonly here: LogHere; readonly outside: readonly KnownOutside[] }>;
  readonly saveLog: (tx: Tx, now: Temporal.Instant, succession: Succession) => Promise<void>;
}

/** What would be done, and what holds of the signing it would end. */
export interface SuccessionPlan {
  readonly decision: SuccessionDecision;
  readonly holds: readonly { readonly id: string; readonly witness: string }[];
}

/** What asking for a new log comes to, as the log is now. Changes nothing but that nobody numbers until the transaction ends. */
export async function planSuccession(
  store: SucceedStore,
  tx: Tx,
  asked: SuccessionAsked,
): Promise<SuccessionPlan> {
  await store.stopNumbering(tx);
  const holds = await store.listHolds(tx);
  const { here, outside } = await store.readHere(tx);
  return { decision: decideSuccession(here, outside, holds, asked), holds };
}

/**
 * Opens the log that was planned. Its first entry is what it says of the old one: the only entry of its subject, so that the
 * subject's key can be shown to whoever verifies. Ends every hold of the signing: they were about the old log.
 */
export const succeedLog =
  (
    store: SucceedStore,
  ): Command<{ readonly succession: Succession; readonly holds: readonly string[] }, null> =>
  async (tx, ctx, { succession, holds }) => {
    await store.saveLog(tx, ctx.now, succession);
    await store.saveResumed(tx, ctx.now, holds);
    const { previous, kept, lost, ...rest } = succession;
    const subject = { kind: 'configuration', id: `ledger.log.${succession.log}` } as const;
    const body = { ...rest, previous: { ...previous }, kept: { ...kept }, lost: { ...lost } };
    return { ok: true, value: null, entries: [{ act: SUCCEEDED, subject, body }], events: [] };
  };
