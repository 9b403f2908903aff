import { join } from 'node:path';
import type { Config } from '../config.ts';
import { sessionCookieName } from '../kernel/access-check.ts';
import { type AccessModule, createAccessModule, readPolicyFolder } from '../modules/access/index.ts';
import type { Secrets } from '../platform/secrets.ts';
import { checkPassword, hashPassword } from '../platform/sessions/hash-password.ts';
import {
  codeAddress,
  makeCodeSecret,
  openCodeSecret,
  sealCodeSecret,
  stepOfCode,
} from '../platform/sessions/one-time-code.ts';
import { hashToken, makeToken } from '../platform/sessions/opaque-token.ts';
import { createPasskeys } from '../platform/sessions/passkeys.ts';
import type { Frame } from '../ui/index.ts';
import type { Foundations } from './foundations.ts';

/** Where the access rules are. */
const POLICIES = join(import.meta.dirname, '../../policies');

/** Sign-in, sessions and the access rules, put together. */
export function composeAccess(
  on: Foundations,
  given: { readonly config: Config; readonly secrets: Secrets; readonly frame: Frame },
): AccessModule {
  const { config, secrets, frame } = given;
  const secure = config.baseUrl?.startsWith('https:') ?? false;
  return createAccessModule({
    spine: on.spine,
    vault: on.vault,
    frame,
    rules: readPolicyFolder(POLICIES),
    views: { concern: 'concerns.relations' },
    adapters: {
      tokens: { make: makeToken, hash: hashToken },
      passwords: { hash: hashPassword, check: checkPassword },
      codes: {
        makeSecret: makeCodeSecret,
        address: codeAddress,
        stepOf: stepOfCode,
        seal: (secret, owner) => sealCodeSecret(secrets.totpKey, secret, owner),
        open: (sealed, owner) => openCodeSecret(secrets.totpKey, sealed, owner),
      },
      passkeys: createPasskeys(),
    },
    openId: null,
    cookies: {
      session: sessionCookieName(secure),
      signIn: secure ? '__Host-heed-sign-in' : 'heed-sign-in',
      secure,
    },
    localAccounts: config.localAccounts,
    demo: config.mode === 'demo',
    baseUrl: config.baseUrl,
    pepper: secrets.pepper,
  });
}
