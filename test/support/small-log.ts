/** A log in memory, of two histories that part at a given entry, both signed with the same key: what a rewriter has. */
import { hash, randomBytes } from 'node:crypto';
import { utf8 } from '../../src/kernel/bytes.ts';
import type { TreeHead } from '../../src/modules/ledger/domain/checkpoint.ts';
import { createFrontier } from '../../src/modules/ledger/domain/frontier.ts';
import { signHead } from '../../src/modules/ledger/domain/log-key.ts';
import { makeProof, planConsistency } from '../../src/modules/ledger/domain/proof-ranges.ts';
import { parseNote } from '../../src/modules/ledger/domain/signed-note.ts';
import { createTreeHasher } from '../../src/modules/ledger/domain/tree-hasher.ts';
import { formatVerifierKey } from '../../src/modules/ledger/domain/verifier-key.ts';
import { formatWitnessRequest } from '../../src/modules/ledger/domain/witness-request.ts';
import { openLogKey } from '../../src/modules/ledger/index.ts';

export const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(hash('sha256', data, 'buffer'));
const hasher = createTreeHasher(sha256);

export type History = 'true' | 'rewritten';

/** Makes a log whose rewritten history differs from entry `parts` on. */
export function createSmallLog(parts = 3) {
  const key = openLogKey('log.example.org/ledger', new Uint8Array(randomBytes(32)));
  const leafAt = (which: History, i: number) => hasher.leaf(utf8(`${i < parts ? 'true' : which} ${i}`));
  const read = (which: History) => (level: number, index: number) => {
    const frontier = createFrontier(hasher);
    for (let i = 0; i < 2 ** level; i += 1) frontier.append(leafAt(which, index * 2 ** level + i));
    return frontier.root();
  };
  const headAt = (size: number, which: History = 'true'): TreeHead => {
    const frontier = createFrontier(hasher);
    for (let i = 0; i < size; i += 1) frontier.append(leafAt(which, i));
    return { size, root: frontier.root() };
  };
  const noteAt = (size: number, which: History = 'true') => parseNote(signHead(key, headAt(size, which)));
  return {
    key,
    vkey: formatVerifierKey(key.verifier),
    headAt,
    noteAt,
    /** The request to go from `oldSize` to `size`, as the log of this history would make it. */
    request: (oldSize: number, size: number, which: History = 'true'): Uint8Array =>
      formatWitnessRequest({
        oldSize,
        proof: oldSize <= size ? makeProof(planConsistency(oldSize, size), read(which), hasher) : [],
        note: noteAt(size, which),
      }),
  };
}

export type SmallLog = ReturnType<typeof createSmallLog>;
