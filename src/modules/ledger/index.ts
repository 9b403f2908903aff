/** The ledger's only face: the append port, the vault over its per-record keys, and the log over the entries. */
import type { LedgerAppend } from '../../kernel/ledger-port.ts';
import type { Vault } from '../../kernel/vault.ts';
import { openSigningKey } from '../../platform/crypto.ts';
import { createPause } from '../../platform/jobs/pause.ts';
import type { Spine } from '../../platform/transaction.ts';
import {
  createSelfCheck as createSelfCheckWith,
  type LedgerCheck,
  type Pause,
} from './commands/run-self-check.command.ts';
import { createSequencer as createSequencerWith, type Sequencer } from './commands/run-sequencer.command.ts';
import type { LogKey } from './domain/log-key.ts';
import { createVerifierKey, ED25519 } from './domain/verifier-key.ts';
import type { LedgerAlarms } from './ports.ts';
import { createLedgerAppend } from './store/append-entries.store.ts';
import { findNewestCheckpoint, findNewestHead, saveCheckpoint } from './store/checkpoints.store.ts';
import { EMPTY_TREE, sha256 } from './store/log-tree.store.ts';
import { findWork, numberEntries } from './store/number-entries.store.ts';
import { createPublishedFile, createPublishedInProcess } from './store/published-file.store.ts';
import { createRecordKeys } from './store/record-keys.store.ts';
import { createCheckStore } from './store/self-check.store.ts';
import { createVault } from './store/vault.store.ts';

export { type LedgerLook, type LooksWanted, listLooks } from './store/list-looks.store.ts';
export { listRecordsOpened } from './store/opened-records.store.ts';

/** Builds the ledger over `wrappingKey` (32 bytes, from a file or key service, never from the database). */
export function createLedger(wrappingKey: Uint8Array): {
  readonly append: LedgerAppend;
  readonly vault: Vault;
} {
  const keys = createRecordKeys(wrappingKey);
  return { append: createLedgerAppend(keys), vault: createVault(keys) };
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
  readonly onError: (error: unknown) => void;
}): Sequencer {
  return createSequencerWith({
    ...parts,
    store: {
      empty: EMPTY_TREE,
      findWork,
      numberEntries,
      findNewestHead,
      findNewestCheckpoint,
      saveCheckpoint,
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

export type { LedgerCheck } from './commands/run-self-check.command.ts';
export { EntriesGone, type Sequencer } from './commands/run-sequencer.command.ts';
export { type LogFaultKind, sayFault } from './domain/log-faults.ts';
export type { LogKey } from './domain/log-key.ts';
export type { CheckKind, CheckState, Cosignatures, Cosigned, FoundFault, LedgerAlarms } from './ports.ts';
export { type HealthWeb, healthPage, SEE_HEALTH } from './web/health.routes.ts';
export { type LogWeb, logRoutes } from './web/log.routes.ts';
