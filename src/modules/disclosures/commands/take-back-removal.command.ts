/** Askings for a disclosure to be removed: which of them count. Source: 70-disclosures.md 9.8. */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ReadingPorts } from '../ports/reading.ports.ts';
import type { KeptReport } from '../ports.ts';

/** Keeps since when two organisations ask; nothing, where they are two no more. */
export async function countRemovals(
  { reading }: ReadingPorts,
  tx: Tx,
  { id, removal }: KeptReport,
  today: string,
): Promise<void> {
  const asks = await reading.listRemovals(tx, id);
  const organisations = new Set(
    asks.flatMap(({ organisation, kept }) => (kept === null ? organisation : [])),
  );
  await reading.saveRemovalDay(tx, id, organisations.size >= 2 ? (removal ?? today) : null);
}

/**
 * Takes one's own asking back: by one's word that it is to be kept, or that one has a part in it, after which one's asking can't count.
 * False where there is none that stands.
 */
export async function takeBackRemoval(
  ports: ReadingPorts,
  tx: Tx,
  kept: KeptReport,
  by: { readonly keyId: Uint8Array; readonly signature: Uint8Array },
  today: string,
): Promise<boolean> {
  const asks = await ports.reading.listRemovals(tx, kept.id);
  const own = asks.find((ask) => sameBytes(ask.keyId, by.keyId));
  if (!own || own.kept !== null) return false;
  await ports.reading.saveKept(tx, kept.id, by.keyId, by.signature, today);
  await countRemovals(ports, tx, kept, today);
  return true;
}
