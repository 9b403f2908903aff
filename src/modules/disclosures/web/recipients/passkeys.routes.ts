/**
 * Passkeys in place of a passphrase: they prove who it is and give, by WebAuthn's `prf` extension, a secret that only they give and
 * that the keys are wrapped under once more. Source: 70-disclosures.md 9.3.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../../../../platform/http/answer-errors.ts';
import { limitTo } from '../../../../platform/http/limit-rates.ts';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import type { KeptPasskey } from '../../../../platform/sessions/passkeys.ts';
import { addRecipientPasskey, removeRecipientPasskey } from '../../commands/sign-in-recipient.command.ts';
import { readBase64url, toBase64url } from '../../domain/base64url.ts';
import type { RecipientPasskey } from '../../domain/recipient.ts';
import { findPasskey, listPasskeys, saveCounter } from '../../store/passkeys.store.ts';
import { findRecipient, recipientStore } from '../../store/recipients.store.ts';
import { BY_KEYS, bytes, type RecipientsWeb, recipientOf } from './recipients-web.routes.ts';
import { WRAPPED } from './sign-in.routes.ts';

const refused = () => new RefusedRequest({ code: 'disclosures.passkey-wrong' });
const answered = z.object({ ticket: bytes(1, 600), answer: z.record(z.string(), z.unknown()) });

/** As the WebAuthn library takes one. */
function toKept(passkey: RecipientPasskey): KeptPasskey {
  const { credential, publicKey, counter, transports } = passkey;
  return { credential: toBase64url(credential), publicKey, counter, transports };
}

/** Unlocking by passkey, adding one, taking one away. */
export function recipientPasskeyRoutes(server: FastifyInstance, web: RecipientsWeb): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { spine, proofs, passkeys } = web;
  const originOf = (request: FastifyRequest) =>
    web.baseUrl === null ? `${request.protocol}://${request.host}` : new URL(web.baseUrl).origin;
  const own = { nothing: 'kept in the sealed events of their own' };
  const rateLimit = limitTo(120, 5);
  const add = addRecipientPasskey(recipientStore);
  const remove = removeRecipientPasskey(recipientStore);

  /** The challenge that a ticket carried here and back. */
  function challengeOf(ticket: Uint8Array): string {
    const challenge = proofs.readTicket(ticket, spine.clock.wall());
    if (challenge === null) throw new RefusedRequest({ code: 'disclosures.challenge' });
    return challenge;
  }

  app.post(
    '/recipients/api/passkey/begin',
    {
      config: {
        access: { public: 'signing in by keys' },
        records: { nothing: 'gives a browser something to sign' },
        rateLimit,
      },
      schema: { hide: true },
    },
    async (request) => {
      const { options, challenge } = await passkeys.askToUse(originOf(request));
      return { options, ticket: toBase64url(proofs.makeTicket(challenge, spine.clock.wall())) };
    },
  );

  app.post(
    '/recipients/api/passkey/unlock',
    {
      config: {
        access: { public: 'signing in by keys' },
        records: { nothing: 'what it gives opens only in their browser; signing in is what is recorded' },
        rateLimit,
      },
      schema: { hide: true, body: answered },
    },
    async (request) => {
      const { ticket, answer } = request.body;
      const challenge = challengeOf(ticket);
      const credential = readBase64url(passkeys.credentialOf(answer) ?? '');
      const found = credential?.length ? await findPasskey(spine.db, credential) : undefined;
      if (!found) throw refused();
      const counter = await passkeys.readUsed(originOf(request), answer, challenge, toKept(found));
      if (counter === null) throw refused();
      const recipient = await findRecipient(spine.db, found.keyId);
      if (!recipient) throw refused();
      await saveCounter(spine.db, found.credential, counter);
      return {
        keyId: toBase64url(found.keyId),
        seal: toBase64url(recipient.sealKey),
        wrapped: toBase64url(found.wrapped),
        challenge: toBase64url(proofs.makeChallenge(found.keyId, spine.clock.wall())),
      };
    },
  );

  app.get(
    '/recipients/api/passkeys',
    { config: { access: { recipient: 'their own passkeys' }, records: own }, schema: { hide: true } },
    async (request) => {
      const kept = await listPasskeys(spine.db, recipientOf(request).keyId);
      return {
        passkeys: kept.map(({ credential, made }) => ({
          id: toBase64url(credential),
          made: made.toString(),
        })),
      };
    },
  );

  app.post(
    '/recipients/api/passkeys/begin',
    { config: { access: { recipient: 'their own passkeys' }, records: own }, schema: { hide: true } },
    async (request) => {
      const { keyId } = recipientOf(request);
      const existing = await listPasskeys(spine.db, keyId);
      const name = (await findRecipient(spine.db, keyId))?.handle ?? 'recipient';
      const account = { id: toBase64url(keyId), email: name, name };
      const { options, challenge } = await passkeys.askToMake(
        originOf(request),
        account,
        existing.map(toKept),
      );
      return { options, ticket: toBase64url(proofs.makeTicket(challenge, spine.clock.wall())) };
    },
  );

  app.post(
    '/recipients/api/passkeys',
    {
      config: { access: { recipient: 'their own passkeys' }, records: own },
      schema: { hide: true, body: answered.extend({ prfSalt: bytes(32), wrapped: bytes(WRAPPED) }) },
    },
    async (request) => {
      const { ticket, answer, prfSalt, wrapped } = request.body;
      const made = await passkeys.readMade(originOf(request), answer, challengeOf(ticket));
      const credential = made && readBase64url(made.credential);
      if (!made || !credential) throw refused();
      const { publicKey, counter, transports } = made;
      const { keyId } = recipientOf(request);
      const passkey = { credential, keyId, publicKey, counter, transports, prfSalt, wrapped };
      valueOrRefuse(await runCommand(spine, BY_KEYS, (tx, ctx) => add(tx, ctx, passkey)));
      return { ok: true };
    },
  );

  app.post(
    '/recipients/api/passkeys/remove',
    {
      config: { access: { recipient: 'their own passkeys' }, records: own },
      schema: { hide: true, body: z.object({ id: bytes(1, 1500) }) },
    },
    async (request) => {
      const given = { keyId: recipientOf(request).keyId, credential: request.body.id };
      valueOrRefuse(await runCommand(spine, BY_KEYS, (tx, ctx) => remove(tx, ctx, given)));
      return { ok: true };
    },
  );
}
