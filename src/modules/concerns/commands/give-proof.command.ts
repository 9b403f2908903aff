import type { Command } from '../../../kernel/command.ts';
import { concernRef } from '../domain/concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { findByComingBack } from './return-with-receipt.command.ts';

/**
 * Gives whoever holds the receipt the proof that a concern was received. It holds pseudonyms, a time and hashes: never a name,
 * a word of what was said, the reference, or whether a child is known. Refuses `concerns.receipt-unknown`, the same for every
 * reason, and `concerns.proof-not-ready`. By receipt only: a reference says which concern and opens nothing.
 */
export function giveProof(ports: ConcernsPorts): Command<{ readonly receipt: string }, Uint8Array> {
  return async (tx, _ctx, { receipt }) => {
    const loaded = await findByComingBack(ports, tx, { receipt });
    if (!loaded) return { ok: false, refusal: { code: 'concerns.receipt-unknown' } };
    const proof = await ports.proveReceived(tx, loaded.row.id);
    if (proof === 'not-yet') return { ok: false, refusal: { code: 'concerns.proof-not-ready' } };
    const subject = concernRef(loaded.row.id);
    return {
      ok: true,
      value: proof,
      entries: [{ act: 'concerns.proof-given', subject, body: {} }],
      events: [],
    };
  };
}
