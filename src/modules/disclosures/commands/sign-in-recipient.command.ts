/** Signing in by keys, and out. Source: 70-disclosures.md 9.3, 9.8; docs/decisions/1050. */

import { LONDON } from '../../../kernel/clock.ts';
import type { CommandContext, CommandResult } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { toBase64url } from '../domain/base64url.ts';
import type { RecipientPasskey } from '../domain/recipient.ts';
import type { RecipientProofs, RecipientStore } from '../ports/recipients.ports.ts';

function entry(act: EntryDraft['act'], keyId: Uint8Array): EntryDraft {
  return {
    act,
    subject: { kind: 'configuration', id: 'disclosures.recipients' },
    body: { keyId: toBase64url(keyId) },
  };
}

/** What whoever signed in is given: the cookie's secret, and the token that goes with each change. */
export interface SignedIn {
  readonly keyId: Uint8Array;
  readonly token: string;
  readonly csrf: string;
}

/**
 * Lets in whoever signed the challenge with their own key; ends sessions they had elsewhere. A challenge begins one session, however
 * often its answer is sent.
 */
export function signInRecipient(store: RecipientStore, proofs: RecipientProofs) {
  return async (
    tx: Tx,
    ctx: CommandContext,
    given: { readonly challenge: Uint8Array; readonly signature: Uint8Array },
  ): Promise<CommandResult<SignedIn>> => {
    const { challenge, signature } = given;
    const keyId = proofs.readChallenge(challenge, ctx.wall);
    const recipient = keyId && (await store.findRecipient(tx, keyId));
    if (!keyId || !recipient) return refuse('disclosures.challenge');
    if (!(await proofs.isAnswered(recipient.signKey, signature, challenge)))
      return refuse('disclosures.sign-in-wrong');
    const token = proofs.sessionToken(challenge);
    const csrf = proofs.makeToken();
    await store.endSessions(tx, keyId);
    const session = { hash: proofs.hashToken(token), keyId, csrf, beganAt: ctx.wall, seenAt: ctx.wall };
    if (!(await store.saveSession(tx, session))) return refuse('disclosures.challenge');
    await store.saveSeen(tx, keyId, ctx.now.toZonedDateTimeISO(LONDON).toPlainDate());
    const entries = [entry('disclosures.recipient-signed-in', keyId)] as const;
    return { ok: true, value: { keyId, token, csrf }, entries, events: [] };
  };
}

/** Ends their sessions, all of them. */
export function signOutRecipient(store: RecipientStore) {
  return async (tx: Tx, _ctx: CommandContext, keyId: Uint8Array): Promise<CommandResult<null>> => {
    await store.endSessions(tx, keyId);
    const entries = [entry('disclosures.recipient-signed-out', keyId)] as const;
    return { ok: true, value: null, entries, events: [] };
  };
}

/** Adds a passkey that unwraps the same keys. */
export function addRecipientPasskey(store: RecipientStore) {
  return async (tx: Tx, ctx: CommandContext, passkey: RecipientPasskey): Promise<CommandResult<null>> => {
    await store.savePasskey(tx, passkey, ctx.now.toZonedDateTimeISO(LONDON).toPlainDate());
    const entries = [entry('disclosures.recipient-passkey-added', passkey.keyId)] as const;
    return { ok: true, value: null, entries, events: [] };
  };
}

/** Takes a passkey of their own away: lost, or not theirs any more. */
export function removeRecipientPasskey(store: RecipientStore) {
  return async (
    tx: Tx,
    _ctx: CommandContext,
    given: { readonly keyId: Uint8Array; readonly credential: Uint8Array },
  ): Promise<CommandResult<null>> => {
    if (!(await store.deletePasskey(tx, given.keyId, given.credential)))
      return refuse('disclosures.passkey-wrong');
    const entries = [entry('disclosures.recipient-passkey-removed', given.keyId)] as const;
    return { ok: true, value: null, entries, events: [] };
  };
}
