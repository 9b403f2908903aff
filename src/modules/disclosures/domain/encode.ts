/**
 * How several things become one row of bytes and back, in one way only. Source: 70-disclosures.md 9.3 (canonical encoding of what
 * is bound to a ciphertext); what is signed, hashed or sealed together is written here, so that nothing can be read in two ways.
 * Each part is its length as four bytes, most significant first, and then itself.
 */
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';

/** A part: bytes, text as UTF-8, or a whole number below 2^32 as four bytes. */
export type Part = Uint8Array | string | number;

const HEAD = 4;

function u32(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) throw new RangeError('not a length');
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

/** Reads four bytes, most significant first. `at + 4` must lie within. */
export function readU32(bytes: Uint8Array, at = 0): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
}

function bytesOf(part: Part): Uint8Array {
  if (typeof part === 'string') return utf8(part);
  return typeof part === 'number' ? u32(part) : part;
}

/** All parts in one row of bytes. Throws `RangeError` for a number that is not a whole one below 2^32. */
export function encodeParts(...parts: readonly Part[]): Uint8Array {
  return concatBytes(
    ...parts.flatMap((part) => {
      const bytes = bytesOf(part);
      return [u32(bytes.length), bytes];
    }),
  );
}

/** The parts again, at most `most` of them; `null` unless the bytes are exactly some parts. */
export function decodeParts(bytes: Uint8Array, most: number): readonly Uint8Array[] | null {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (parts.length === most || bytes.length - at < HEAD) return null;
    const length = readU32(bytes, at);
    at += HEAD;
    if (length > bytes.length - at) return null;
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return parts;
}

/** Four bytes as a number, or `null` when they are not four. */
export function readNumber(part: Uint8Array | undefined): number | null {
  return part?.length === HEAD ? readU32(part) : null;
}
