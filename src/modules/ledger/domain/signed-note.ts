/**
 * Text with signatures under it, that people can read and programs check. Source: C2SP signed-note.
 * Reading a note says nothing about its signatures: `verify-note.ts` does.
 */
import { concatBytes, readBase64, readUtf8, utf8 } from '../../../kernel/bytes.ts';
import { refuse } from './malformed.ts';
import { isKeyName, KEY_ID_BYTES } from './verifier-key.ts';

/** Limits of Heed's own. The format wants at least 16 signatures accepted, of up to some 5 kB each. */
export const MOST_NOTE_BYTES = 262_144;
export const MOST_SIGNATURES = 64;
const MARK = '\u2014 ';

/** One signature line: which key is said to have signed (`keyId` is 4 bytes), and what it made. */
export interface NoteSignature {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** A note as it was read. `text` ends with a newline, and is what was signed. */
export interface SignedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** True for text a note can carry: ends with a newline, and holds no other control character below U+0020. */
export function isNoteText(text: string): boolean {
  return text.endsWith('\n') && text.isWellFormed() && !/[\x00-\x09\x0b-\x1f]/.test(text);
}

/** One signature line, newline and all. Throws `RangeError` for a name the format has no room for. */
export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  if (!isKeyName(name) || keyId.length !== KEY_ID_BYTES || signature.length === 0)
    throw new RangeError('not a signature that a note can carry');
  return `${MARK}${name} ${concatBytes(keyId, signature).toBase64()}\n`;
}

/** The note as bytes to keep or send. Throws `RangeError` unless there is 1 signature to 64, and the text is one a note can carry. */
export function formatNote(note: SignedNote): Uint8Array {
  const count = note.signatures.length;
  if (!isNoteText(note.text)) throw new RangeError('the text of a note ends with a newline');
  if (count === 0 || count > MOST_SIGNATURES) throw new RangeError('a note has 1 to 64 signatures');
  return utf8(`${note.text}\n${note.signatures.map(formatSignature).join('')}`);
}

function parseSignature(line: string): NoteSignature {
  const [name = '', base64 = '', ...more] = line.startsWith(MARK) ? line.slice(MARK.length).split(' ') : [];
  const bytes = readBase64(base64);
  if (more.length > 0 || !isKeyName(name) || !bytes || bytes.length <= KEY_ID_BYTES)
    refuse('A line under the note is not a signature: a dash, a name and base64.');
  return { name, keyId: bytes.slice(0, KEY_ID_BYTES), signature: bytes.slice(KEY_ID_BYTES) };
}

/** Reads signature lines by themselves, as a witness sends them. Throws `Malformed`. */
export function parseSignatures(text: string): readonly NoteSignature[] {
  const lines = text.split('\n');
  if (lines.pop() !== '' || lines.length === 0) refuse('Signature lines must each end with a newline.');
  if (lines.length > MOST_SIGNATURES) refuse('There are more signatures than the 64 that are read.');
  return lines.map(parseSignature);
}

/** Reads a note. Throws `Malformed` for what is too large, not UTF-8, or not text, an empty line and signature lines. */
export function parseNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > MOST_NOTE_BYTES) refuse('The note is larger than the 256 KiB that are read.');
  const whole = readUtf8(bytes);
  if (whole === null || !isNoteText(whole))
    refuse('The note is not plain UTF-8 text that ends with a newline.');
  const split = whole.lastIndexOf('\n\n');
  if (split === -1) refuse('The note has no empty line with signatures after it.');
  return { text: whole.slice(0, split + 1), signatures: parseSignatures(whole.slice(split + 2)) };
}
