import type { RecordRef } from '../../../kernel/entry.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { DamagedWords, type Vault } from '../../../kernel/vault.ts';
import { deriveKey, openBytes, sealBytes } from '../../../platform/crypto.ts';
import type { RecordKeys } from './record-keys.store.ts';

/** The vault over the ledger's record keys: words at rest live and die with their record's key (40-ledger.md). */
export function createVault(keys: RecordKeys): Vault {
  /** Keys for purposes, worked out once for each record's key: many facts of one person are sealed at a time. They live as long as it. */
  const derived = new WeakMap<Uint8Array, Map<string, Uint8Array>>();
  function purposeKey(key: Uint8Array, purpose: string): Uint8Array {
    const known = derived.get(key) ?? new Map<string, Uint8Array>();
    derived.set(key, known);
    const own = known.get(purpose) ?? deriveKey(key, purpose);
    known.set(purpose, own);
    return own;
  }

  async function keyOf(tx: Tx, subject: RecordRef): Promise<Uint8Array | null> {
    const [found] = await keys.get(tx, [subject]);
    return found?.key ?? null;
  }

  async function seal(
    tx: Tx,
    subject: RecordRef,
    purpose: string,
    plaintext: Uint8Array,
  ): Promise<Uint8Array> {
    const key = await keyOf(tx, subject);
    if (!key) throw new Error('vault: this record was erased');
    return sealBytes(purposeKey(key, purpose), plaintext, purpose);
  }

  async function open(
    tx: Tx,
    subject: RecordRef,
    purpose: string,
    sealed: Uint8Array,
  ): Promise<Uint8Array | null> {
    const key = await keyOf(tx, subject);
    if (!key) return null;
    try {
      return openBytes(purposeKey(key, purpose), sealed, purpose);
    } catch (error) {
      throw new DamagedWords(error);
    }
  }

  return {
    seal,
    open,
    sealJson: (tx, subject, purpose, value) =>
      seal(tx, subject, purpose, Buffer.from(JSON.stringify(value), 'utf8')),
    openJson: async <T>(tx: Tx, subject: RecordRef, purpose: string, sealed: Uint8Array) => {
      const bytes = await open(tx, subject, purpose, sealed);
      return bytes ? (JSON.parse(Buffer.from(bytes).toString('utf8')) as T) : null;
    },
    forget: (tx, subjects) => keys.forget(tx, subjects),
    listErased: async (tx, subjects) => {
      if (subjects.length === 0) return [];
      const found = await keys.get(tx, subjects);
      return subjects.filter((_, i) => found[i]?.key === null);
    },
    warm: async (tx, subjects) => {
      if (subjects.length > 0) await keys.get(tx, subjects);
    },
  };
}
