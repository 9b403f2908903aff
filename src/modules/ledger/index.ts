/** The ledger's only face: the append port, the vault over its per-record keys, and the log over the entries. */
import type { LedgerAppend } from '../../kernel/ledger-port.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { Vault } from '../../kernel/vault.ts';
import { hmac, openBytes, openSigningKey, verifySignature } from '../../platform/crypto.ts';
import { postBytes } from '../../platform/http/post-bytes.ts';
import { createPause } from '../../platform/jobs/pause.ts';
import type { Spine } from '../../platform/transaction.ts';
import { createAsking, type RefusalAlarms } from './commands/ask-witness.command.ts';
import { enterClosedDay as enterClosedDayWith } from './commands/enter-closed-day.command.ts';
import { createPublishedGuard as createGuardWith } from './commands/guard-published.command.ts';
import {
  createSelfCheck as createSelfCheckWith,
  type LedgerCheck,
  type Pause,
} from './commands/run-self-check.command.ts';
import { createSequencer as createSequencerWith, type Sequencer } from './commands/run-sequencer.command.ts';
import {
  createSubmitter as createSubmitterWith,
  type SubmitStore,
  type Submitter,
  type SubmitterParts,
} from './commands/submit-checkpoints.command.ts';
import { planSuccession, succeedLog } from './commands/succeed-log.command.ts';
import { ASKING, type AskingTimes } from './domain/ask-witness.ts';
import type { ClosedDay, ShownDay } from './domain/closed-day.ts';
import type { LogKey } from './domain/log-key.ts';
import type { Trusted } from './domain/signed-head.ts';
import type { SuccessionAsked } from './domain/succession.ts';
import { createTreeHasher } from './domain/tree-hasher.ts';
import { createVerifierKey, ED25519, parseVerifierKey, type VerifierKey } from './domain/verifier-key.ts';
import type { WitnessContact } from './domain/watched-logs.ts';
import type { LedgerAlarms } from './ports.ts';
import { checkClosedDay as checkClosedDayWith } from './queries/check-closed-day.query.ts';
import { type CheckedProof, checkProof as checkProofWith } from './queries/check-proof.query.ts';
import { type ExportFindings, verifyChain } from './queries/verify-chain.query.ts';
import { createLedgerAppend } from './store/append-entries.store.ts';
import { findNewestCheckpoint, findNewestHead, saveCheckpoint } from './store/checkpoints.store.ts';
import { saveClosedDay, showClosedDay } from './store/closed-days.store.ts';
import { findNewestWitnessed, listCosignedSizes, saveCosignature } from './store/cosignatures.store.ts';
import type { ProveBy } from './store/entry-proofs.store.ts';
import { openLogFolder } from './store/log-folder.store.ts';
import { proveConsistency } from './store/log-proofs.store.ts';
import { EMPTY_TREE, readRoot, readSize, sha256 } from './store/log-tree.store.ts';
import { findNewestLog, readChain } from './store/logs.store.ts';
import { findWork, numberEntries } from './store/number-entries.store.ts';
import { createPublishedFile, createPublishedInProcess } from './store/published-file.store.ts';
import { createEntryReader, type EntryReader } from './store/read-subject-entries.store.ts';
import { createRecordKeys } from './store/record-keys.store.ts';
import { createCheckStore, readNoteOfChain, readOwnNote } from './store/self-check.store.ts';
import { listHolds, saveHold, saveResumed } from './store/signing-holds.store.ts';
import { createSucceedStore, type NoteOutside } from './store/succeed.store.ts';
import { createVault } from './store/vault.store.ts';

export { type LedgerLook, type LooksWanted, listLooks } from './store/list-looks.store.ts';
export { listRecordsOpened } from './store/opened-records.store.ts';

/** Builds the ledger over `wrappingKey` (32 bytes, from a file or key service, never from the database). */
export function createLedger(wrappingKey: Uint8Array): {
  readonly append: LedgerAppend;
  readonly vault: Vault;
  /** Reads entries by record, opened: for those whom a rule lets see them. */
  readonly entries: EntryReader;
  /** What shows that the head of a day of the log of sealed disclosures is here. */
  readonly showClosedDay: (tx: Tx, day: string, by: ProveBy) => Promise<ShownDay | 'not-yet' | null>;
} {
  const keys = createRecordKeys(wrappingKey);
  return {
    append: createLedgerAppend(keys),
    vault: createVault(keys),
    entries: createEntryReader(wrappingKey),
    showClosedDay: (tx, day, by) => showClosedDay(keys, tx, day, by),
  };
}

/** The key that signs this log's checkpoints, from its 32-byte seed, under the name the log has for good. */
export function openLogKey(origin: string, seed: Uint8Array): LogKey {
  const { publicKey, sign } = openSigningKey(seed);
  return { origin, verifier: createVerifierKey({ name: origin, type: ED25519, publicKey }, sha256), sign };
}

/** What numbers committed entries and signs the heads; `onError` hears of a round that failed, never of names. */
export function createSequencer(parts: {
  readonly spine: Pick<Spine, 'db' | 'clock'>;
  readonly key: LogKey;
  /** False holds it back: see `Submitter.hasAsked`. */
  readonly maySign?: (() => boolean) | undefined;
  /** See `createPublishedGuard`. */
  readonly isAsPublished?: (() => Promise<boolean>) | undefined;
  readonly onError: (error: unknown) => void;
}): Sequencer {
  return createSequencerWith({
    ...parts,
    store: {
      empty: EMPTY_TREE,
      findWork,
      numberEntries,
      isHeld: async (tx) => (await listHolds(tx)).length > 0,
      findNewestLog,
      findNewestHead,
      findNewestCheckpoint,
      isSignedBy: (note, { verifier }) => readOwnNote(note, verifier) !== null,
      saveCheckpoint,
    },
  });
}

/**
 * What is asked before the log goes on: whether it is what was published, as `folder` remembers it outside the database. Without a
 * folder nothing is remembered. Where the log is less or another, every process stops signing and `alarms` are told.
 */
export function createPublishedGuard(parts: {
  readonly spine: Spine;
  readonly key: LogKey;
  readonly folder: string | null;
  readonly alarms: RefusalAlarms;
}): () => Promise<boolean> {
  const { spine, key, folder, alarms } = parts;
  if (folder === null) return async () => true;
  return createGuardWith({
    spine,
    alarms,
    memory: createPublishedFile(folder),
    store: {
      ...{ listHolds, saveHold, saveResumed, readChain, readSize, readRoot },
      readPublished: (note, chain) => readNoteOfChain(note, key.verifier, chain),
    },
  });
}

/**
 * What holds the log against itself and against what was published before, beside the sequencer. `folder` is where what was
 * published is remembered outside the database; without one it is remembered while the process lives.
 */
export function createSelfCheck(parts: {
  readonly spine: Pick<Spine, 'db' | 'clock'>;
  readonly key: LogKey;
  readonly wrappingKey: Uint8Array;
  readonly folder: string | null;
  readonly alarms: LedgerAlarms;
  readonly pause?: Pause;
  readonly onError: (error: unknown) => void;
}): LedgerCheck {
  const { key, wrappingKey, folder, pause = createPause(), ...rest } = parts;
  return createSelfCheckWith({
    ...rest,
    pause,
    store: createCheckStore(key.verifier, wrappingKey),
    memory: folder === null ? createPublishedInProcess() : createPublishedFile(folder),
  });
}

export { CHECK_EVERY, type LedgerCheck } from './commands/run-self-check.command.ts';
export { EntriesGone, type Sequencer } from './commands/run-sequencer.command.ts';
export type { LogKey } from './domain/log-key.ts';
export type { CheckKind, CheckState, Cosignatures, Cosigned, FoundFault, LedgerAlarms } from './ports.ts';
export { type HealthWeb, healthPage, SEE_HEALTH } from './web/health.routes.ts';
/** Reads a verifier key. Throws `Malformed` for anything else. */
export const readVerifierKey = (text: string): VerifierKey => parseVerifierKey(text, sha256);

/** Verifies the export in `folder` with no database and no secret. Throws `Malformed` for what can't be read as one. */
export function verifyExport(
  folder: string,
  given: {
    readonly trusted: Trusted;
    readonly earlier: readonly Uint8Array[];
    /** Keys of the logs before, where they came by another way than the export. */
    readonly olderKeys?: readonly VerifierKey[];
  },
): ExportFindings {
  return verifyChain({
    olderKeys: [],
    ...given,
    sha256,
    folder: openLogFolder(folder),
    hasher: createTreeHasher(sha256),
    verify: verifySignature,
    crypto: { open: openBytes, hmac },
  });
}

/** Checks a proof of filing with no database and no secret. Throws `Malformed` for what is no proof. */
export function checkProof(file: Uint8Array, trusted: Trusted): CheckedProof {
  return checkProofWith(file, trusted, createTreeHasher(sha256), verifySignature);
}

/** What is wrong with what shows that a day's head is in the ledger; nothing where it is. Throws `Malformed`. */
export function checkClosedDay(closed: ClosedDay, shown: ShownDay, trusted: Trusted): readonly string[] {
  return checkClosedDayWith(closed, shown, { checkProof: (file) => checkProof(file, trusted), hmac });
}

/** Enters the head of a closed day; refused where that day has its entry. */
export const enterClosedDay = enterClosedDayWith(saveClosedDay);

/** Most that is read of a witness's answer: some signature lines. */
const MOST_ANSWER = 16_384;

const submitStore: SubmitStore = {
  findNewestCheckpoint,
  findNewestWitnessed,
  listCosignedSizes,
  listHolds,
  proveConsistency,
  saveCosignature,
  saveHold,
  saveResumed,
};

/** What has checkpoints cosigned by the witnesses that are set up, and tells people when they are not. */
export function createSubmitter(
  parts: Omit<SubmitterParts, 'store' | 'send' | 'verify' | 'times' | 'ticks'> & {
    /** Instead of those in force: for tests. */
    readonly times?: Partial<AskingTimes>;
    readonly ticks?: () => number;
  },
): Submitter {
  return createSubmitterWith({
    ticks: () => performance.now(),
    ...parts,
    times: { ...ASKING, ...parts.times },
    verify: verifySignature,
    send: (url, body, signal) => postBytes(url, body, signal, MOST_ANSWER),
    store: submitStore,
  });
}

export type { NewHold } from './commands/hold-signing.command.ts';
/** Plans and opens a log that follows the one in this database (docs/decisions/0111). `keyOf` gives the old log's key. */
export function openSuccession(keyOf: (origin: string) => VerifierKey, notes: readonly NoteOutside[]) {
  const store = createSucceedStore(keyOf, notes);
  return {
    plan: (tx: Tx, asked: SuccessionAsked) => planSuccession(store, tx, asked),
    open: succeedLog(store),
  };
}

/** The checkpoint that this machine remembers to have published; `null` for none. */
export const readPublishedFile = (folder: string): Promise<Uint8Array | null> =>
  createPublishedFile(folder).read();

/**
 * Asks each witness once about the newest checkpoint of the log that grows: one that knows more stops the signing, as when a worker
 * asks. Gives those that did not say, with a code for why; one that does not watch this log knows nothing of it.
 */
export async function askWitnesses(parts: {
  readonly spine: Spine;
  readonly contacts: readonly WitnessContact[];
  readonly alarms: RefusalAlarms;
}): Promise<readonly { readonly witness: string; readonly why: string }[]> {
  const { spine, contacts, alarms } = parts;
  const newest = await spine.db.transaction().execute(findNewestCheckpoint);
  if (!newest) return [];
  const ask = createAsking({
    ...{ spine, alarms, store: submitStore, verify: verifySignature, answerMs: ASKING.answer },
    send: (url, body, signal) => postBytes(url, body, signal, MOST_ANSWER),
    stopping: new AbortController().signal,
  });
  const answers = await Promise.all(
    contacts.map(async (contact) => ({ witness: contact.key.name, how: await ask(contact, newest) })),
  );
  const said = ['knows-more', 'other-root', 'status-404'];
  return answers.flatMap(({ witness, how }) =>
    'failed' in how && !said.includes(how.failed) ? [{ witness, why: how.failed }] : [],
  );
}

export type { Submitter, WitnessAlarms } from './commands/submit-checkpoints.command.ts';
export { type ClosedDay, readShownDay, type ShownDay } from './domain/closed-day.ts';
export { Malformed } from './domain/malformed.ts';
export type { SignedHead, Trusted } from './domain/signed-head.ts';
export { MOST_NOTE_BYTES } from './domain/signed-note.ts';
export {
  BECAUSE,
  type Because,
  type Succession,
  type SuccessionAsked,
  saySuccession,
} from './domain/succession.ts';
export { MOST_PROOF_BYTES } from './domain/tlog-proof.ts';
export { formatVerifierKey, type VerifierKey } from './domain/verifier-key.ts';
export type { WitnessContact } from './domain/watched-logs.ts';
export type { CheckedProof } from './queries/check-proof.query.ts';
export type { ExportFindings } from './queries/verify-chain.query.ts';
export { findNewestCheckpoint } from './store/checkpoints.store.ts';
export { findLastClosedDay } from './store/closed-days.store.ts';
export {
  findNewestWitnessed,
  listCosignatureLines,
  type WitnessedCheckpoint,
} from './store/cosignatures.store.ts';
export { type FoundProof, type ProveBy, proveEntry, proveFirst } from './store/entry-proofs.store.ts';
export { listActingRefs, type NamedRef } from './store/export-rows.store.ts';
export { readLooseFile } from './store/log-folder.store.ts';
export { proveConsistency } from './store/log-proofs.store.ts';
export { listLogsToExport } from './store/logs-to-export.store.ts';
export { readWitnessList } from './store/read-lists.store.ts';
export type { EntryReader, EntryWanted, OpenedEntry } from './store/read-subject-entries.store.ts';
export {
  findShownCheckpoint,
  type ShownCheckpoint,
  type WitnessPolicy,
} from './store/shown-checkpoint.store.ts';
export { listHolds, type SigningHold } from './store/signing-holds.store.ts';
export { type NoteOutside, OldLogUnclear } from './store/succeed.store.ts';
export { readCosigned } from './store/witness-folder.store.ts';
export { type ExportedLog, type ExportOrder, writeExport } from './store/write-export.store.ts';
export { closedDayRoutes } from './web/closed-days.routes.ts';
export { type LogWeb, logRoutes } from './web/log.routes.ts';
export { type OpenedWitness, openWitness } from './web/open-witness.routes.ts';
