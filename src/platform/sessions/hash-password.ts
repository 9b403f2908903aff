import { argon2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { sameBytes } from './opaque-token.ts';

/** Argon2id with OWASP's first setting: 46 MiB, one pass, one lane. Kept with each hash, so they can be raised later. */
const NOW = { memory: 47_104, passes: 1, parallelism: 1 } as const;
const TAG_LENGTH = 32;
/** Each hash takes 46 MiB while it runs: more than two at once would let a flood of guesses eat the machine. */
const AT_ONCE = 2;

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

const derive = promisify(argon2);

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  while (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function tagOf(password: string, nonce: Uint8Array, cost: Cost): Promise<Uint8Array> {
  // Composed, so that the same password typed on another keyboard is the same password.
  const message = Buffer.from(password.normalize('NFC'), 'utf8');
  return inTurn(() => derive('argon2id', { message, nonce, tagLength: TAG_LENGTH, ...cost }));
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');

function toText(nonce: Uint8Array, tag: Uint8Array, cost: Cost): string {
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`;
}

const SHAPE = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** A password as it may be stored: argon2id in PHC string form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  return toText(nonce, await tagOf(password, nonce, NOW), NOW);
}

/** Stands in for the hash of an account that isn't there. */
const NOBODY = toText(randomBytes(16), randomBytes(TAG_LENGTH), NOW);

/**
 * True when `password` is the one hashed. With `null` (no such account, or one without a password) it does the same
 * work and answers false, so that the time taken doesn't say who has an account.
 */
export async function checkPassword(password: string, hash: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, nonce = '', tag = ''] = SHAPE.exec(hash ?? NOBODY) ?? [];
  if (memory === undefined) throw new Error('a stored password is not an argon2id hash');
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
  const made = await tagOf(password, Buffer.from(nonce, 'base64'), cost);
  return sameBytes(made, Buffer.from(tag, 'base64')) && hash !== null;
}
