/** The files that guardians pass to one another: rosters, signed or not, pins, keys. Read strictly, and never written over. */
import { writeFileSync } from 'node:fs';
import {
  listSigners,
  openSignedRoster,
  parseSignedRoster,
  type Read,
  type ReadRoster,
  type VerifySignature,
} from '../../modules/disclosures/index.ts';
import { Malformed, readLooseFile } from '../../modules/ledger/index.ts';
import { verifySignature } from '../../platform/crypto.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Call } from '../command.ts';
import { pathFrom } from '../networks/path-from.ts';

/** The largest of these files: a signed roster. */
const MOST_BYTES = 1024 * 1024;

/** The value of an option that must be given. Throws `OperatorError` with `--NAME` and what it is for. */
export function needOption(call: Call, name: string, what: string): string {
  const value = call.options[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new OperatorError(`Give ${what} with --${name}.`);
}

/** The bytes of a file that somebody named. Throws `Malformed`. */
export function readNamedFile(typed: string): Uint8Array {
  return readLooseFile(pathFrom(typed), MOST_BYTES);
}

/** What was read from `typed`, or `Malformed` with the file, the field and what is wrong with it. */
export function mustRead<T>(typed: string, read: Read<T>): T {
  if (read.ok) return read.value;
  const { field, why } = read.fault;
  throw new Malformed(`${typed} can't be used: ${field === '' ? 'it' : field} ${why}.`);
}

/** A signed roster that enough of its own guardians signed. Throws `Malformed`, and `OperatorError` where they are too few. */
export async function needSigned(typed: string): Promise<ReadRoster> {
  const signed = mustRead(typed, openSignedRoster(parseSignedRoster(readNamedFile(typed))));
  const { guardians, threshold } = signed.roster;
  const signers = await listSigners(signed, guardians, verify);
  if (signers.length >= threshold) return signed;
  throw new OperatorError(`${typed} has ${signers.length} of the ${threshold} signatures that it takes.`);
}

/** Writes a new file. Throws `OperatorError` where there is one of that name, or none can be made. */
export function writeNewFile(typed: string, text: string, mode = 0o644): void {
  try {
    writeFileSync(pathFrom(typed), text, { flag: 'wx', mode, flush: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST')
      throw new OperatorError(`${typed} is there already: give another name with --out.`);
    throw new OperatorError(`${typed} can't be written (${code}).`, { cause });
  }
}

/** JSON as people can read it and change it. */
export function toFileText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Runs a command that reads such files: what is wrong with one is said as its sentence alone. */
export async function reading(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Malformed) throw new OperatorError(error.message, { cause: error });
    throw error;
  }
}

export const verify: VerifySignature = async (signature, message, publicKey) =>
  verifySignature(publicKey, message, signature);

/** What names a roster aloud. */
export const nameOf = ({ roster }: Pick<ReadRoster, 'roster'>) =>
  `Roster ${roster.version} of ${roster.area}`;
