/**
 * A proof of filing that fits on one page of text and can be checked years later without this log, or against it.
 * Source: C2SP tlog-proof.
 */
import { concatBytes, readBase64, readUtf8, utf8 } from '../../../kernel/bytes.ts';
import { type Checkpoint, parseCheckpoint, parseHash } from './checkpoint.ts';
import { type ProofVerdict, verifyInclusion } from './inclusion.ts';
import { refuse } from './malformed.ts';
import { formatNote, MOST_NOTE_BYTES, parseNote, type SignedNote } from './signed-note.ts';
import type { TreeHasher } from './tree-hasher.ts';
import { isTreeSize, parseDecimal } from './tree-size.ts';
import { MOST_PROOF_HASHES } from './witness-request.ts';

const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** Room for the longest entry there can be as extra data, and a proof and note of any length. */
export const MOST_PROOF_BYTES = MOST_NOTE_BYTES + 131_072;

/** The place of one entry in a signed tree. `extra` is vouched for by nobody: Heed puts the entry's bytes there. */
export interface TlogProof {
  readonly extra: Uint8Array | null;
  readonly index: number;
  /** From the sibling of the leaf up. */
  readonly hashes: readonly Uint8Array[];
  /** The checkpoint, with the signatures of the log and of witnesses. */
  readonly note: SignedNote;
}

/** The proof as a file. Throws `RangeError` for what the format has no room for. */
export function formatTlogProof({ extra, index, hashes, note }: TlogProof): Uint8Array {
  if (!isTreeSize(index) || hashes.length > MOST_PROOF_HASHES || extra?.length === 0)
    throw new RangeError('a proof has an index, at most 63 hashes, and no empty extra data');
  const lines = [
    FIRST_LINE,
    ...(extra ? [`extra ${extra.toBase64()}`] : []),
    `index ${index}`,
    ...hashes.map((hash) => hash.toBase64()),
    '',
    '',
  ];
  return concatBytes(utf8(lines.join('\n')), formatNote(note));
}

function parseExtra(line: string | undefined): Uint8Array | null {
  if (!line?.startsWith('extra ')) return null;
  const extra = readBase64(line.slice('extra '.length));
  if (!extra || extra.length === 0) refuse('The extra data of the proof is not base64.');
  return extra;
}

/** Reads such a file. Throws `Malformed` for anything else. What comes out is not checked: see `verifyTlogProof`, `verifyNote`. */
export function parseTlogProof(bytes: Uint8Array): TlogProof & { readonly checkpoint: Checkpoint } {
  if (bytes.length > MOST_PROOF_BYTES) refuse('The file is larger than any proof of filing is.');
  const text = readUtf8(bytes);
  if (text === null) refuse('The proof is not UTF-8 text.');
  const split = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(split, 0)).split('\n');
  if (lines.shift() !== FIRST_LINE) refuse('This is not a proof of filing of the kind tlog-proof@v1.');
  const extra = parseExtra(lines[0]);
  const [place = '', ...hashes] = extra ? lines.slice(1) : lines;
  if (!place.startsWith('index ')) refuse('The proof does not say the index of the entry.');
  if (hashes.length > MOST_PROOF_HASHES) refuse('The proof has more than 63 hashes.');
  const note = parseNote(utf8(text.slice(split + 2)));
  return {
    extra,
    index: parseDecimal(place.slice('index '.length)),
    hashes: hashes.map(parseHash),
    note,
    checkpoint: parseCheckpoint(note.text),
  };
}

/** Whether `entry` is where the proof says, in the tree of its checkpoint. Who signed that checkpoint is for `verifyNote` to say. */
export function verifyTlogProof(
  { index, hashes, checkpoint }: TlogProof & { readonly checkpoint: Checkpoint },
  entry: Uint8Array,
  hasher: TreeHasher,
): ProofVerdict {
  const { size, root } = checkpoint;
  return verifyInclusion({ index, size, leafHash: hasher.leaf(entry), root, proof: hashes }, hasher);
}
