/** Checking that an entry is in the log. Source: RFC 9162, section 2.1.3.2. Never throws, whatever it is handed. */
import { sameBytes } from '../../../kernel/bytes.ts';
import { HASH_BYTES, type TreeHasher } from './tree-hasher.ts';
import { halve, isOdd, isTreeSize } from './tree-size.ts';

/** Why a proof proves nothing. */
export type ProofFault =
  | 'size-or-index-invalid'
  | 'hash-not-32-bytes'
  | 'proof-too-short'
  | 'proof-too-long'
  | 'old-root-differs'
  | 'root-differs';

export type ProofVerdict = { readonly ok: true } | { readonly ok: false; readonly reason: ProofFault };

/** A leaf's place, and the root of the tree it should be in. Sizes and indexes count leaves; hashes are 32 bytes. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the proof leads from the leaf at `index` to `root` in a tree of exactly `size` leaves. */
export function verifyInclusion(claim: InclusionClaim, hasher: TreeHasher): ProofVerdict {
  const { index, size, leafHash, root, proof } = claim;
  const wrong = (reason: ProofFault): ProofVerdict => ({ ok: false, reason });
  if (!isTreeSize(index) || !isTreeSize(size) || index >= size) return wrong('size-or-index-invalid');
  if ([leafHash, root, ...proof].some((hash) => hash.length !== HASH_BYTES))
    return wrong('hash-not-32-bytes');
  let [node, last] = [index, size - 1];
  let hash = leafHash;
  for (const sibling of proof) {
    if (last === 0) return wrong('proof-too-long');
    if (isOdd(node) || node === last) {
      hash = hasher.node(sibling, hash);
      // The last node of a level may have no sibling for some levels: it is passed up as it is.
      while (!isOdd(node) && node !== 0) [node, last] = [halve(node), halve(last)];
    } else {
      hash = hasher.node(hash, sibling);
    }
    [node, last] = [halve(node), halve(last)];
  }
  if (last !== 0) return wrong('proof-too-short');
  return sameBytes(hash, root) ? { ok: true } : wrong('root-differs');
}
