/** What opening a new log reads of the old one and of what is known of it outside (docs/decisions/0111). */
import { concatBytes, sameBytes, utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { SucceedStore } from '../commands/succeed-log.command.ts';
import { type Checkpoint, parseCheckpoint } from '../domain/checkpoint.ts';
import { parseNote } from '../domain/signed-note.ts';
import type { KnownOutside, LogHere } from '../domain/succession.ts';
import { formatVerifierKey, type VerifierKey } from '../domain/verifier-key.ts';
import { findLastCheckpoint } from './checkpoints.store.ts';
import { listCosignatureLines } from './cosignatures.store.ts';
import { growTree, readSize, readTree } from './log-tree.store.ts';
import { listLaterLogs, saveLog } from './logs.store.ts';
import { stopNumbering } from './number-entries.store.ts';
import { readOwnNote } from './self-check.store.ts';
import { listHolds, saveHold, saveResumed } from './signing-holds.store.ts';

/** Why it can't be told what the old log was: a sentence for the operator. */
export class OldLogUnclear extends Error {}

/** A checkpoint that is known outside the database, and where it was found. */
export interface NoteOutside {
  readonly note: Uint8Array;
  readonly from: string;
}

/** The name of the log that grows: what it follows another as, what its newest checkpoint says, or what is known outside. */
async function findOrigin(
  tx: Tx,
  outside: readonly NoteOutside[],
): Promise<{ readonly log: number; readonly origin: string; readonly origins: readonly string[] }> {
  const later = await listLaterLogs(tx);
  const newest = later.at(-1);
  const log = newest?.number ?? 0;
  const signed = await findLastCheckpoint(tx, log);
  const [known] = outside;
  const said = known ? parseCheckpoint(parseNote(known.note).text).origin : undefined;
  const origin = newest ? newest.succession?.origin : (signed?.origin ?? said);
  if (origin === undefined)
    throw new OldLogUnclear(
      'Nothing was ever signed here, and no checkpoint was given: there is no log to follow.',
    );
  const names = later.flatMap(({ succession }) =>
    succession ? [succession.previous.origin, succession.origin] : [],
  );
  return { log, origin, origins: [...new Set([...names, origin])] };
}

function readOutside({ note, from }: NoteOutside, key: VerifierKey): Checkpoint {
  const checkpoint = parseCheckpoint(parseNote(note).text);
  if (checkpoint.origin !== key.name)
    throw new OldLogUnclear(
      `${from} is a checkpoint of ${checkpoint.origin}, and the log in this database is ${key.name}. Was a backup restored from before that log was opened? Restore a later one.`,
    );
  if (!readOwnNote(note, key))
    throw new OldLogUnclear(
      `${from} is not signed by the key of ${key.name}. Where the log had another key than the one in place now, give that with --old-key.`,
    );
  return checkpoint;
}

/** Reads with `keyOf`: the old log's key under the name that it turns out to have. Throws `OldLogUnclear`. */
export function createSucceedStore(
  keyOf: (origin: string) => VerifierKey,
  notes: readonly NoteOutside[],
): SucceedStore {
  return {
    ...{ stopNumbering, listHolds, saveHold, saveResumed, saveLog },
    readHere: async (tx) => {
      const { log, origin, origins } = await findOrigin(tx, notes);
      const key = keyOf(origin);
      const size = await readSize(tx, log);
      const tree = await readTree(tx, size, log);
      if (!tree)
        throw new OldLogUnclear(
          'Some of the log is missing from this database (docs/operating/ledger-check.md).',
        );
      const signed = await findLastCheckpoint(tx, log);
      const head = signed && readOwnNote(signed.note, key);
      if (signed && !head)
        throw new OldLogUnclear(
          `The newest checkpoint here is not signed by the key in place now. Give the key that ${origin} had with --old-key.`,
        );
      const lines = signed ? await listCosignatureLines(tx, signed.size, log) : [];
      const here: LogHere = {
        ...{ log, origin, origins, size, vkey: formatVerifierKey(key) },
        root: growTree(tree, []).head.root,
        signed: signed &&
          head && { ...head, note: concatBytes(signed.note, utf8(lines.join(''))), at: signed.at },
      };
      const outside: KnownOutside[] = [];
      for (const one of notes) {
        const checkpoint = readOutside(one, key);
        const part = checkpoint.size > size ? null : await readTree(tx, checkpoint.size, log);
        const root = part && growTree(part, []).head.root;
        const agrees = checkpoint.size > size ? null : root !== null && sameBytes(root, checkpoint.root);
        outside.push({ ...checkpoint, note: one.note, agrees });
      }
      return { here, outside };
    },
  };
}
