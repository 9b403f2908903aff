import type { FastifyInstance } from 'fastify';
import { verifySignature } from '../../../platform/crypto.ts';
import { createWitness } from '../commands/cosign-checkpoint.command.ts';
import { createTreeHasher } from '../domain/tree-hasher.ts';
import { formatVerifierKey } from '../domain/verifier-key.ts';
import { sha256 } from '../store/log-tree.store.ts';
import { readWatchedLogs } from '../store/read-lists.store.ts';
import { openWitnessFolder } from '../store/witness-folder.store.ts';
import { buildWitnessServer } from './witness.routes.ts';

/** A witness that is open: its public key as one line, what was wrong when it was opened, and its server, ready to listen. */
export interface OpenedWitness {
  readonly vkey: string;
  readonly wrong: readonly string[];
  /** How many logs it watches. */
  readonly logs: number;
  readonly app: FastifyInstance;
}

/**
 * Opens the witness in a folder of its own, without a database. `logs` is the text of its list of logs. Throws
 * `OperatorError` for a list that can't be read and for a folder whose key or state is damaged or missing.
 */
export async function openWitness(options: {
  readonly folder: string;
  readonly name: string | null;
  readonly logs: string;
  readonly tell: (line: string) => void;
  readonly onLost: (error: Error) => void;
}): Promise<OpenedWitness> {
  const logs = readWatchedLogs(options.logs);
  const { key, state, store } = await openWitnessFolder(options.folder, options.name);
  const { tell, onLost } = options;
  const witness = createWitness({
    ...{ key, logs, state, store, tell, onLost },
    hasher: createTreeHasher(sha256),
    verify: verifySignature,
    seconds: () => Math.floor(Temporal.Now.instant().epochMilliseconds / 1000),
  });
  const onError = (error: unknown) => tell(`A request failed: ${(error as Error).stack}`);
  return {
    vkey: formatVerifierKey(key.verifier),
    wrong: witness.health().wrong,
    logs: logs.size,
    app: buildWitnessServer(witness, { onError }),
  };
}
