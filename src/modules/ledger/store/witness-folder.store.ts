/**
 * The folder of a witness: its key, and its state as `state-N`, N growing with every save. A state is written whole under
 * another name, flushed, and linked: `link` fails where the name is taken, so of two processes on one folder only one goes on
 * from any state, and a kill at any instant leaves the old state or the new one.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { link, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openSigningKey } from '../../../platform/crypto.ts';
import { OperatorError } from '../../../platform/operator-error.ts';
import { readOrMakeSecretFile, readSecretFile } from '../../../platform/secret-files.ts';
import { Malformed } from '../domain/malformed.ts';
import { formatNote } from '../domain/signed-note.ts';
import { COSIGNATURE_V1, createVerifierKey, isKeyName } from '../domain/verifier-key.ts';
import { formatWitnessSecret, parseWitnessSecret, type WitnessKey } from '../domain/witness-key.ts';
import {
  formatWitnessState,
  NEW_STATE,
  parseWitnessState,
  type WitnessState,
} from '../domain/witness-state.ts';
import { StateTaken, type WitnessStore } from '../ports.ts';
import { sha256 } from './log-tree.store.ts';

const KEY_FILE = 'witness-key';
const STATE = /^state-(\d{1,16})$/;
const HALF = /^state\..*\.half$/;
/** States kept besides the newest, for whoever has to look into what happened. */
const KEPT_BEFORE = 1;

/** A witness's own things, as they are on the disk now. */
export interface WitnessFolder {
  readonly key: WitnessKey;
  readonly state: WitnessState;
  readonly store: WitnessStore;
}

const generationsIn = (names: readonly string[]): readonly number[] =>
  names
    .flatMap((name) => STATE.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);

function openKey(name: string, seed: Uint8Array): WitnessKey {
  const { publicKey, sign } = openSigningKey(seed);
  return { verifier: createVerifierKey({ name, type: COSIGNATURE_V1, publicKey }, sha256), sign };
}

/** Makes the folder's entries themselves outlive a power cut. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeHalf(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Links the finished file to its name and makes sure that it is still the newest. Throws `StateTaken` when it may not be. */
async function publish(folder: string, half: string, generation: number): Promise<void> {
  try {
    await link(half, join(folder, `state-${generation}`));
    await flushFolder(folder);
    const all = generationsIn(await readdir(folder));
    if (all.at(-1) !== generation) throw new Error('another process has gone on from this state');
    for (const old of all.slice(0, -1 - KEPT_BEFORE)) await rm(join(folder, `state-${old}`), { force: true });
  } catch (cause) {
    throw new StateTaken(`state-${generation} could not be kept: ${(cause as Error).message}`, { cause });
  }
}

/** Saves states in `folder`. The caller saves one at a time. */
export function createWitnessStore(folder: string): WitnessStore {
  return {
    save: async (next) => {
      const half = join(folder, `state.${process.pid}.${randomBytes(4).toString('hex')}.half`);
      try {
        await writeHalf(half, formatWitnessState(next, sha256));
        await publish(folder, half, next.generation);
      } finally {
        await rm(half, { force: true });
      }
    },
  };
}

function readState(folder: string, generation: number): WitnessState {
  const path = join(folder, `state-${generation}`);
  try {
    const state = parseWitnessState(readFileSync(path, 'utf8'), sha256);
    if (state.generation === generation) return state;
    throw new Malformed('The state is not the one its name says.');
  } catch (cause) {
    const why =
      cause instanceof Malformed ? cause.message : `It can't be read (${(cause as Error).message}).`;
    throw new OperatorError(
      `${path}: ${why} A witness never begins anew under a key it has used: it could cosign a second history. ` +
        'Keep this folder for whoever looks into it, and set up a new one, with a new key, under the same name.',
      { cause },
    );
  }
}

function readKey(folder: string, name: string | null): WitnessKey {
  const path = join(folder, KEY_FILE);
  const made = () => {
    if (name === null)
      throw new OperatorError(
        `There is no witness in ${folder} yet. Give it a name for good with --name, such as witness.police.example.org.`,
      );
    const seed = new Uint8Array(randomBytes(32));
    return formatWitnessSecret(openKey(name, seed).verifier, seed);
  };
  const { value } = readOrMakeSecretFile(folder, KEY_FILE, made);
  try {
    const key = parseWitnessSecret(value, openKey);
    if (name !== null && name !== key.verifier.name)
      throw new OperatorError(
        `The witness in ${folder} is called ${key.verifier.name}; its key is of that name for good.`,
      );
    return key;
  } catch (cause) {
    if (!(cause instanceof Malformed)) throw cause;
    throw new OperatorError(`${path}: ${cause.message} Put the right file back.`, { cause });
  }
}

/** Makes the first state before the first key, so that a key without a state is always a state that was lost. */
async function readOrMakeState(folder: string): Promise<WitnessState> {
  const names = readdirSync(folder);
  for (const half of names.filter((name) => HALF.test(name))) unlinkSync(join(folder, half));
  const newest = generationsIn(names).at(-1);
  const hasKey = readSecretFile(folder, KEY_FILE) !== undefined;
  if (newest === undefined && hasKey)
    throw new OperatorError(
      `The state of the witness in ${folder} is gone, and its key is there. Beginning anew it could cosign a second history. ` +
        'Put the state back as it last was; an older copy is no better than none. If it is lost, set up a new folder with a new key.',
    );
  if (newest === undefined) {
    await createWitnessStore(folder).save(NEW_STATE);
    return NEW_STATE;
  }
  const state = readState(folder, newest);
  if (!hasKey && state.logs.size > 0)
    throw new OperatorError(
      `The key of the witness in ${folder} is gone, and its state is there. Put ${KEY_FILE} back.`,
    );
  return state;
}

/**
 * The checkpoint of a log that the witness in `folder` cosigned last, as the log signed it; `null` where it cosigned none. Reads
 * only: it may run beside the witness. Throws `OperatorError` for a folder without a state, or with a damaged one.
 */
export function readCosigned(folder: string, origin: string): Uint8Array | null {
  let newest: number | undefined;
  try {
    newest = generationsIn(readdirSync(folder)).at(-1);
  } catch (cause) {
    throw new OperatorError(`${folder} can't be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
  if (newest === undefined) throw new OperatorError(`There is no witness in ${folder}.`);
  const cosigned = readState(folder, newest).logs.get(origin)?.cosigned;
  return cosigned ? formatNote(cosigned) : null;
}

/**
 * Opens the witness in `folder`, making folder, state and key on the first run (`name` is needed then). Refuses, as
 * `OperatorError` with what to do, a state or key that is damaged or missing where there was one.
 */
export async function openWitnessFolder(folder: string, name: string | null): Promise<WitnessFolder> {
  if (name !== null && !isKeyName(name))
    throw new OperatorError('The name of a witness has no spaces and no plus signs.');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Asked before anything is made: a folder without a name must stay as it was.
  if (
    name === null &&
    readSecretFile(folder, KEY_FILE) === undefined &&
    generationsIn(readdirSync(folder)).length === 0
  )
    readKey(folder, name);
  const state = await readOrMakeState(folder);
  return { key: readKey(folder, name), state, store: createWitnessStore(folder) };
}
