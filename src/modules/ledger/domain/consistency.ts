/**
 * Checking that a log only grew. Source: RFC 9162, section 2.1.4.2. Never throws, whatever it is handed.
 * This is what a witness checks before it signs, and what a rewritten log cannot pass.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { ProofFault, ProofVerdict } from './inclusion.ts';
import { HASH_BYTES, type TreeHasher } from './tree-hasher.ts';
import { halve, isOdd, isPowerOfTwo, isTreeSize } from './tree-size.ts';

/** Two trees, of which the new one should begin with the old one. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

const wrong = (reason: ProofFault): ProofVerdict => ({ ok: false, reason });

/** The cases whose proof is empty: nothing before, or nothing since. */
function verifyWithoutProof(claim: ConsistencyClaim, hasher: TreeHasher): ProofVerdict {
  if (claim.proof.length > 0) return wrong('proof-too-long');
  if (claim.oldSize === 0 && !sameBytes(claim.oldRoot, hasher.emptyRoot)) return wrong('old-root-differs');
  if (claim.oldSize !== claim.newSize) return { ok: true };
  return sameBytes(claim.oldRoot, claim.newRoot) ? { ok: true } : wrong('root-differs');
}

/** Whether the tree of `newSize` and `newRoot` begins with the very leaves of the tree of `oldSize` and `oldRoot`. */
export function verifyConsistency(claim: ConsistencyClaim, hasher: TreeHasher): ProofVerdict {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  if (!isTreeSize(oldSize) || !isTreeSize(newSize) || oldSize > newSize)
    return wrong('size-or-index-invalid');
  if ([oldRoot, newRoot, ...proof].some((hash) => hash.length !== HASH_BYTES))
    return wrong('hash-not-32-bytes');
  if (oldSize === 0 || oldSize === newSize) return verifyWithoutProof(claim, hasher);

  // An old tree of 2^n leaves is itself a node of the new one, and the proof leaves its hash out.
  const [first, ...rest] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  if (first === undefined || proof.length === 0) return wrong('proof-too-short');
  let [node, last] = [oldSize - 1, newSize - 1];
  while (isOdd(node)) [node, last] = [halve(node), halve(last)];
  let [oldHash, newHash] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return wrong('proof-too-long');
    if (isOdd(node) || node === last) {
      oldHash = hasher.node(sibling, oldHash);
      newHash = hasher.node(sibling, newHash);
      while (!isOdd(node) && node !== 0) [node, last] = [halve(node), halve(last)];
    } else {
      newHash = hasher.node(newHash, sibling);
    }
    [node, last] = [halve(node), halve(last)];
  }
  if (last !== 0) return wrong('proof-too-short');
  if (!sameBytes(oldHash, oldRoot)) return wrong('old-root-differs');
  return sameBytes(newHash, newRoot) ? { ok: true } : wrong('root-differs');
}
