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

/** Checks bodies under `wrappingKey`. Whoever has only the database can make none that passes. */
export function createBodyCheck(wrappingKey: Uint8Array): CheckBody {
  return ({ id, entry, subject, body, refKnown, wrapped }) => {
    if (!refKnown) return false;
    if (!wrapped) return null;
    try {
      const key = openBytes(wrappingKey, wrapped, subject);
      const opened = openBytes(deriveKey(key, BODY), body, id);
      const commitment = hmac(deriveKey(key, COMMITMENT), opened).toString('hex');
      return entry.includes(`"body":"hmac-sha256:${commitment}"`);
    } catch {
      // AES-GCM opens nothing that was changed: that is the answer, not a failure.
      return false;
    }
  };
}
