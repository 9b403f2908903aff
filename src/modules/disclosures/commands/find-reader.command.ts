/** Who somebody is to a disclosure: asked of the rows in the transaction that acts on it, so that nothing can come between. */
import type { EntryDraft } from '../../../kernel/entry.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { toBase64url } from '../domain/base64url.ts';
import type { Reader } from '../domain/standing.ts';
import type { ListedRecipient, ReadingPorts } from '../ports/reading.ports.ts';
import type { KeptReport } from '../ports.ts';
import { reportRef } from './keep-clocks.command.ts';

/** One disclosure and the keys of whoever acts on it. */
export interface ByReader {
  readonly id: string;
  readonly keyId: Uint8Array;
}

export interface FoundReader {
  readonly kept: KeptReport;
  readonly reader: Reader;
  readonly listed: ListedRecipient;
}

/**
 * Locks the disclosure and finds their place in it. Whoever it was not sealed to, is not asked, or stepped back hears the same as
 * about one that is not there.
 */
export async function findReader(
  ports: ReadingPorts,
  tx: Tx,
  { id, keyId }: ByReader,
  day: string,
): Promise<Outcome<FoundReader>> {
  const listed = await ports.findListed(tx, keyId, day);
  if (!listed) return refuse('disclosures.not-in-roster');
  const kept = await ports.store.lockReport(tx, id);
  const name = toBase64url(keyId);
  const reader = kept?.standing.readers.find((one) => one.keyId === name);
  if (!kept || !reader || reader.standing === 'held' || reader.standing === 'recused')
    return refuse('disclosures.unknown');
  return accept({ kept, reader, listed });
}

/** What happened, as the log of events keeps it: by which keys, and nothing else. */
export function eventBy(act: EntryDraft['act'], { id, keyId }: ByReader): EntryDraft {
  return { act, subject: reportRef(id), body: { keyId: toBase64url(keyId) } };
}
