/**
 * The token of a receipt as a form carries it, in place of the words: where a script runs, the words stay in the page they were
 * typed on. Source: 70-disclosures.md 9.4 and 9.6; RFC 4648, section 5 (base64url); docs/decisions/1041.
 */

const MARK = 'token:';
const TOKEN_BYTES = 32;

/** 32 bytes as 43 characters of base64url. */
export function formatToken(token: Uint8Array): string {
  return btoa(String.fromCharCode(...token))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '');
}

/** What the field `receipt` holds instead of words: `token:` and 43 characters. */
export function formatReceiptToken(token: Uint8Array): string {
  return MARK + formatToken(token);
}

/** The 32 bytes that 43 characters stand for; `null` for anything else, and for a second spelling of the same bytes. */
export function readToken(text: string): Uint8Array | null {
  if (!/^[\w-]{43}$/.test(text)) return null;
  const bytes = Uint8Array.fromBase64(text, { alphabet: 'base64url', lastChunkHandling: 'loose' });
  return bytes.length === TOKEN_BYTES && formatToken(bytes) === text ? bytes : null;
}

/** True when the field holds a token, right or not, and no words: it is never shown to be corrected. */
export function isReceiptToken(text: string): boolean {
  return text.startsWith(MARK);
}

/** The token in the field `receipt`; `null` when there are words in it, or what is no token. */
export function readReceiptToken(text: string): Uint8Array | null {
  return isReceiptToken(text) ? readToken(text.slice(MARK.length)) : null;
}
