/**
 * What Heed signs when something sealed arrives: that exactly this was there on this day, and no time. Source: 70-disclosures.md
 * 9.5 (a constant-size signed statement), 9.10 (proof of disclosure and of its date).
 */

import { readUtf8 } from '../../../kernel/bytes.ts';
import { decodeParts, encodeParts } from './encode.ts';

/** `digest`: SHA-256 of what arrived, 32 bytes; `day`: `YYYY-MM-DD`; `signature`: 64 bytes over `heed statement 1`, digest, day. */
export interface Statement {
  readonly digest: Uint8Array;
  readonly day: string;
  readonly signature: Uint8Array;
}

/** The statement as it travels. */
export function encodeStatement({ digest, day, signature }: Statement): Uint8Array {
  return encodeParts('heed statement 1', digest, day, signature);
}

/** Reads one; `null` for whatever is not. */
export function decodeStatement(bytes: Uint8Array): Statement | null {
  const [version, digest, day, signature] = decodeParts(bytes, 4) ?? [];
  if (!version || readUtf8(version) !== 'heed statement 1' || digest?.length !== 32) return null;
  const date = day ? readUtf8(day) : null;
  if (date === null || !/^\d{4}-\d\d-\d\d$/.test(date) || signature?.length !== 64) return null;
  return { digest, day: date, signature };
}
