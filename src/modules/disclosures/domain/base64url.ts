/**
 * Bytes as URL-safe base64 without padding (RFC 4648, section 5), on phones that are five years old too: they know neither
 * `Uint8Array.fromBase64` nor `toBase64`.
 */

/** Longest piece that is handed to `String.fromCharCode` at once: each byte is an argument. */
const PIECE = 8_192;

/** The text of these bytes. */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The bytes of this text, or `null` unless it is their one spelling. */
export function readBase64url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(plain.length);
  for (let at = 0; at < plain.length; at += 1) bytes[at] = plain.charCodeAt(at);
  return toBase64url(bytes) === text ? bytes : null;
}
