/** Those who receive sealed disclosures: their door, beside every other and joined to none. */
import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import {
  createReadingPorts,
  createRecipientFinder,
  createRecipientProofs,
  recipientRoutes,
  tellWaiting,
} from '../modules/disclosures/index.ts';
import { deriveKey } from '../platform/crypto.ts';
import type { FindRecipient } from '../platform/http/guard-routes.ts';
import type { NoticeAdapter } from '../platform/mail/outgoing-notice.ts';
import type { Secrets } from '../platform/secrets.ts';
import { createPasskeys } from '../platform/sessions/passkeys.ts';
import type { AssetNames } from '../ui/index.ts';
import { disclosureKeys, recipientSecret, type SealedSpine } from './sealed.ts';

const contactKey = ({ fileKey }: Pick<Secrets, 'fileKey'>) => deriveKey(fileKey, 'disclosures.contacts');

/** Tells those for whom something is waiting, by mail that says no more. */
export function composeTellWaiting(
  { spine }: SealedSpine,
  secrets: Secrets,
  sender: NoticeAdapter,
): () => Promise<void> {
  const key = contactKey(secrets);
  const send = (to: string) => sender.send({ to, means: 'email', template: 'waiting', reference: null });
  return () => tellWaiting({ spine, key, send, chance: (below) => randomInt(below) });
}

export interface ComposedRecipients {
  readonly find: FindRecipient;
  routes(app: FastifyInstance, assets: AssetNames): void;
}

export function composeRecipients(
  { spine }: SealedSpine,
  {
    config,
    secrets,
    secure,
  }: { readonly config: Config; readonly secrets: Secrets; readonly secure: boolean },
): ComposedRecipients {
  const proofs = createRecipientProofs(recipientSecret(secrets));
  const { areaName, baseUrl } = config;
  return {
    find: createRecipientFinder({ spine, proofs, secure }),
    routes: (app, assets) =>
      recipientRoutes(
        app,
        {
          spine,
          proofs,
          contactKey: contactKey(secrets),
          passkeys: createPasskeys(),
          assets,
          areaName,
          secure,
          baseUrl,
        },
        createReadingPorts(disclosureKeys(secrets)),
      ),
  };
}
