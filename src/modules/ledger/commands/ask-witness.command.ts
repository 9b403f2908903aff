import type { Tx } from '../../../kernel/tx.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine } from '../../../platform/transaction.ts';
import { parseNote } from '../domain/signed-note.ts';
import type { VerifySignature } from '../domain/verify-note.ts';
import type { WitnessContact } from '../domain/watched-logs.ts';
import { type HttpAnswer, readWitnessAnswer, type WitnessAnswer } from '../domain/witness-answer.ts';
import { formatWitnessRequest } from '../domain/witness-request.ts';
import { type HoldStore, holdSigning, type NewHold, resumeSigning } from './hold-signing.command.ts';

/** A checkpoint as it was signed. */
export interface SignedHead {
  /** The number of its log, from 0. */
  readonly log: number;
  readonly size: number;
  readonly note: Uint8Array;
}

export interface AskStore extends HoldStore {
  readonly findNewestCheckpoint: (tx: Tx) => Promise<SignedHead | null>;
  readonly listCosignedSizes: (
    tx: Tx,
    names: readonly string[],
    log: number,
  ) => Promise<ReadonlyMap<string, number>>;
  readonly proveConsistency: (
    tx: Tx,
    from: number,
    to: number,
    log: number,
  ) => Promise<readonly Uint8Array[]>;
  readonly saveCosignature: (
    tx: Tx,
    cosignature: {
      readonly log: number;
      readonly size: number;
      readonly witness: string;
      readonly signedAt: number;
      readonly line: string;
      readonly at: Temporal.Instant;
    },
  ) => Promise<void>;
}

/** Tells people that a witness will not have this log. Raising what is raised already, and clearing what is not, does nothing. */
export interface RefusalAlarms {
  refused(hold: NewHold): Promise<void>;
  refusedNoMore(witness: string): Promise<void>;
}

export interface AskParts {
  readonly spine: Spine;
  readonly store: AskStore;
  readonly alarms: RefusalAlarms;
  /** Sends a body; gives the answer, its body cut short. Throws when there is none in time. */
  readonly send: (url: string, body: Uint8Array, signal: AbortSignal) => Promise<HttpAnswer>;
  readonly verify: VerifySignature;
  /** Longest that one answer may take, in milliseconds. */
  readonly answerMs: number;
  /** Ends what is in hand. */
  readonly stopping: AbortSignal;
}

/** How asking went: the size that was cosigned, or a code for why none was. */
export type Asked = { readonly cosigned: number } | { readonly failed: string };

const ENGINE = { actor: { kind: 'engine' }, basis: null } as const;
/** A witness that tells another size each time it is asked is asked again later. */
const TRIES = 3;

/**
 * Asks one witness about one checkpoint, again from the size it says it knows, and keeps its cosignature. What it says it knows
 * and was never signed here is a log that was put back, or written anew: every process stops signing, and people are told.
 */
export function createAsking(
  parts: AskParts,
): (witness: WitnessContact, wanted: SignedHead) => Promise<Asked> {
  const { spine, store, alarms, send, verify, answerMs, stopping } = parts;
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => spine.db.transaction().execute(work);

  async function hold(found: NewHold): Promise<void> {
    const held = (await read(store.listHolds)).some(({ witness }) => witness === found.witness);
    if (!held) await runCommand(spine, ENGINE, (tx, ctx) => holdSigning(store)(tx, ctx, found));
    await alarms.refused(found);
  }

  async function resume(witness: string): Promise<void> {
    const holds = (await read(store.listHolds)).filter((one) => one.witness === witness).map(({ id }) => id);
    if (holds.length === 0) return;
    await runCommand(spine, ENGINE, (tx, ctx) => resumeSigning(store)(tx, ctx, { witness, holds }));
    await alarms.refusedNoMore(witness);
  }

  async function ask(
    { key, url }: WitnessContact,
    oldSize: number,
    { log, size, note }: SignedHead,
  ): Promise<WitnessAnswer> {
    const proof = await read((tx) => store.proveConsistency(tx, oldSize, size, log));
    const parsed = parseNote(note);
    const body = formatWitnessRequest({ oldSize, proof, note: parsed });
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(answerMs)]);
    const answer = await send(`${url}/add-checkpoint`, body, signal).catch(() => null);
    if (!answer) return { kind: 'failed', why: 'no-answer' };
    return readWitnessAnswer(answer, { key, text: parsed.text, oldSize, size }, verify);
  }

  async function keep(
    name: string,
    { log, size }: SignedHead,
    answer: Extract<WitnessAnswer, { kind: 'cosigned' }>,
  ): Promise<Asked> {
    const { line, time: signedAt } = answer;
    await read((tx) =>
      store.saveCosignature(tx, { log, size, witness: name, signedAt, line, at: spine.clock.wall() }),
    );
    await resume(name);
    return { cosigned: size };
  }

  return async (witness: WitnessContact, wanted: SignedHead) => {
    const { name } = witness.key;
    let head = wanted;
    let oldSize = (await read((tx) => store.listCosignedSizes(tx, [name], head.log))).get(name) ?? 0;
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (oldSize > head.size) {
        // Another process may have signed and submitted a newer one meanwhile: it is in the database then.
        const newest = await read(store.findNewestCheckpoint);
        if (newest && newest.log !== head.log) return { failed: 'log-ended' };
        if (!newest || newest.size < oldSize) {
          await hold({ witness: name, reason: 'knows-more', ownSize: newest?.size ?? 0, knownSize: oldSize });
          return { failed: 'knows-more' };
        }
        head = newest;
      }
      const answer = await ask(witness, oldSize, head);
      if (answer.kind === 'cosigned') return await keep(name, head, answer);
      if (answer.kind === 'failed') return { failed: answer.why };
      if (answer.kind === 'other-root') {
        await hold({ witness: name, reason: 'other-root', ownSize: head.size, knownSize: null });
        return { failed: 'other-root' };
      }
      oldSize = answer.size;
    }
    return { failed: 'sizes-differ' };
  };
}
