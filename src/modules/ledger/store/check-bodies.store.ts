import { sameBytes } from '../../../kernel/bytes.ts';
import { deriveKey, hmac, openBytes } from '../../../platform/crypto.ts';
import { BODY, COMMITMENT } from './append-entries.store.ts';

/** An entry with the body sealed beside it, and its record's key as it is kept; `null` once erased. */
export interface SealedEntry {
  readonly id: string;
  readonly entry: string;
  readonly subject: string;
  readonly body: Uint8Array;
  /** Whether the record is one that the ledger has a pseudonym for. */
  readonly refKnown: boolean;
  readonly wrapped: Uint8Array | null;
}

/** Whether the body is the one that the entry commits to; `null` where its key was erased and nobody can say. */
export type CheckBody = (entry: SealedEntry) => boolean | null;

interface BodyKeys {
  readonly wrapped: Uint8Array;
  readonly body: Uint8Array;
  readonly commitment: Uint8Array;
}

/**
 * Checks bodies under `wrappingKey`: one check for each tile, which remembers the keys of the records it met, since one record
 * has many entries in a row. Whoever has only the database can make no body that passes.
 */
export function createBodyCheck(wrappingKey: Uint8Array): CheckBody {
  const met = new Map<string, BodyKeys>();
  const keysOf = (subject: string, wrapped: Uint8Array): BodyKeys => {
    const known = met.get(subject);
    if (known && sameBytes(known.wrapped, wrapped)) return known;
    const key = openBytes(wrappingKey, wrapped, subject);
    const keys = { wrapped, body: deriveKey(key, BODY), commitment: deriveKey(key, COMMITMENT) };
    met.set(subject, keys);
    return keys;
  };
  return ({ id, entry, subject, body, refKnown, wrapped }) => {
    if (!refKnown) return false;
    if (!wrapped) return null;
    try {
      const keys = keysOf(subject, wrapped);
      const opened = openBytes(keys.body, body, id);
      const commitment = hmac(keys.commitment, opened).toString('hex');
      return entry.includes(`"body":"hmac-sha256:${commitment}"`);
    } catch {
      // AES-GCM opens nothing that was changed: that is the answer, not a failure.
      return false;
    }
  };
}
