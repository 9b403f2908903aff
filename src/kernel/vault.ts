import type { RecordRef } from './entry.ts';
import type { Tx } from './tx.ts';

/** Sealed words that don't open with their own key: altered, cut short, or another's. */
export class DamagedWords extends Error {
  constructor(cause: unknown) {
    super('sealed words do not open: they were altered or cut short', { cause });
  }
}

/**
 * Keeps words at rest sealed under the key of the record they belong to, so that erasing that one key erases them
 * everywhere, old backups included (40-ledger.md). AES-256-GCM; key by HKDF from the record's own random key.
 */
export interface Vault {
  /** Seals `plaintext` for `subject`; `purpose` ("concerns.told") separates keys and must be given again to open. */
  seal(tx: Tx, subject: RecordRef, purpose: string, plaintext: Uint8Array): Promise<Uint8Array>;
  /** Opens what `seal` gave; `null` when the record's key has been erased. Throws `DamagedWords` if the bytes were altered. */
  open(tx: Tx, subject: RecordRef, purpose: string, sealed: Uint8Array): Promise<Uint8Array | null>;
  /** Seals a JSON value. */
  sealJson(tx: Tx, subject: RecordRef, purpose: string, value: unknown): Promise<Uint8Array>;
  /** Opens a JSON value; `null` when erased. */
  openJson<T>(tx: Tx, subject: RecordRef, purpose: string, sealed: Uint8Array): Promise<T | null>;
  /** Lets go of keys that were destroyed in this transaction: from here on these records are erased for it as well. */
  forget(tx: Tx, subjects: readonly RecordRef[]): void;
  /** Those of these records whose key has been erased: nothing more can be sealed for them. One statement. */
  listErased(tx: Tx, subjects: readonly RecordRef[]): Promise<readonly RecordRef[]>;
  /** Reads many records' keys in one round trip; call before opening a list. */
  warm(tx: Tx, subjects: readonly RecordRef[]): Promise<void>;
}
