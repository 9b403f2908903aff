/** Those who receive sealed disclosures: their door, beside every other and joined to none. */
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import {
  createReadingPorts,
  createRecipientFinder,
  createRecipientProofs,
  recipientRoutes,
} from '../modules/disclosures/index.ts';
import { deriveKey } from '../platform/crypto.ts';
import type { FindRecipient } from '../platform/http/guard-routes.ts';
import type { Secrets } from '../platform/secrets.ts';
import { createPasskeys } from '../platform/sessions/passkeys.ts';
import type { AssetNames } from '../ui/index.ts';
import { disclosureKeys, recipientSecret, type SealedSpine } from './sealed.ts';

const contactKey = ({ fileKey }: Pick<Secrets, 'fileKey'>) => deriveKey(fileKey, 'disclosures.contacts');

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
