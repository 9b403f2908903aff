/** What a proof of filing proves, said without the log it is from. Source: C2SP tlog-proof; 40-ledger.md (Witnesses). */
import { readUtf8 } from '../../../kernel/bytes.ts';
import { isCanonicalEntry } from '../domain/entry-form.ts';
import { Malformed } from '../domain/malformed.ts';
import { judgeHead, type SignedHead, type Trusted } from '../domain/signed-head.ts';
import { parseTlogProof, verifyTlogProof } from '../domain/tlog-proof.ts';
import type { TreeHasher } from '../domain/tree-hasher.ts';
import type { VerifySignature } from '../domain/verify-note.ts';

/** What a proof says, and what is wrong with it. It proves what it says when there are no `faults`. */
export interface CheckedProof {
  readonly entry: { readonly id: string; readonly act: string; readonly at: string; readonly body: string };
  readonly index: number;
  readonly head: SignedHead;
  readonly faults: readonly string[];
}

function readEntry(bytes: Uint8Array): CheckedProof['entry'] {
  if (!isCanonicalEntry(bytes)) throw new Malformed('What the proof carries is not an entry of a ledger.');
  return JSON.parse(readUtf8(bytes) ?? '') as CheckedProof['entry'];
}

/** Checks a proof against a key and, where they are given, witnesses. Throws `Malformed` for a file that is no proof. */
export function checkProof(
  file: Uint8Array,
  trusted: Trusted,
  hasher: TreeHasher,
  verify: VerifySignature,
): CheckedProof {
  const proof = parseTlogProof(file);
  if (!proof.extra) throw new Malformed('This proof does not carry the entry that it is about.');
  const head = judgeHead(proof.note, proof.checkpoint, trusted, verify);
  const faults = head.doubt === null ? [] : [head.doubt];
  if (!verifyTlogProof(proof, proof.extra, hasher).ok)
    faults.push('The entry is not at that place in the log that the checkpoint was signed for.');
  return { entry: readEntry(proof.extra), index: proof.index, head, faults };
}
