import type { Tx } from '../../../kernel/tx.ts';
import type { Spine } from '../../../platform/transaction.ts';
import {
  type AskedState,
  type AskingTimes,
  deriveCosigned,
  deriveFailed,
  isTargetOver,
  isToBeAsked,
  type Target,
  UNASKED,
} from '../domain/ask-witness.ts';
import type { VerifySignature } from '../domain/verify-note.ts';
import type { WitnessContact } from '../domain/watched-logs.ts';
import {
  type AskParts,
  type AskStore,
  createAsking,
  type RefusalAlarms,
  type SignedHead,
} from './ask-witness.command.ts';

export interface SubmitStore extends AskStore {
  readonly findNewestWitnessed: (
    tx: Tx,
    names: readonly string[],
    quorum: number,
  ) => Promise<{ readonly size: number; readonly number: number } | null>;
}

/** Tells people. Raising what is raised already, and clearing what is not, does nothing. */
export interface WitnessAlarms extends RefusalAlarms {
  notWitnessed(detail: { readonly quorum: number; readonly witnessedSize: number | null }): Promise<void>;
  witnessedAgain(): Promise<void>;
}

export interface SubmitterParts {
  readonly spine: Spine;
  readonly witnesses: readonly WitnessContact[];
  /** How many of them must cosign. */
  readonly quorum: number;
  readonly store: SubmitStore;
  readonly alarms: WitnessAlarms;
  readonly send: AskParts['send'];
  readonly verify: VerifySignature;
  readonly times: AskingTimes;
  /** Milliseconds that never go back. */
  readonly ticks: () => number;
  /** Told of a round that failed: the database away. */
  readonly onError: (error: unknown) => void;
  /** Told when a witness fails that answered before, and the reason's code. */
  readonly onFailed: (witness: string, why: string) => void;
}

/** Has the log's checkpoints cosigned. Any number may run, in any number of processes. */
export interface Submitter {
  /** True once every witness was asked about what was signed before this process, or had its time to answer. */
  hasAsked(): boolean;
  start(): void;
  stop(): Promise<void>;
}

/** Builds the submitter. What it knows is in the database or asked for again: killed at any moment it loses nothing. */
export function createSubmitter(parts: SubmitterParts): Submitter {
  const { spine, witnesses, quorum, store, alarms, send, verify, times, ticks, onError, onFailed } = parts;
  const names = witnesses.map(({ key }) => key.name);
  const states = new Map<string, AskedState>(names.map((name) => [name, UNASKED]));
  const asked = new Set<string>();
  const inHand = new Set<Promise<void>>();
  const stopping = new AbortController();
  const ask = createAsking({
    ...{ spine, store, alarms, send, verify },
    answerMs: times.answer,
    stopping: stopping.signal,
  });
  let target: (Target & SignedHead) | null = null;
  let nothingSigned = false;
  let witnessed: { readonly number: number; readonly size: number } | null = null;
  let witnessedAt = ticks();
  let looked = false;
  /** When the first witness was asked: while the database is away nobody is, and no time to answer passes. */
  let askedFrom: number | null = null;
  /** Null: not known to this process, which then clears what an earlier one may have raised. */
  let alarmed: boolean | null = null;

  const stateOf = (name: string) => states.get(name) ?? UNASKED;
  const read = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => spine.db.transaction().execute(work);

  function fail(name: string, why: string): void {
    const state = stateOf(name);
    if (state.failures === 0 && !stopping.signal.aborted) onFailed(name, why);
    states.set(name, deriveFailed(state, ticks()));
  }

  function begin(witness: WitnessContact, head: SignedHead): void {
    const { name } = witness.key;
    askedFrom ??= ticks();
    states.set(name, { ...stateOf(name), busy: true });
    const work = ask(witness, head)
      .then((how) => {
        if ('failed' in how) fail(name, how.failed);
        else states.set(name, deriveCosigned(how.cosigned, ticks()));
      })
      .catch((error) => {
        fail(name, 'round-failed');
        onError(error);
      })
      .finally(() => {
        asked.add(name);
        inHand.delete(work);
      });
    inHand.add(work);
  }

  async function watch(): Promise<void> {
    const newest = await read((tx) => store.findNewestWitnessed(tx, names, quorum));
    const isNew = newest !== null && newest.number !== witnessed?.number;
    // What was witnessed before this process began is no sign that witnesses answer now.
    const isAgain = isNew && looked;
    looked = true;
    if (isNew) {
      witnessed = newest;
      witnessedAt = ticks();
    }
    if (ticks() - witnessedAt > times.missed) {
      if (alarmed !== true) await alarms.notWitnessed({ quorum, witnessedSize: witnessed?.size ?? null });
      alarmed = true;
    } else if (isAgain && alarmed !== false) {
      await alarms.witnessedAgain();
      alarmed = false;
    }
  }

  async function round(): Promise<void> {
    const newest = await read(store.findNewestCheckpoint);
    nothingSigned = newest === null;
    if (!newest) {
      witnessedAt = ticks();
      return;
    }
    if (target && target.log !== newest.log) {
      // Another log follows the one that was asked about: what witnesses cosigned of that is nothing of this.
      target = null;
      for (const name of names) states.set(name, { ...UNASKED, busy: stateOf(name).busy });
    }
    const done = names.filter((name) => (stateOf(name).cosigned?.size ?? -1) >= (target?.size ?? 0)).length;
    if (isTargetOver(target, newest.size, done, quorum, ticks(), times))
      target = { log: newest.log, size: newest.size, note: newest.note, since: ticks() };
    const head = target ?? newest;
    for (const witness of witnesses)
      if (isToBeAsked(stateOf(witness.key.name), head.size, ticks(), times)) begin(witness, head);
    await watch();
  }

  let loop: Promise<void> | null = null;
  let wake: () => void = () => undefined;
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, times.lookEvery);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await round().catch(onError);
      if (!stopping.signal.aborted) await pause();
    }
  }

  return {
    hasAsked: () =>
      witnesses.length === 0 ||
      nothingSigned ||
      asked.size === names.length ||
      (askedFrom !== null && ticks() - askedFrom > times.answer),
    start: () => {
      loop ??= run();
    },
    stop: async () => {
      stopping.abort();
      wake();
      await loop;
      await Promise.all(inHand);
    },
  };
}
