/**
 * A file in sealed parts. Source: 70-disclosures.md 9.15: a key of its own, the part's number as nonce, each part bound to its file,
 * its number, how many there are and whether it is the last; filled up by Padmé. The name is in the sealed body alone.
 */

import { utf8 } from '../../../kernel/bytes.ts';
import { encodeParts } from '../domain/encode.ts';
import { padmeSize } from '../domain/padding.ts';
import { web } from './web-crypto.ts';

/** Bytes of plaintext in a part. */
export const PART_BYTES = 4 * 1024 * 1024;
/** Largest file, in bytes. */
export const MOST_FILE_BYTES = 25 * 1024 * 1024;

/** How many parts a file of so many bytes is sent in. */
export function countParts(bytes: number): number {
  return Math.max(1, Math.ceil(padmeSize(bytes) / PART_BYTES));
}

async function fileKey(
  bodyKey: Uint8Array,
  file: Uint8Array,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey('raw', web(bodyKey), 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: web(file), info: web(utf8('heed file 1')) };
  return crypto.subtle.deriveKey(how, root, { name: 'AES-GCM', length: 256 }, false, [use]);
}

function partOf(report: Uint8Array, file: Uint8Array, part: number, total: number) {
  const iv = new Uint8Array(12);
  new DataView(iv.buffer).setUint32(8, part);
  const additionalData = encodeParts('heed part 1', report, file, part, total, part === total - 1 ? 1 : 0);
  return { name: 'AES-GCM', iv, additionalData: web(additionalData) };
}

/** Gives each sealed part in turn, so that a phone never holds the file twice. A file's id is never used for another file. */
export async function* sealFile(
  bodyKey: Uint8Array,
  report: Uint8Array,
  file: Uint8Array,
  content: Blob,
): AsyncGenerator<Uint8Array> {
  const key = await fileKey(bodyKey, file, 'encrypt');
  const size = padmeSize(content.size);
  const total = countParts(content.size);
  for (let part = 0; part < total; part += 1) {
    const from = part * PART_BYTES;
    const plain = new Uint8Array(Math.min(PART_BYTES, size - from));
    if (from < content.size)
      plain.set(new Uint8Array(await content.slice(from, from + plain.length).arrayBuffer()));
    yield new Uint8Array(await crypto.subtle.encrypt(partOf(report, file, part, total), key, plain));
  }
}

/** Opens all parts of a file of `bytes` bytes; `null` when one is missing, altered, out of its place, or of another file. */
export async function openFile(
  bodyKey: Uint8Array,
  report: Uint8Array,
  file: Uint8Array,
  parts: readonly Uint8Array[],
  bytes: number,
): Promise<Uint8Array | null> {
  if (parts.length !== countParts(bytes)) return null;
  const key = await fileKey(bodyKey, file, 'decrypt');
  const content = new Uint8Array(padmeSize(bytes));
  let at = 0;
  for (const [part, sealed] of parts.entries()) {
    const plain = await crypto.subtle
      .decrypt(partOf(report, file, part, parts.length), key, web(sealed))
      .catch(() => null);
    if (!plain || at + plain.byteLength > content.length) return null;
    content.set(new Uint8Array(plain), at);
    at += plain.byteLength;
  }
  return at === content.length && content.subarray(bytes).every((byte) => byte === 0)
    ? content.slice(0, bytes)
    : null;
}
