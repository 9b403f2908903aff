import type { Tx } from '../../../kernel/tx.ts';
import { createRounds } from '../../../platform/jobs/rounds.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { TreeHead } from '../domain/checkpoint.ts';
import { type LogKey, signHead } from '../domain/log-key.ts';
import type { Succession } from '../domain/succession.ts';
import { formatVerifierKey } from '../domain/verifier-key.ts';

/** How often it is looked for entries that wait: with signing, well within the second that a checkpoint may lag. */
const LOOK_EVERY_MS = 200;
/** Entries numbered in one transaction. */
const BATCH = 5_000;

/** The log's stored form, of which the sequencer knows only how to carry it on. `T` is the tree it last saw committed. */
export interface LogStore<T> {
  readonly empty: T;
  /** Whether entries wait for a number, and whether the newest head is not signed yet. */
  readonly findWork: (tx: Tx) => Promise<{ readonly pending: boolean; readonly unsigned: boolean }>;
  /** Numbers entries in the caller's transaction; `null` when another process is at it. */
  readonly numberEntries: (
    tx: Tx,
    wall: Temporal.Instant,
    kept: T,
    limit: number,
  ) => Promise<{ readonly tree: T; readonly added: number; readonly missing: readonly string[] } | null>;
  /** Whether a witness's answer has stopped the signing (signing-holds). */
  readonly isHeld: (tx: Tx) => Promise<boolean>;
  /** The newest log where it follows another: who it says it is; `null` where there is only the first. */
  readonly findNewestLog: (tx: Tx) => Promise<{ readonly succession: Succession | null } | null>;
  readonly findNewestHead: (tx: Tx) => Promise<(TreeHead & { readonly log: number }) | null>;
  readonly findNewestCheckpoint: (
    tx: Tx,
  ) => Promise<{ readonly size: number; readonly origin: string; readonly note: Uint8Array } | null>;
  /** Whether this key signed that checkpoint. */
  readonly isSignedBy: (note: Uint8Array, key: LogKey) => boolean;
  readonly saveCheckpoint: (
    tx: Tx,
    checkpoint: {
      readonly log: number;
      readonly size: number;
      readonly origin: string;
      readonly note: Uint8Array;
      readonly at: Temporal.Instant;
    },
  ) => Promise<void>;
}

export interface SequencerParts<T> {
  readonly spine: Pick<Spine, 'db' | 'clock'>;
  readonly key: LogKey;
  readonly store: LogStore<T>;
  /** False while it is not known yet whether witnesses know more than this database. Nothing is numbered or signed then. */
  readonly maySign?: (() => boolean) | undefined;
  /** False where the log is not what was published (guard-published): the same. */
  readonly isAsPublished?: (() => Promise<boolean>) | undefined;
  /** Told of a round that failed: the database away, or a log that is not the one whose head was kept. */
  readonly onError: (error: unknown) => void;
}

/** Numbers what was committed and signs the heads. Any number may run at once, in any number of processes. */
export interface Sequencer {
  /** Numbers and signs until nothing waits; gives how many entries it numbered itself. */
  runOnce(): Promise<number>;
  start(): void;
  /** Stops after the batch in hand. */
  stop(): Promise<void>;
}

/** Entries that were committed and taken away before they had a number. */
export class EntriesGone extends Error {
  readonly ids: readonly string[];
  constructor(ids: readonly string[]) {
    super(`${ids.length} entries were taken away before they were numbered: ${ids.slice(0, 5).join(', ')}`);
    this.ids = ids;
  }
}

/** The log would go on under another name: whoever follows it would see it end without a word. */
export class OriginChanged extends Error {
  constructor(was: string, is: string) {
    super(
      `this log is called ${was}; HEED_LEDGER_ORIGIN now says ${is}. A log keeps its name: put it back, or open a log that follows it (heed ledger succeed).`,
    );
  }
}

/** Another key than the log's own would sign: whoever follows the log could not tell it from a thief's. */
export class KeyChanged extends Error {
  constructor(origin: string) {
    super(
      `the key that signs is not the one that the log ${origin} was signed with. Put that back, or open a log that follows it (heed ledger succeed; docs/operating/keys.md).`,
    );
  }
}

/** Builds the sequencer. Killed at any moment it loses nothing: what it holds in memory is read again from the database. */
export function createSequencer<T>(parts: SequencerParts<T>): Sequencer {
  const { spine, key, store, maySign, isAsPublished, onError } = parts;
  const { db, clock } = spine;
  let kept = store.empty;

  async function numberSome(): Promise<number> {
    const numbered = await db
      .transaction()
      .execute((tx) => store.numberEntries(tx, clock.wall(), kept, BATCH));
    if (!numbered) return 0;
    // Only now is it certain that the database holds it too.
    kept = numbered.tree;
    if (numbered.missing.length > 0) onError(new EntriesGone(numbered.missing));
    return numbered.added;
  }

  /** Signs the newest committed head, in a transaction of its own: what isn't committed is never signed. */
  async function sign(): Promise<void> {
    await db.transaction().execute(async (tx) => {
      if (await store.isHeld(tx)) return;
      await requireOwnLog(tx);
      const head = await store.findNewestHead(tx);
      const last = await store.findNewestCheckpoint(tx);
      if (!head || (last && last.size >= head.size)) return;
      const note = signHead(key, head);
      const { log, size } = head;
      await store.saveCheckpoint(tx, { log, size, origin: key.origin, note, at: clock.wall() });
    });
  }

  /** Throws unless the log that grows is the one of this name and key. */
  async function requireOwnLog(tx: Tx): Promise<void> {
    const later = await store.findNewestLog(tx);
    const last = await store.findNewestCheckpoint(tx);
    const origin = later ? (later.succession?.origin ?? '(unreadable)') : last?.origin;
    if (origin !== undefined && origin !== key.origin) throw new OriginChanged(origin, key.origin);
    const isKey = !later?.succession || later.succession.key === formatVerifierKey(key.verifier);
    if (!isKey || (last && !store.isSignedBy(last.note, key))) throw new KeyChanged(key.origin);
  }

  /**
   * Nothing is numbered either while the log may not go on: what is entered meanwhile waits, and gets its number in whichever log
   * does go on. A number given now might be one that a lost entry has had.
   */
  async function mayGoOn(): Promise<boolean> {
    if (maySign?.() === false) return false;
    if (isAsPublished && !(await isAsPublished())) return false;
    return db.transaction().execute(async (tx) => {
      if (await store.isHeld(tx)) return false;
      await requireOwnLog(tx);
      return true;
    });
  }

  async function runOnce(): Promise<number> {
    const work = await db.transaction().execute(store.findWork);
    let added = 0;
    if ((!work.pending && !work.unsigned) || !(await mayGoOn())) return added;
    for (let some = work.pending ? await numberSome() : 0; some > 0; some = await numberSome()) {
      added += some;
      await sign();
      if (some < BATCH || rounds.isStopping()) return added;
    }
    if (work.unsigned) await sign();
    return added;
  }

  const rounds = createRounds(async () => {
    await runOnce().catch(onError);
    return LOOK_EVERY_MS;
  });
  return { runOnce, start: rounds.start, stop: rounds.stop };
}
