/** The head of the log: whose it is, how many entries, which root. Source: C2SP tlog-checkpoint. It is the text of a signed note. */
import { readBase64 } from '../../../kernel/bytes.ts';
import { Malformed, refuse } from './malformed.ts';
import { isNoteText } from './signed-note.ts';
import { HASH_BYTES } from './tree-hasher.ts';
import { isTreeSize, parseDecimal } from './tree-size.ts';

/** A tree of the log: how many entries it has, and its root hash (32 bytes). */
export interface TreeHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** What the log signs. */
export interface Checkpoint extends TreeHead {
  /** The log's name, for good. */
  readonly origin: string;
  /** Further lines, kept as they are. Nobody vouches for what they say. */
  readonly extensions: readonly string[];
}

/** Reads one line as a hash. Throws `Malformed` unless it is the base64 of 32 bytes. */
export function parseHash(line: string): Uint8Array {
  const hash = readBase64(line);
  if (hash?.length !== HASH_BYTES)
    throw new Malformed('A line that should be a hash is not the base64 of 32 bytes.');
  return hash;
}

/** The checkpoint as the text of a note. Throws `RangeError` for a part that the format has no room for. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const lines = [origin, String(size), root.toBase64(), ...extensions];
  const text = `${lines.join('\n')}\n`;
  if (!isTreeSize(size) || root.length !== HASH_BYTES)
    throw new RangeError('a checkpoint has a size and a root');
  if (!isNoteText(text) || lines.some((line) => line === '' || line.includes('\n')))
    throw new RangeError('each part of a checkpoint is one line that is not empty');
  return text;
}

/** Reads the text of a note as a checkpoint. Throws `Malformed` for anything else. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  if (!isNoteText(text) || lines.pop() !== '' || lines.includes(''))
    refuse('A checkpoint is made of lines that are not empty.');
  const [origin, size, root, ...extensions] = lines;
  if (origin === undefined || size === undefined || root === undefined)
    refuse('A checkpoint has three lines or more: origin, size, root.');
  return { origin, size: parseDecimal(size), root: parseHash(root), extensions };
}
