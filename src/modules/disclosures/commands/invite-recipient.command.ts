/** Letting one person make the keys that disclosures are sealed to: at the word of whoever runs Heed, who learns nothing by it. */

import { LONDON } from '../../../kernel/clock.ts';
import type { Command } from '../../../kernel/command.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { INVITATION_DAYS, readInvitation, showInvitation } from '../domain/invitation.ts';
import type { RecipientProofs } from '../ports/recipients.ports.ts';

export interface InvitationStore {
  saveInvitation(tx: Tx, hash: Uint8Array, expires: Temporal.PlainDate): Promise<void>;
}

/** Keeps the hash of a new code and gives the code, once. `chance`: ten random bytes. */
export function inviteRecipient(
  store: InvitationStore,
  proofs: Pick<RecipientProofs, 'hashInvitation'>,
): Command<Uint8Array, { readonly code: string; readonly expires: string }> {
  return async (tx, ctx, chance) => {
    const code = showInvitation(chance);
    const expires = ctx.wall.toZonedDateTimeISO(LONDON).toPlainDate().add({ days: INVITATION_DAYS });
    await store.saveInvitation(tx, proofs.hashInvitation(readInvitation(code) ?? ''), expires);
    const subject = { kind: 'configuration', id: 'disclosures.recipients' } as const;
    return {
      ok: true,
      value: { code, expires: expires.toString() },
      entries: [{ act: 'disclosures.recipient-invited', subject, body: {} }],
      events: [],
    };
  };
}
