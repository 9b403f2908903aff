import { sameBytes } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { Checkpoint } from '../domain/checkpoint.ts';
import { isCarriedOver, type LogSoFar } from '../domain/log-chain.ts';
import { PUBLISHED } from '../domain/succession.ts';
import type { PublishedMemory } from '../ports.ts';
import type { RefusalAlarms } from './ask-witness.command.ts';
import { type HoldStore, holdSigning, type NewHold, resumeSigning } from './hold-signing.command.ts';

export interface GuardStore extends HoldStore {
  /** The checkpoint that a note is, where a log of this chain signed it; `null` for every other note. */
  readonly readPublished: (note: Uint8Array, chain: LogSoFar) => Checkpoint | null;
  readonly readChain: (tx: Tx) => Promise<LogSoFar>;
  readonly readSize: (tx: Tx, log: number) => Promise<number>;
  readonly readRoot: (tx: Tx, size: number, log: number) => Promise<Uint8Array | null>;
}

/** What is remembered as published is not a checkpoint of this log's: nobody can say what signing would contradict. */
export class PublishedUnknown extends Error {
  constructor() {
    super(
      'the file ledger-published-checkpoint is not a checkpoint of this log, so nothing is signed here: docs/operating/ledger-check.md',
    );
  }
}

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;

/**
 * Builds what is asked before entries are numbered and heads signed: true while the log is at least what was published, as this
 * machine remembers it outside the database. Where it is not, no process signs from then on, and people are told. Source:
 * 40-ledger.md (Writing: "started below its last published or witnessed size, the log refuses to sign").
 */
export function createPublishedGuard(parts: {
  readonly spine: Spine;
  readonly memory: PublishedMemory;
  readonly store: GuardStore;
  readonly alarms: RefusalAlarms;
}): () => Promise<boolean> {
  const { spine, memory, store, alarms } = parts;
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => spine.db.transaction().execute(work);
  /** What was found in order last: asked again when another note is remembered, or the log has become smaller. */
  let inOrder: { readonly note: Uint8Array; readonly log: number; readonly size: number } | null = null;

  async function hold(found: NewHold): Promise<false> {
    const held = (await read(store.listHolds)).some(({ witness }) => witness === PUBLISHED);
    if (!held) await runCommand(spine, ENGINE, (tx, ctx) => holdSigning(store)(tx, ctx, found));
    await alarms.refused(found);
    return false;
  }

  async function resume(): Promise<void> {
    const holds = (await read(store.listHolds))
      .filter(({ witness }) => witness === PUBLISHED)
      .map(({ id }) => id);
    if (holds.length === 0) return;
    const over = { witness: PUBLISHED, holds };
    await runCommand(spine, ENGINE, (tx, ctx) => resumeSigning(store)(tx, ctx, over));
    await alarms.refusedNoMore(PUBLISHED);
  }

  return async () => {
    const note = await memory.read();
    if (!note) return true;
    const { chain, size } = await read(async (tx) => {
      const found = await store.readChain(tx);
      return { chain: found, size: await store.readSize(tx, found.newest) };
    });
    const log = chain.newest;
    if (inOrder && inOrder.log === log && size >= inOrder.size && sameBytes(inOrder.note, note)) return true;
    const published = store.readPublished(note, chain);
    if (!published) throw new PublishedUnknown();
    if (!isCarriedOver(chain, published)) {
      const found = { witness: PUBLISHED, ownSize: size, knownSize: published.size };
      if (published.size > size) return hold({ ...found, reason: 'knows-more' });
      const root = await read((tx) => store.readRoot(tx, published.size, log));
      if (!root || !sameBytes(root, published.root)) return hold({ ...found, reason: 'other-root' });
    }
    await resume();
    inOrder = { note, log, size };
    return true;
  };
}
