/** What a receipt's token opens: ciphertext from some place in the thread on, as much as one answer holds. Source: 9.6. */
import type { Query } from '../../../kernel/command.ts';
import { encodeThread, type Thread, type ThreadItem } from '../domain/reply.ts';
import type { ItemAct } from '../domain/thread.ts';
import type { DisclosurePorts, KeptItem } from '../ports.ts';
import { sha256 } from '../sealing/web-crypto.ts';

/** Bytes of items in one answer: with the page around them in base64 it stays below the largest size that answers have. */
const ROOM = 36_000;
const MOST = 12;

const toThreadItem =
  (ports: DisclosurePorts) =>
  async (item: KeptItem): Promise<ThreadItem> => ({
    ...item,
    act: item.act as ItemAct,
    proof: await ports.signStatement(item.hash, item.day),
  });

/** As many as there is room for; one at least. */
function fitting(items: readonly KeptItem[]): readonly KeptItem[] {
  let room = ROOM;
  return items.filter(({ sealed }, at) => {
    room -= sealed.length;
    return at === 0 || room >= 0;
  });
}

/** The thread as bytes (`domain/reply.ts`), or `null` for a token that opens nothing; which of the reasons is not told. */
export function followThread(
  ports: DisclosurePorts,
): Query<{ readonly token: Uint8Array; readonly from: number }, Uint8Array | null> {
  return async (tx, _ctx, { token, from }) => {
    const kept = await ports.store.findByLookup(tx, ports.lookup(await sha256(token)));
    if (!kept) return { ok: true, value: null, entries: [] };
    const [reporterKeys, [first], items, last] = await Promise.all([
      ports.store.readReporterKeys(tx, kept.id),
      ports.store.listItems(tx, kept.id, 'thread', 0, 1),
      ports.store.listItems(tx, kept.id, 'thread', Math.max(1, from), MOST),
      ports.store.findLast(tx, kept.id, 'thread'),
    ]);
    if (!first || !last) throw new Error('a disclosure without its first item');
    const { readers, escalated, closed, withdrawn, day } = kept.standing;
    const thread: Thread = {
      bound: kept.bound,
      day,
      reporterKeys,
      firstHash: first.hash,
      digest: kept.digest,
      proof: await ports.signStatement(kept.digest, day),
      total: last.seq + 1,
      standing: {
        readers: readers.map(({ keyId, role, standing }) => ({ keyId, role, standing })),
        escalated,
        closed,
        withdrawn,
        removal: kept.removal,
      },
      items: await Promise.all(fitting(items).map(toThreadItem(ports))),
    };
    return { ok: true, value: encodeThread(thread), entries: [] };
  };
}
