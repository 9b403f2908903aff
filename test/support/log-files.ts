/** A log as files, made without a database: for what an export may be turned into, and for logs too large to insert. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { concatBytes, utf8 } from '../../src/kernel/bytes.ts';
import { formatBundle } from '../../src/modules/ledger/domain/entry-bundle.ts';
import {
  type ExportedBody,
  formatBodyEnd,
  formatBodyLine,
} from '../../src/modules/ledger/domain/exported-body.ts';
import { type LogKey, signHead } from '../../src/modules/ledger/domain/log-key.ts';
import { formatBundlePath, formatTilePath, TILE_WIDTH } from '../../src/modules/ledger/domain/tile.ts';
import { createTreeHasher } from '../../src/modules/ledger/domain/tree-hasher.ts';
import { formatVerifierKey } from '../../src/modules/ledger/domain/verifier-key.ts';
import { EMPTY_TREE, growTree, type LogTree, sha256 } from '../../src/modules/ledger/store/log-tree.store.ts';
import { hmac, sealBytes } from '../../src/platform/crypto.ts';

/** An entry with the words behind it, as an export gives them. */
export interface MadeEntry {
  readonly bytes: Uint8Array;
  readonly body: Omit<ExportedBody, 'index'>;
}

/** Entry number `n`, of a length that entries have. Its words open unless it is of an `erased` record. */
export function makeLogEntry(n: number, erased = false): MadeEntry {
  const id = `019a0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
  const subject = randomUUID();
  const keys = { bodyKey: new Uint8Array(randomBytes(32)), commitmentKey: new Uint8Array(randomBytes(32)) };
  const words = utf8(`{"words":"about ${n}"}`);
  const commitment = hmac(keys.commitmentKey, words).toString('hex');
  const entry = `{"about":["${subject}"],"act":"concerns.concern-received","at":"2026-11-16T10:00:00.000Z","basis":null,"body":"hmac-sha256:${commitment}","by":"${randomUUID()}","id":"${id}","post":"${randomUUID()}","v":1}`;
  const opens = erased ? null : { ...keys, sealed: new Uint8Array(sealBytes(keys.bodyKey, words, id)) };
  return { bytes: utf8(entry), body: { id, subject, opens } };
}

function createFiles(folder: string) {
  let last = '';
  return (path: string, bytes: Uint8Array | string) => {
    const parent = dirname(join(folder, path));
    if (parent !== last) mkdirSync(parent, { recursive: true });
    last = parent;
    writeFileSync(join(folder, path), bytes);
  };
}

/** Writes a log of the entries that `makeEntry` gives for 0, 1, 2 ... up to `size`, holding 256 of them at a time. */
export function writeLogFiles(
  folder: string,
  key: LogKey,
  size: number,
  makeEntry: (index: number) => Uint8Array,
): void {
  mkdirSync(folder, { recursive: true });
  const write = createFiles(folder);
  const hasher = createTreeHasher(sha256);
  let tree: LogTree = EMPTY_TREE;
  let head = growTree(tree, []).head;
  for (let start = 0; start < size; start += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - start);
    const entries = Array.from({ length: width }, (_, i) => makeEntry(start + i));
    const grown = growTree(
      tree,
      entries.map((entry) => hasher.leaf(entry)),
    );
    [tree, head] = [grown.tree, grown.head];
    for (const { level, index, hashes } of grown.tiles)
      write(formatTilePath({ level, index, width: TILE_WIDTH }), hashes);
    write(formatBundlePath({ index: start / TILE_WIDTH, width }), formatBundle(entries));
  }
  for (const [level, edge] of tree.edges.entries())
    if (edge.length > 0) {
      const index = Math.floor(size / TILE_WIDTH ** (level + 1));
      write(formatTilePath({ level, index, width: edge.length }), concatBytes(...edge));
    }
  write('checkpoint', signHead(key, head));
  write('key', `${formatVerifierKey(key.verifier)}\n`);
}

/** Writes the words of entries, of which the first is at `from`. */
export function writeBodyFile(folder: string, from: number, bodies: readonly MadeEntry['body'][]): void {
  const lines = bodies.map((body, i) => formatBodyLine({ ...body, index: from + i }));
  const text = [...lines, formatBodyEnd(from + bodies.length), ''].join('\n');
  writeFileSync(join(folder, `bodies-${from}.jsonl`), text);
}
