import { join } from 'node:path';
import type { Config } from '../config.ts';
import { sessionCookieName } from '../kernel/access-check.ts';
import type { Actor } from '../kernel/actor.ts';
import { usualSetting } from '../kernel/signal-rules.ts';
import type { Tx } from '../kernel/tx.ts';
import { type AccessModule, createAccessModule, readPolicyFolder } from '../modules/access/index.ts';
import { countFoundSince } from '../modules/concerns/index.ts';
import type { DeclaredRoute } from '../platform/http/declare-routes.ts';
import type { Secrets } from '../platform/secrets.ts';
import { checkPassword, hashPassword } from '../platform/sessions/hash-password.ts';
import {
  codeAddress,
  makeCodeSecret,
  openCodeSecret,
  sealCodeSecret,
  stepOfCode,
} from '../platform/sessions/one-time-code.ts';
import { hashToken, makeToken, sameBytes } from '../platform/sessions/opaque-token.ts';
import { createOpenId } from '../platform/sessions/openid.ts';
import { createPasskeys } from '../platform/sessions/passkeys.ts';
import { proposalDuties } from './duties-ports.ts';
import type { Foundations } from './foundations.ts';

/** Where the access rules are. */
const POLICIES = join(import.meta.dirname, '../../policies');

/** Who stands how to which record: the views that rules and list filters share. */
const RELATIONS = {
  concern: ['concerns.relations', 'concerns.system_relations', 'concerns.further_relations'],
  pattern: ['concerns.pattern_relations'],
  attachment: ['concerns.attachment_relations'],
  opening: ['concerns.opening_relations'],
  erasure: ['concerns.erasure_relations'],
  person: ['concerns.record_relations'],
  thing: ['concerns.record_relations'],
  duty: ['duties.relations'],
} as const;

/**
 * Refuses to start a server with a route that no rule speaks of: it could let nobody in, or its name is spelt wrong.
 */
export function requireRules(declared: readonly DeclaredRoute[], access: AccessModule): void {
  for (const route of declared)
    if ('action' in route.access && !access.access.actions.has(route.access.action))
      throw new Error(`${route.method} ${route.url}: no rule in policies/ speaks of ${route.access.action}`);
}

/** Whether somebody may see the names of all who use Heed, by the rules, in a transaction that is open already. */
export const seesEverybody =
  ({ access }: AccessModule) =>
  async (tx: Tx, actor: Actor, at: Temporal.Instant): Promise<boolean> =>
    (await access.decideIn(tx, actor, 'access.see-names', null, at)).allowed;

/** Sign-in, sessions and the access rules, put together. */
export function composeAccess(
  on: Foundations,
  given: { readonly config: Config; readonly secrets: Secrets },
): AccessModule {
  const { config, secrets } = given;
  const secure = config.baseUrl?.startsWith('https:') ?? false;
  return createAccessModule({
    spine: on.spine,
    vault: on.vault,
    rules: readPolicyFolder(POLICIES),
    views: RELATIONS,
    proposalDuties,
    adapters: {
      tokens: { make: makeToken, hash: hashToken, same: sameBytes },
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
    openId: config.oidc && createOpenId(config.oidc),
    thumbprintHeader: null,
    cookies: {
      session: sessionCookieName(secure),
      signIn: secure ? '__Host-heed-sign-in' : 'heed-sign-in',
      secure,
    },
    localAccounts: config.localAccounts,
    demo: config.mode === 'demo',
    baseUrl: config.baseUrl,
    pepper: secrets.pepper,
    findings: {
      countSince: countFoundSince,
      usual: (rule) => (rule === 'repeat-warnings' ? config.pattern.incidents : usualSetting(rule).threshold),
    },
  });
}
