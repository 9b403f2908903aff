/** What the commands have in common that check files with no database and no secret. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  Malformed,
  MOST_NOTE_BYTES,
  readLooseFile,
  readVerifierKey,
  type SignedHead,
  type Trusted,
  type VerifierKey,
} from '../../modules/ledger/index.ts';
import type { Call } from '../command.ts';

/** What the exit codes of these commands mean. */
export const JUDGING_EXIT_CODES =
  'Exit codes: 0 sound; 1 not sound, with a sentence for each fault; 2 nothing can be said: what was given can’t be read.';

/** A path as named on the command line; npm runs us elsewhere than where it was typed. */
export function pathOf(word: string | undefined): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), word ?? '');
}

/** The values of an option that may be given several times. */
export function listOption(call: Call, name: string): readonly string[] {
  const value = call.options[name];
  return Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
}

/** A verifier key, written out or in a file of its own. Throws `Malformed`. */
export function readKeyOption(option: string, text: string): VerifierKey {
  const path = pathOf(text);
  const line = existsSync(path)
    ? Buffer.from(readLooseFile(path, MOST_NOTE_BYTES)).toString('utf8').trim()
    : text;
  try {
    return readVerifierKey(line);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new Malformed(`--${option} is not a key, nor a file that holds one. ${error.message}`);
  }
}

/** Whom to trust, from `--key`, `--witness` and `--quorum`. Throws `Malformed` when that makes no sense. */
export function readTrusted(call: Call): Trusted {
  const { key, quorum } = call.options;
  if (typeof key !== 'string')
    throw new Malformed(
      'Give the key of the log with --key: it must come to you by another way than the log itself.',
    );
  const witnesses = listOption(call, 'witness').map((text) => readKeyOption('witness', text));
  const enough = quorum === undefined ? witnesses.length : Number(quorum);
  if (!Number.isInteger(enough) || enough < 0 || enough > witnesses.length)
    throw new Malformed(
      `--quorum is a whole number up to that of the witnesses that you named (${witnesses.length}).`,
    );
  return { key: readKeyOption('key', key), witnesses, quorum: enough };
}

/** Says who signed and cosigned, and when. */
export function sayHead(call: Call, { checkpoint, cosigners }: SignedHead, trusted: Trusted): void {
  call.say(`Log: ${checkpoint.origin}, ${checkpoint.size} entries. Signed by the key you gave.`);
  for (const { key, time } of cosigners)
    call.say(
      `Cosigned by ${key.name} at ${Temporal.Instant.fromEpochMilliseconds((time ?? 0) * 1000).toString()}.`,
    );
  if (trusted.witnesses.length === 0)
    call.say(
      'No witness was named: whoever holds the log’s key could have rewritten it before this was made.',
    );
}

/** Runs a command that judges. What can't be read is 2, never 1: nobody is accused because a disk was full. */
export async function judging(call: Call, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const { message } = error as Error;
    call.log(`Nothing can be said. ${error instanceof Malformed ? message : `Checking failed: ${message}`}`);
    return 2;
  }
}
