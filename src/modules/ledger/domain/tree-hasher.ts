/**
 * The three hashes of a Merkle tree. Source: RFC 6962 and RFC 9162, section 2.1.1: a leaf is SHA-256(0x00 || data), a node
 * SHA-256(0x01 || left || right), the empty tree SHA-256(""). The first byte keeps a leaf from passing for a node.
 */

/** SHA-256 of `data`: 32 fresh bytes. Must have read `data` when it returns: the caller uses those bytes again. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

export const HASH_BYTES = 32;

/** Hashes leaves and nodes. One hasher belongs to one run of synchronous code: it works in a piece of memory of its own. */
export interface TreeHasher {
  /** The root of the tree without leaves. */
  readonly emptyRoot: Uint8Array;
  leaf(data: Uint8Array): Uint8Array;
  node(left: Uint8Array, right: Uint8Array): Uint8Array;
}

/** A hasher over `sha256` that copies into the same memory each time, because the verifier makes twenty million hashes. */
export function createTreeHasher(sha256: Sha256): TreeHasher {
  const pair = new Uint8Array(1 + 2 * HASH_BYTES);
  pair[0] = 1;
  let single = new Uint8Array(1024);
  return {
    emptyRoot: sha256(new Uint8Array(0)),
    leaf(data) {
      if (data.length >= single.length) single = new Uint8Array(data.length + 1);
      single.set(data, 1);
      return sha256(single.subarray(0, data.length + 1));
    },
    node(left, right) {
      // Shorter hashes would let what is left over from the last pair into this one.
      if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
        throw new RangeError('a hash is 32 bytes');
      pair.set(left, 1);
      pair.set(right, 1 + HASH_BYTES);
      return sha256(pair);
    },
  };
}
