/** The ledger's only face: the append port, and the vault over its per-record keys. */
import type { LedgerAppend } from '../../kernel/ledger-port.ts';
import type { Vault } from '../../kernel/vault.ts';
import { createLedgerAppend } from './store/append-entries.store.ts';
import { createRecordKeys } from './store/record-keys.store.ts';
import { createVault } from './store/vault.store.ts';

export { type LedgerLook, type LooksWanted, listLooks } from './store/list-looks.store.ts';
export { listRecordsOpened } from './store/opened-records.store.ts';

/** Builds the ledger over `wrappingKey` (32 bytes, from a file or key service, never from the database). */
export function createLedger(wrappingKey: Uint8Array): {
  readonly append: LedgerAppend;
  readonly vault: Vault;
} {
  const keys = createRecordKeys(wrappingKey);
  return { append: createLedgerAppend(keys), vault: createVault(keys) };
}
