/**
 * A mirror's folder: its own key, the grant, the service's keys as they were first seen, and the copy itself. Events and heads are only
 * ever added to.
 */
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ChainedEvent,
  type DayHead,
  readBase64url,
  readEvent,
  readHead,
  toBase64url,
  writeEvent,
  writeHead,
} from '../../modules/disclosures/index.ts';
import { openSigningKey } from '../../platform/crypto.ts';
import { OperatorError } from '../../platform/operator-error.ts';

/** The service's keys: with which heads are signed (base64url), and the ledger's (a verifier key). */
export interface ServiceKeys {
  readonly heads: string;
  readonly ledger: string;
}

export interface MirrorFolder {
  /** The mirror's own key: a seed, and the public half. */
  readonly seed: Uint8Array;
  readonly key: Uint8Array;
  /** The recipient's grant; `null` while there is none. */
  readonly grant: string | null;
  readonly service: ServiceKeys | null;
  readonly events: readonly ChainedEvent[];
  /** Those that were found in the ledger. */
  readonly heads: readonly DayHead[];
  saveGrant(grant: string): void;
  saveService(keys: ServiceKeys): void;
  addEvents(events: readonly ChainedEvent[]): void;
  addHeads(heads: readonly DayHead[]): void;
}

const FILES = {
  key: 'mirror-key',
  grant: 'grant',
  service: 'service.json',
  events: 'events',
  heads: 'heads',
};

const readIfThere = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : null);

function readKey(path: string): Uint8Array {
  const text = readIfThere(path);
  if (text === null) {
    const seed = randomBytes(32);
    writeFileSync(path, `${toBase64url(seed)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    return seed;
  }
  const seed = readBase64url(text.trim());
  if (seed?.length !== 32) throw new OperatorError(`${path} holds no key of a mirror.`);
  return seed;
}

/** One thing to a line. A line that was cut short when the machine died stops the copy: nobody guesses what it was. */
function readLines<T>(path: string, read: (value: unknown) => T | null): readonly T[] {
  const lines = (readIfThere(path) ?? '').split('\n');
  if (lines.pop() !== '') throw new OperatorError(`The last line of ${path} was cut short: take it away.`);
  return lines.map((line, at) => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      value = null;
    }
    const found = read(value);
    if (found === null) throw new OperatorError(`Line ${at + 1} of ${path} is damaged.`);
    return found;
  });
}

function readService(path: string): ServiceKeys | null {
  const text = readIfThere(path);
  if (text === null) return null;
  const damaged = () => new OperatorError(`${path} is damaged: it holds the service's keys as first seen.`);
  try {
    const { heads, ledger } = JSON.parse(text) as Partial<ServiceKeys>;
    if (typeof heads === 'string' && typeof ledger === 'string') return { heads, ledger };
  } catch (cause) {
    throw Object.assign(damaged(), { cause });
  }
  throw damaged();
}

/** Opens the folder, making it and the mirror's key on the first run. Throws `OperatorError` for what can't be read. */
export function openMirrorFolder(folder: string): MirrorFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const at = (name: keyof typeof FILES) => join(folder, FILES[name]);
  const seed = readKey(at('key'));
  const add = (name: 'events' | 'heads', values: readonly unknown[]) => {
    if (values.length === 0) return;
    const lines = values.map((value) => `${JSON.stringify(value)}\n`).join('');
    appendFileSync(at(name), lines, { mode: 0o600, flush: true });
  };
  const put = (name: 'grant' | 'service', text: string) =>
    writeFileSync(at(name), text, { mode: 0o600, flush: true });
  return {
    seed,
    key: openSigningKey(seed).publicKey,
    grant: readIfThere(at('grant'))?.trim() ?? null,
    service: readService(at('service')),
    events: readLines(at('events'), readEvent),
    heads: readLines(at('heads'), readHead),
    saveGrant: (grant) => put('grant', `${grant}\n`),
    saveService: (keys) => put('service', `${JSON.stringify(keys, null, 2)}\n`),
    addEvents: (events) => add('events', events.map(writeEvent)),
    addHeads: (heads) => add('heads', heads.map(writeHead)),
  };
}
