import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { utf8 } from '../../../kernel/bytes.ts';
import { verifyConsistency } from './consistency.ts';
import { type InclusionClaim, verifyInclusion } from './inclusion.ts';
import {
  type HashReader,
  hashRange,
  listProofNodes,
  makeProof,
  planConsistency,
  planInclusion,
} from './proof-ranges.ts';
import { createTreeHasher } from './tree-hasher.ts';
import { halve, isPowerOfTwo, MOST_LEAVES, splitPoint } from './tree-size.ts';

/** The same few hashes are asked for again and again here: remembered, the tests take a third of the time. */
const known = new Map<string, Uint8Array>();
const hasher = createTreeHasher((data) => {
  const name = Buffer.from(data.buffer, data.byteOffset, data.length).toString('latin1');
  const made = known.get(name) ?? hash('sha256', data, 'buffer');
  known.set(name, made);
  return made;
});
const EMPTY = hasher.emptyRoot;

/** Hashes of a tree whose leaves are all different. */
function smallTree(): HashReader {
  const known = new Map<string, Uint8Array>();
  const read: HashReader = (level, index) => {
    const name = `${level}/${index}`;
    const found =
      known.get(name) ??
      (level === 0
        ? hasher.leaf(utf8(`entry ${index}`))
        : hasher.node(read(level - 1, 2 * index), read(level - 1, 2 * index + 1)));
    known.set(name, found);
    return found;
  };
  return read;
}

/** Leaves all alike except one, so that the hashes of a tree of any size can be had without making it. */
function sparseTree(marked: number): HashReader {
  const alike = [hasher.leaf(utf8('alike'))];
  for (let level = 1; level < 54; level += 1) {
    const below = alike[level - 1] ?? EMPTY;
    alike.push(hasher.node(below, below));
  }
  const path = [hasher.leaf(utf8('marked'))];
  for (let level = 1, at = marked; level < 54; level += 1, at = halve(at)) {
    const [below, beside] = [path[level - 1] ?? EMPTY, alike[level - 1] ?? EMPTY];
    path.push(at % 2 === 0 ? hasher.node(below, beside) : hasher.node(beside, below));
  }
  return (level, index) => (Math.floor(marked / 2 ** level) === index ? path : alike)[level] ?? EMPTY;
}

const rootOf = (read: HashReader, size: number) =>
  size === 0 ? EMPTY : hashRange({ start: 0, end: size }, read, hasher);

function claimInclusion(read: HashReader, index: number, size: number): InclusionClaim {
  const proof = makeProof(planInclusion(index, size), read, hasher);
  return { index, size, leafHash: read(0, index), root: rootOf(read, size), proof };
}

function claimConsistency(read: HashReader, oldSize: number, newSize: number) {
  const proof = makeProof(planConsistency(oldSize, newSize), read, hasher);
  return { oldSize, oldRoot: rootOf(read, oldSize), newSize, newRoot: rootOf(read, newSize), proof };
}

/** Any one bit of `bytes` turned over. */
function flip(bytes: Uint8Array, bit: number): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  const at = Math.floor(bit / 8) % bytes.length;
  flipped[at] = (flipped[at] ?? 0) ^ (2 ** (bit % 8));
  return flipped;
}

/** Every way in which one hash of a proof can be wrong: a bit, left out, doubled, changed over with its neighbour. */
function* spoil(proof: readonly Uint8Array[], bit: number): Generator<readonly Uint8Array[]> {
  for (const [i, one] of proof.entries()) {
    yield proof.with(i, flip(one, bit));
    yield proof.toSpliced(i, 1);
    yield proof.toSpliced(i, 0, one);
    const next = proof[i + 1];
    if (next && !Buffer.from(one).equals(next)) yield proof.with(i, next).with(i + 1, one);
  }
  yield [...proof, EMPTY];
}

const small = smallTree();
const bit = fc.nat(255);
/** Sizes of every magnitude, up to 2^53 - 1. */
const bigSize = fc
  .tuple(fc.integer({ min: 1, max: 52 }), fc.maxSafeNat())
  .map(([power, any]) => Math.min(2 ** power + (any % 2 ** power), MOST_LEAVES));
const pair = fc.tuple(bigSize, fc.maxSafeNat()).map(([size, any]) => [any % size, size] as const);

describe('counting leaves', () => {
  test('splits below the size, also where 32 bits end', () => {
    for (const power of [1, 2, 30, 31, 32, 33, 52]) {
      const size = 2 ** power;
      assert.equal(splitPoint(size), size / 2);
      assert.equal(splitPoint(size + 1), size);
      assert.ok(isPowerOfTwo(size) && !isPowerOfTwo(size + 1 + (power === 1 ? 2 : 0)));
    }
    assert.equal(splitPoint(MOST_LEAVES), 2 ** 52);
    assert.ok(isPowerOfTwo(1) && !isPowerOfTwo(0) && !isPowerOfTwo(MOST_LEAVES));
  });
});

describe('proof that an entry is in the log', () => {
  test('holds for every entry of every small tree', () => {
    for (let size = 1; size <= 24; size += 1)
      for (let index = 0; index < size; index += 1)
        assert.deepEqual(verifyInclusion(claimInclusion(small, index, size), hasher), { ok: true });
  });

  test('holds at the edges of tiles', () => {
    const read = sparseTree(255);
    for (const size of [256, 257, 65_535, 65_536, 65_537])
      for (const index of [0, 255, size - 1])
        assert.ok(verifyInclusion(claimInclusion(read, index, size), hasher).ok, `${index} of ${size}`);
  });

  test('holds at any size, and falls with any bit, index, size or hash that is not its own', () => {
    fc.assert(
      fc.property(pair, bit, ([index, size], which) => {
        const claim = claimInclusion(sparseTree(index), index, size);
        const holds = (change: Partial<InclusionClaim>) =>
          verifyInclusion({ ...claim, ...change }, hasher).ok;
        assert.ok(holds({}));
        assert.ok(!holds({ leafHash: flip(claim.leafHash, which) }));
        assert.ok(!holds({ root: flip(claim.root, which) }));
        for (const other of [index - 1, index + 1, size - 1 - index])
          if (other !== index) assert.ok(!holds({ index: other }), `${index} as ${other} of ${size}`);
        for (const proof of spoil(claim.proof, which)) assert.ok(!holds({ proof }));
      }),
      { numRuns: 8 },
    );
  });

  test('never holds for a size whose tree has another shape at this entry', () => {
    const claim = claimInclusion(small, 5, 11);
    for (let size = 0; size <= 40; size += 1) {
      const verdict = verifyInclusion({ ...claim, size }, hasher);
      // RFC 9162 proofs do not carry the size: it is the checkpoint, signed, that ties the root to it.
      const sameShape = size > 5 && planInclusion(5, size).length === claim.proof.length && size > 8;
      assert.equal(verdict.ok, sameShape, `${size}`);
    }
  });

  test('says why it proves nothing', () => {
    const claim = claimInclusion(small, 5, 11);
    const why = (change: Partial<InclusionClaim>) => {
      const verdict = verifyInclusion({ ...claim, ...change }, hasher);
      return verdict.ok ? null : verdict.reason;
    };
    assert.equal(why({ index: 11 }), 'size-or-index-invalid');
    assert.equal(why({ size: Number.NaN }), 'size-or-index-invalid');
    assert.equal(why({ size: 2 ** 53 }), 'size-or-index-invalid');
    assert.equal(why({ index: -1 }), 'size-or-index-invalid');
    assert.equal(why({ proof: [utf8('short')] }), 'hash-not-32-bytes');
    assert.equal(why({ proof: [] }), 'proof-too-short');
    assert.equal(why({ proof: [...claim.proof, EMPTY] }), 'proof-too-long');
    assert.equal(why({ root: EMPTY }), 'root-differs');
  });
});

describe('proof that the log only grew', () => {
  test('holds for every two sizes up to 70, and asks for complete subtrees that exist', () => {
    for (let newSize = 0; newSize <= 70; newSize += 1)
      for (let oldSize = 0; oldSize <= newSize; oldSize += 1) {
        const name = `${oldSize} to ${newSize}`;
        assert.deepEqual(
          verifyConsistency(claimConsistency(small, oldSize, newSize), hasher),
          { ok: true },
          name,
        );
        for (const { level, index } of listProofNodes(planConsistency(oldSize, newSize)))
          assert.ok(Number.isInteger(index) && (index + 1) * 2 ** level <= newSize, name);
      }
  });

  test('holds at any two sizes, and falls with any bit, size or hash that is not its own', () => {
    fc.assert(
      fc.property(pair, bit, ([oldSize, newSize], which) => {
        // The marked leaf is the last of the old tree, so that neighbouring sizes have other roots.
        const claim = claimConsistency(sparseTree(Math.max(oldSize - 1, 0)), oldSize, newSize);
        const holds = (change: Partial<typeof claim>) =>
          verifyConsistency({ ...claim, ...change }, hasher).ok;
        assert.ok(holds({}));
        assert.ok(!holds({ oldRoot: flip(claim.oldRoot, which) }));
        if (oldSize > 0) {
          assert.ok(!holds({ newRoot: flip(claim.newRoot, which) }));
          assert.ok(!holds({ oldSize: newSize }));
          assert.ok(!holds({ oldSize: oldSize - 1 }));
        }
        assert.ok(!holds({ newSize: oldSize - 1 }));
        for (const proof of spoil(claim.proof, which)) assert.ok(!holds({ proof }));
      }),
      { numRuns: 8 },
    );
  });

  test('no proof leads from one history to another', () => {
    const read = smallTree();
    const rewritten: HashReader = (level, index) => {
      if (level > 0) return hasher.node(rewritten(level - 1, 2 * index), rewritten(level - 1, 2 * index + 1));
      return index === 3 ? hasher.leaf(utf8('rewritten')) : read(0, index);
    };
    for (const [oldSize, newSize] of [
      [4, 9],
      [7, 9],
      [8, 16],
    ] as const) {
      const claim = { ...claimConsistency(rewritten, oldSize, newSize), oldRoot: rootOf(read, oldSize) };
      assert.ok(!verifyConsistency(claim, hasher).ok, `${oldSize} to ${newSize}`);
    }
  });

  test('says why it proves nothing', () => {
    const claim = claimConsistency(small, 6, 11);
    const why = (change: Partial<typeof claim>) => {
      const verdict = verifyConsistency({ ...claim, ...change }, hasher);
      return verdict.ok ? null : verdict.reason;
    };
    assert.equal(why({ newSize: 5 }), 'size-or-index-invalid');
    assert.equal(why({ oldSize: 1.5 }), 'size-or-index-invalid');
    assert.equal(why({ oldRoot: utf8('short') }), 'hash-not-32-bytes');
    assert.equal(why({ proof: [] }), 'proof-too-short');
    assert.equal(why({ proof: claim.proof.slice(0, -1) }), 'proof-too-short');
    assert.equal(why({ proof: [...claim.proof, EMPTY] }), 'proof-too-long');
    assert.equal(why({ oldRoot: EMPTY }), 'old-root-differs');
    assert.equal(why({ newRoot: EMPTY }), 'root-differs');
    assert.equal(why({ oldSize: 0 }), 'proof-too-long');
    assert.equal(why({ oldSize: 0, proof: [] }), 'old-root-differs');
    assert.equal(why({ oldSize: 11, proof: [] }), 'root-differs');
  });

  test('is not planned for a log that shrank, or an entry that is not there', () => {
    assert.throws(() => planConsistency(3, 2), RangeError);
    assert.throws(() => planInclusion(2, 2), RangeError);
    assert.throws(() => planInclusion(0, 2 ** 53), RangeError);
  });
});
