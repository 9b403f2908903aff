/**
 * Signing in without an account of Heed's. Source: 70-disclosures.md 9.3, 9.8; docs/decisions/1050. The browser works out from the
 * passphrase what it shows and what it unwraps with; the server learns the first and keeps an HMAC of it.
 */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../../../../platform/http/answer-errors.ts';
import { limitTo } from '../../../../platform/http/limit-rates.ts';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import { enrolRecipient } from '../../commands/enrol-recipient.command.ts';
import { signInRecipient, signOutRecipient } from '../../commands/sign-in-recipient.command.ts';
import { toBase64url } from '../../domain/base64url.ts';
import { readHandle } from '../../domain/passphrase.ts';
import { countGuess, forgetGuesses } from '../../store/recipient-guesses.store.ts';
import { findByHandle, recipientStore } from '../../store/recipients.store.ts';
import {
  BY_KEYS,
  bytes,
  type RecipientsWeb,
  recipientOf,
  setRecipientCookie,
} from './recipients-web.routes.ts';

const handle = z.string().max(60);
const rateLimit = limitTo(120, 5);
/** Private keys as they are wrapped: 64 bytes, salt and tag. */
export const WRAPPED = 96;

/** Enrolling, signing in, signing out. */
export function recipientSignInRoutes(server: FastifyInstance, web: RecipientsWeb): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { spine, proofs } = web;
  const enrol = enrolRecipient(recipientStore, proofs);
  const signIn = signInRecipient(recipientStore, proofs);
  const signOut = signOutRecipient(recipientStore);

  app.post(
    '/recipients/api/enrol',
    {
      config: {
        access: { public: 'whoever was given an invitation makes their keys' },
        records: { nothing: 'kept in the sealed events of their own' },
        rateLimit,
      },
      schema: {
        hide: true,
        body: z.object({
          code: z.string().max(60),
          handle,
          salt: bytes(16),
          auth: bytes(32),
          wrapped: bytes(WRAPPED),
          seal: bytes(65),
          sign: bytes(32),
          signature: bytes(64),
        }),
      },
    },
    async (request) => {
      const { body } = request;
      const keyId = valueOrRefuse(await runCommand(spine, BY_KEYS, (tx, ctx) => enrol(tx, ctx, body)));
      return { keyId: toBase64url(keyId) };
    },
  );

  app.post(
    '/recipients/api/salt',
    {
      config: {
        access: { public: 'signing in by keys' },
        records: { nothing: 'a handle nobody has is answered the same' },
        rateLimit,
      },
      schema: { hide: true, body: z.object({ handle }) },
    },
    async (request) => {
      const named = readHandle(request.body.handle) ?? request.body.handle;
      const found = await findByHandle(spine.db, named);
      return { salt: toBase64url(found?.salt ?? proofs.fakeSalt(named)) };
    },
  );

  app.post(
    '/recipients/api/unlock',
    {
      config: {
        access: { public: 'signing in by keys' },
        records: { nothing: 'what it gives opens only in their browser; signing in is what is recorded' },
        rateLimit,
      },
      schema: { hide: true, body: z.object({ handle, auth: bytes(32) }) },
    },
    async (request) => {
      const named = readHandle(request.body.handle) ?? request.body.handle;
      const about = proofs.guessKey(named);
      const wall = spine.clock.wall();
      if (!(await countGuess(spine.db, about, wall)))
        throw new RefusedRequest({ code: 'disclosures.sign-in-wait' });
      const found = await findByHandle(spine.db, named);
      // As much is worked out for a handle that nobody has.
      const right = proofs.isAuth(request.body.auth, found?.authHash ?? proofs.hashAuth(new Uint8Array()));
      if (!found || !right) throw new RefusedRequest({ code: 'disclosures.sign-in-wrong' });
      await forgetGuesses(spine.db, about);
      return {
        keyId: toBase64url(found.keyId),
        seal: toBase64url(found.sealKey),
        wrapped: toBase64url(found.wrapped),
        challenge: toBase64url(proofs.makeChallenge(found.keyId, wall)),
      };
    },
  );

  app.post(
    '/recipients/api/sign-in',
    {
      config: {
        access: { public: 'signing in by keys' },
        records: { nothing: 'kept in the sealed events of their own' },
        rateLimit,
      },
      schema: { hide: true, body: z.object({ challenge: bytes(1, 200), signature: bytes(64) }) },
    },
    async (request, reply) => {
      const { body } = request;
      const done = valueOrRefuse(await runCommand(spine, BY_KEYS, (tx, ctx) => signIn(tx, ctx, body)));
      setRecipientCookie(reply, web, done.token);
      return { csrf: done.csrf };
    },
  );

  app.post(
    '/recipients/api/sign-out',
    {
      config: {
        access: { recipient: 'ends their own session' },
        records: { nothing: 'kept in the sealed events of their own' },
      },
      schema: { hide: true },
    },
    async (request, reply) => {
      const { keyId } = recipientOf(request);
      valueOrRefuse(await runCommand(spine, BY_KEYS, (tx, ctx) => signOut(tx, ctx, keyId)));
      setRecipientCookie(reply, web, '');
      return { ok: true };
    },
  );
}
