import { LONDON } from '../../../kernel/clock.ts';
import { runCommand } from '../../../platform/run-command.ts';
import type { Spine } from '../../../platform/transaction.ts';
import { toBase64url } from '../domain/base64url.ts';
import { listWaiting, saveNotified } from './contacts.store.ts';

export interface TellWaiting {
  readonly spine: Spine;
  /** Opens where they are told. */
  readonly key: Uint8Array;
  /** Says there that something is waiting, and never what. */
  send(address: string): Promise<void>;
  /** Whole number from 0 below `below`, by chance. */
  chance(below: number): number;
}

/** Of rounds every five minutes, in which one who is to be told is told: on average a quarter of an hour after it came (9.13). */
const ONE_IN = 3;

/**
 * Tells those for whom something is waiting, each at a moment of chance, so that who sees the mail pass can't tell when it came. Sent
 * first and noted after: told twice is better than not at all. One that fails keeps nobody else from being told; it is thrown at the end.
 */
export async function tellWaiting({ spine, key, send, chance }: TellWaiting): Promise<void> {
  const today = spine.clock.domain().toZonedDateTimeISO(LONDON).toPlainDate();
  const failed: unknown[] = [];
  for (const { keyId, address } of await listWaiting(spine.db, key, today)) {
    if (chance(ONE_IN) > 0) continue;
    try {
      await send(address);
      await runCommand(spine, { actor: { kind: 'engine' }, basis: null }, async (tx) => {
        await saveNotified(tx, keyId, today);
        const subject = { kind: 'configuration', id: 'disclosures.recipients' } as const;
        const body = { keyId: toBase64url(keyId) };
        return {
          ok: true,
          value: null,
          entries: [{ act: 'disclosures.told-waiting', subject, body }],
          events: [],
        };
      });
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
}
