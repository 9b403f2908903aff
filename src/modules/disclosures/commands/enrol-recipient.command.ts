/** Making the keys that disclosures are sealed to. Source: 70-disclosures.md 9.3. */

import { LONDON } from '../../../kernel/clock.ts';
import type { CommandContext, CommandResult } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { readBase64url } from '../domain/base64url.ts';
import { readInvitation } from '../domain/invitation.ts';
import { readHandle } from '../domain/passphrase.ts';
import { keyIdOf } from '../domain/roster-hash.ts';
import type { RecipientProofs, RecipientStore } from '../ports/recipients.ports.ts';

const dayIn = (at: Temporal.Instant) => at.toZonedDateTimeISO(LONDON).toPlainDate();

export interface Enrolment {
  readonly code: string;
  readonly handle: string;
  readonly salt: Uint8Array;
  readonly auth: Uint8Array;
  readonly wrapped: Uint8Array;
  readonly seal: Uint8Array;
  readonly sign: Uint8Array;
  /** Over the handle and both public keys: that they hold the private one. */
  readonly signature: Uint8Array;
}

/**
 * Keeps the public and the wrapped private keys of somebody who was invited. What makes them a recipient is the roster that the
 * guardians sign, not this. Gives the id of the keys.
 */
export function enrolRecipient(store: RecipientStore, proofs: RecipientProofs) {
  return async (tx: Tx, ctx: CommandContext, given: Enrolment): Promise<CommandResult<Uint8Array>> => {
    const code = readInvitation(given.code);
    const handle = readHandle(given.handle);
    const { seal, sign, salt, wrapped } = given;
    if (handle === null || !(await proofs.isAnswered(sign, given.signature, 'enrol', handle, seal, sign)))
      return refuse('disclosures.keys-wrong');
    if (code === null || !(await store.takeInvitation(tx, proofs.hashInvitation(code), dayIn(ctx.wall))))
      return refuse('disclosures.invitation', 'code');
    const name = keyIdOf(seal, sign);
    const keyId = readBase64url(name) ?? new Uint8Array();
    if (await store.findRecipient(tx, keyId)) return refuse('disclosures.keys-wrong');
    const authHash = proofs.hashAuth(given.auth);
    await store.saveRecipient(
      tx,
      { keyId, handle, sealKey: seal, signKey: sign, salt, authHash, wrapped },
      dayIn(ctx.now),
    );
    return {
      ok: true,
      value: keyId,
      entries: [
        {
          act: 'disclosures.recipient-enrolled',
          subject: { kind: 'configuration', id: 'disclosures.recipients' },
          body: { keyId: name },
        },
      ],
      events: [],
    };
  };
}
