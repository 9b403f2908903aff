import { timingSafeEqual } from 'node:crypto';
import { readBase64 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveKey, hmac } from '../../../platform/crypto.ts';
import type { CheckedPart } from '../commands/check-log.command.ts';
import type { CheckStore } from '../commands/run-self-check.command.ts';
import { type Checkpoint, parseCheckpoint, type TreeHead } from '../domain/checkpoint.ts';
import { findFollower, type LogSoFar, readHead } from '../domain/log-chain.ts';
import { Malformed } from '../domain/malformed.ts';
import { parseNote } from '../domain/signed-note.ts';
import { createTreeHasher } from '../domain/tree-hasher.ts';
import type { TreeEdge } from '../domain/two-trees.ts';
import { parseVerifierKey, type VerifierKey } from '../domain/verifier-key.ts';
import { createBodyCheck } from './check-bodies.store.ts';
import {
  findUnnumbered,
  isUpperTileSound,
  readByIndex,
  readChecked,
  readSigned,
  readSizeAt,
  readSizes,
} from './check-log.store.ts';
import { findNewestCheckpoint } from './checkpoints.store.ts';
import {
  forgetFaults,
  holdCheck,
  readChecks,
  releaseCheck,
  saveEnded,
  saveProgress,
} from './checks.store.ts';
import { readFingerprints } from './fingerprints.store.ts';
import { readRoot, readTree, sha256 } from './log-tree.store.ts';
import { type LaterLog, listLaterLogs, readChain, readOpeningEntry } from './logs.store.ts';

/** A tree's edge as text under a code, so that whoever writes the database can't send a check past what they changed. */
function createEdgeSeal(wrappingKey: Uint8Array): Pick<CheckStore, 'sealEdge' | 'openEdge'> {
  const key = deriveKey(wrappingKey, 'ledger.check-progress');
  const codeOf = (text: string) => hmac(key, text);
  return {
    sealEdge: ({ log, edge: { size, hashes } }) => {
      // The first log's is as it was before there could be others: an older Heed may go on from it.
      const text = [
        log === 0 ? String(size) : `${log}:${size}`,
        ...hashes.map((hash) => hash.toBase64()),
      ].join(' ');
      return `${codeOf(text).toString('base64')} ${text}`;
    },
    openEdge: (sealed) => {
      const [code = '', ...parts] = sealed.split(' ');
      const given = Buffer.from(code, 'base64');
      const made = codeOf(parts.join(' '));
      if (given.length !== made.length || !timingSafeEqual(given, made)) return null;
      const hashes = parts.slice(1).map(readBase64);
      const [size = '', log = '0'] = (parts[0] ?? '').split(':').reverse();
      return {
        log: Number(log),
        edge: { size: Number(size), hashes: hashes.filter((hash) => hash !== null) },
      };
    },
  };
}

/** Whether what is kept of how a log follows the one before is what its first entry says, which only the service's keys can make. */
async function isFounded(tx: Tx, { number, statement }: LaterLog, wrappingKey: Uint8Array): Promise<boolean> {
  const opening = await readOpeningEntry(tx, number, wrappingKey);
  return opening?.body === statement;
}

function readKey(vkey: string): VerifierKey | null {
  try {
    return parseVerifierKey(vkey, sha256);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** Every log, the oldest first, each with the key that signed it; or the name of a log that follows and is not `key`'s. */
async function listParts(
  tx: Tx,
  key: VerifierKey,
  wrappingKey: Uint8Array,
): Promise<readonly CheckedPart[] | { readonly origin: string }> {
  const later = await listLaterLogs(tx);
  const founded = await Promise.all(later.map((log) => isFounded(tx, log, wrappingKey)));
  const newest = later.at(-1);
  // Only where the entry vouches for it: else whoever writes the database could send the check away.
  if (newest?.succession && founded.at(-1) && newest.succession.origin !== key.name)
    return { origin: newest.succession.origin };
  return [null, ...later].map((log, number): CheckedPart => {
    const next = later[number]?.succession;
    return {
      log: number,
      origin: next?.previous.origin ?? log?.succession?.origin ?? key.name,
      key: (next && readKey(next.previous.key)) ?? key,
      left: next ? readHead(next.kept) : null,
      isFounded: log === null || founded[number - 1] === true,
    };
  });
}

/** The root that a note of this log's was signed for, and for what size; `null` for every other note. */
export function readOwnNote(note: Uint8Array, key: VerifierKey): TreeHead | null {
  try {
    const { size } = parseCheckpoint(parseNote(note).text);
    const root = readSigned(note, size, key);
    return root === 'wrong' ? null : { size, root };
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** The checkpoint that a note is, where the log of `key` signed it, or one before that in the chain; `null` for every other. */
export function readNoteOfChain(note: Uint8Array, key: VerifierKey, chain: LogSoFar): Checkpoint | null {
  try {
    const checkpoint = parseCheckpoint(parseNote(note).text);
    const follower = findFollower(chain, checkpoint.origin);
    const signer = follower ? readKey(follower.previous.key) : key;
    return signer && readOwnNote(note, signer) && checkpoint;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

/** 48 bits of milliseconds, as a UUIDv7 begins: no id made at that instant or later is lower. */
function lowestId(at: Temporal.Instant): string {
  const hex = Math.max(0, at.epochMilliseconds).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** What the log's check of itself reads and keeps, for the log that `key` signs and whose record keys `wrappingKey` wraps. */
export function createCheckStore(key: VerifierKey, wrappingKey: Uint8Array): CheckStore {
  /** Transactions that were told to read by index. */
  const told = new WeakSet<Tx>();
  const byIndex =
    <A extends readonly unknown[], R>(read: (tx: Tx, ...args: A) => Promise<R>) =>
    async (tx: Tx, ...args: A): Promise<R> => {
      if (!told.has(tx)) await readByIndex(tx);
      told.add(tx);
      return read(tx, ...args);
    };
  return {
    hasher: createTreeHasher(sha256),
    readSizes: byIndex(readSizes),
    readChecked: byIndex((tx, part: CheckedPart, from: number, size: number) =>
      readChecked(tx, { log: part.log, key: part.key, from, size, checkBody: createBodyCheck(wrappingKey) }),
    ),
    readFingerprints: byIndex(readFingerprints),
    listParts: byIndex((tx) => listParts(tx, key, wrappingKey)),
    isUpperTileSound: byIndex(isUpperTileSound),
    readRoot: byIndex(readRoot),
    readEdge: byIndex(
      async (tx, size: number, log: number): Promise<TreeEdge | null> => readTree(tx, size, log),
    ),
    readSizeAt: byIndex(readSizeAt),
    findUnnumbered: byIndex(findUnnumbered),
    findNewestSigned: byIndex(async (tx) => {
      const newest = await findNewestCheckpoint(tx);
      const head = newest && readOwnNote(newest.note, key);
      return newest && head && { ...head, note: newest.note };
    }),
    readPublished: async (tx, note) => {
      const chain = await readChain(tx);
      const head = readNoteOfChain(note, key, chain);
      const follower = head && findFollower(chain, head.origin);
      return head && { head, named: follower ? readHead(follower.previous) : null };
    },
    lowestId,
    ...createEdgeSeal(wrappingKey),
    readChecks,
    holdCheck,
    releaseCheck,
    saveProgress,
    saveEnded,
    forgetFaults,
  };
}
