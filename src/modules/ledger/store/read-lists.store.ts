/** Lists of witnesses and of logs, as operators write them. */
import { OperatorError } from '../../../platform/operator-error.ts';
import { Malformed } from '../domain/malformed.ts';
import type { VerifierKey } from '../domain/verifier-key.ts';
import { parseWatchedLogs, parseWitnessList, type WitnessContact } from '../domain/watched-logs.ts';
import { sha256 } from './log-tree.store.ts';

/** A list that operators write, read; throws `OperatorError` with the line that can't be. */
function readList<T>(text: string, what: string, parse: (text: string, hash: typeof sha256) => T): T {
  try {
    return parse(text, sha256);
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause;
    throw new OperatorError(`${what} can't be used. ${cause.message}`, { cause });
  }
}

/** The witnesses that a log asks, from the text of their list. Throws `OperatorError` naming the line that can't be used. */
export function readWitnessList(text: string): readonly WitnessContact[] {
  return readList(text, 'The list of witnesses', parseWitnessList);
}

/** The logs that a witness watches, by name, from the text of their list. Throws `OperatorError` naming the line that can't be used. */
export function readWatchedLogs(text: string): ReadonlyMap<string, readonly VerifierKey[]> {
  return readList(text, 'The list of logs', parseWatchedLogs);
}
