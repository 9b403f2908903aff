import { timingSafeEqual } from 'node:crypto';
import { readBase64 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveKey, hmac } from '../../../platform/crypto.ts';
import type { CheckStore } from '../commands/run-self-check.command.ts';
import { parseCheckpoint, type TreeHead } from '../domain/checkpoint.ts';
import { Malformed } from '../domain/malformed.ts';
import { parseNote } from '../domain/signed-note.ts';
import { createTreeHasher } from '../domain/tree-hasher.ts';
import type { TreeEdge } from '../domain/two-trees.ts';
import type { VerifierKey } from '../domain/verifier-key.ts';
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

/** A tree's edge as text under a code, so that whoever writes the database can't send a check past what they changed. */
function createEdgeSeal(wrappingKey: Uint8Array): Pick<CheckStore, 'sealEdge' | 'openEdge'> {
  const key = deriveKey(wrappingKey, 'ledger.check-progress');
  const codeOf = (text: string) => hmac(key, text);
  return {
    sealEdge: ({ size, hashes }) => {
      const text = [String(size), ...hashes.map((hash) => hash.toBase64())].join(' ');
      return `${codeOf(text).toString('base64')} ${text}`;
    },
    openEdge: (sealed) => {
      const [code = '', ...parts] = sealed.split(' ');
      const given = Buffer.from(code, 'base64');
      const made = codeOf(parts.join(' '));
      if (given.length !== made.length || !timingSafeEqual(given, made)) return null;
      const hashes = parts.slice(1).map(readBase64);
      return { size: Number(parts[0]), hashes: hashes.filter((hash) => hash !== null) };
    },
  };
}

/** The root that a note of this log's was signed for, and for what size; `null` for any other note. */
function readOwnNote(note: Uint8Array, key: VerifierKey): TreeHead | null {
  try {
    const { size } = parseCheckpoint(parseNote(note).text);
    const root = readSigned(note, size, key);
    return root === 'wrong' ? null : { size, root };
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
    readChecked: byIndex((tx, from: number, size: number) =>
      readChecked(tx, { from, size, key, checkBody: createBodyCheck(wrappingKey) }),
    ),
    readFingerprints: byIndex(readFingerprints),
    isUpperTileSound: byIndex(isUpperTileSound),
    readRoot: byIndex(readRoot),
    readEdge: byIndex(async (tx, size: number): Promise<TreeEdge | null> => readTree(tx, size)),
    readSizeAt: byIndex(readSizeAt),
    findUnnumbered: byIndex(findUnnumbered),
    findNewestSigned: byIndex(async (tx) => {
      const newest = await findNewestCheckpoint(tx);
      const head = newest && readOwnNote(newest.note, key);
      return newest && head && { ...head, note: newest.note };
    }),
    readPublished: (note) => readOwnNote(note, key),
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
