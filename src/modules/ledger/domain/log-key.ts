/** The key that a log signs its checkpoints with. Source: C2SP tlog-checkpoint, signed-note (Ed25519). */
import { type Checkpoint, formatCheckpoint, type TreeHead } from './checkpoint.ts';
import { formatNote } from './signed-note.ts';
import type { VerifierKey } from './verifier-key.ts';

/** A log's name and key: `sign` makes 64 bytes of Ed25519 over a message and keeps the private half to itself. */
export interface LogKey {
  /** The log's name, for good: its first line in every checkpoint. */
  readonly origin: string;
  readonly verifier: VerifierKey;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/** A head as a signed checkpoint. The same head gives the same bytes whoever signs it: Ed25519 uses no chance. */
export function signHead({ origin, verifier, sign }: LogKey, head: TreeHead): Uint8Array {
  const checkpoint: Checkpoint = { ...head, origin, extensions: [] };
  const text = formatCheckpoint(checkpoint);
  const signature = sign(new TextEncoder().encode(text));
  return formatNote({ text, signatures: [{ name: verifier.name, keyId: verifier.id, signature }] });
}
