/**
 * Bytes as text and back, strictly: what two programs could read in two ways is refused.
 * Source: RFC 4648, section 4 (base64); RFC 3629 (UTF-8).
 */

const encoder = new TextEncoder();
// `ignoreBOM` keeps a leading U+FEFF as a character, so that decoding and encoding again gives the same bytes.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of `text`. A lone surrogate becomes U+FFFD: ask `isWellFormed` first where that matters. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The text in these bytes, or `null` when they are not UTF-8. */
export function readUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/**
 * The bytes that base64 `text` stands for, or `null` unless it is their one standard spelling: padded, no white space, no
 * left-over bits. (`Uint8Array.fromBase64` alone skips white space.)
 */
export function readBase64(text: string): Uint8Array | null {
  try {
    const bytes = Uint8Array.fromBase64(text, { lastChunkHandling: 'strict' });
    return bytes.toBase64() === text ? bytes : null;
  } catch {
    return null;
  }
}

/** True when both hold the same bytes. Not in constant time: never for secrets. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** All parts, one after the other, in bytes of their own. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
