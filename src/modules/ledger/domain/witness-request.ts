/** What a log sends a witness: where it was, where it is now, and the proof that it only grew. Source: C2SP tlog-witness (add-checkpoint). */
import { concatBytes, readUtf8, utf8 } from '../../../kernel/bytes.ts';
import { type Checkpoint, parseCheckpoint, parseHash } from './checkpoint.ts';
import { refuse } from './malformed.ts';
import { formatNote, MOST_NOTE_BYTES, parseNote, type SignedNote } from './signed-note.ts';
import { isTreeSize, parseDecimal } from './tree-size.ts';

/** The most hashes a proof has: one for each level of a tree of 2^63 leaves. */
export const MOST_PROOF_HASHES = 63;
/** "old ", sixteen digits, the hashes in base64, their newlines and an empty line: no more can come before the checkpoint. */
const MOST_HEAD_BYTES = 4 + 16 + 1 + MOST_PROOF_HASHES * 45 + 1;
export const MOST_REQUEST_BYTES = MOST_HEAD_BYTES + MOST_NOTE_BYTES;

/** A request as sent. `oldSize` is the size the log thinks this witness last cosigned; 0 when it does not know. */
export interface WitnessRequest {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly note: SignedNote;
}

/** The body of the request. Throws `RangeError` for what the format has no room for. */
export function formatWitnessRequest({ oldSize, proof, note }: WitnessRequest): Uint8Array {
  if (!isTreeSize(oldSize) || proof.length > MOST_PROOF_HASHES)
    throw new RangeError('a request has an old size and at most 63 hashes');
  const lines = [`old ${oldSize}`, ...proof.map((hash) => hash.toBase64()), '', ''];
  return concatBytes(utf8(lines.join('\n')), formatNote(note));
}

/** Reads the body of a request. Throws `Malformed` (answer it with status 400) for anything else; what comes out may still be a lie. */
export function parseWitnessRequest(body: Uint8Array): WitnessRequest & { readonly checkpoint: Checkpoint } {
  if (body.length > MOST_REQUEST_BYTES) refuse('The request is larger than any add-checkpoint request is.');
  const text = readUtf8(body);
  if (text === null) refuse('The request is not UTF-8 text.');
  const split = text.indexOf('\n\n');
  if (split === -1) refuse('The request has no empty line before the checkpoint.');
  const [old = '', ...hashes] = text.slice(0, split).split('\n');
  if (!old.startsWith('old ')) refuse('The request must begin with the old size.');
  if (hashes.length > MOST_PROOF_HASHES) refuse('The proof has more than 63 hashes.');
  const note = parseNote(utf8(text.slice(split + 2)));
  return {
    oldSize: parseDecimal(old.slice('old '.length)),
    proof: hashes.map(parseHash),
    note,
    checkpoint: parseCheckpoint(note.text),
  };
}
