import type { Query } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Succession } from '../domain/succession.ts';
import type { CheckKind, CheckState, Cosignatures } from '../ports.ts';

/** How the ledger is, for those who hold others to account by it. Instants are wall time. */
export interface LedgerHealth {
  readonly now: Temporal.Instant;
  /** Entries with a number. */
  readonly size: number;
  readonly origin: string;
  readonly checkpoint: { readonly size: number; readonly at: Temporal.Instant } | null;
  readonly witnesses: Awaited<ReturnType<Cosignatures['read']>>;
  readonly checks: Readonly<Record<CheckKind, CheckState>>;
  /** What each log that follows another says of that, the oldest first; `null` where it was changed. */
  readonly later: readonly (Succession | null)[];
  /** Whether the signing is held, and entries wait for their numbers. */
  readonly isHeld: boolean;
  /** The last day of the log of sealed disclosures whose head is here, `YYYY-MM-DD`; `null` where there is no such log. */
  readonly closedDay: string | null;
}

export interface HealthStore {
  readSize(tx: Tx): Promise<number>;
  findNewestCheckpoint(tx: Tx): Promise<{ readonly size: number; readonly at: Temporal.Instant } | null>;
  readLater(tx: Tx): Promise<readonly (Succession | null)[]>;
  isHeld(tx: Tx): Promise<boolean>;
  findLastClosedDay(tx: Tx): Promise<string | null>;
  readChecks(tx: Tx): Promise<Readonly<Record<CheckKind, CheckState>>>;
}

/** The ledger's health. Looking is an entry. */
export const seeHealth =
  (store: HealthStore, cosignatures: Cosignatures, origin: string): Query<null, LedgerHealth> =>
  async (tx, ctx) => {
    const checkpoint = await store.findNewestCheckpoint(tx);
    return {
      ok: true,
      value: {
        now: ctx.wall,
        size: await store.readSize(tx),
        origin,
        checkpoint,
        witnesses: await cosignatures.read(tx),
        checks: await store.readChecks(tx),
        later: await store.readLater(tx),
        isHeld: await store.isHeld(tx),
        closedDay: await store.findLastClosedDay(tx),
      },
      entries: [{ act: 'ledger.health-seen', subject: { kind: 'configuration', id: 'ledger' }, body: {} }],
    };
  };
