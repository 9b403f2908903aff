import type { Command } from '../../../kernel/command.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { type OpenIdClaims, SIGN_IN_MINUTES } from '../domain/proof.ts';
import type { SignInPorts } from '../ports.ts';
import { beginSession } from './begin-session.command.ts';
import { deriveNextStep, type NextStep } from './give-password.command.ts';
import type { SignedIn } from './give-second-factor.command.ts';

/** What the area's provider says of whoever came back, already verified against what was expected. */
export interface GivenOpenId {
  readonly claims: OpenIdClaims;
  readonly returnTo: string;
  readonly device: string;
}

/** Signed in; or known, but the provider asked for one factor only, so Heed asks for the second. */
export type OpenIdResult =
  | ({ readonly done: true } & SignedIn)
  | { readonly done: false; readonly token: string; readonly next: NextStep };

async function match(ports: SignInPorts, tx: Tx, claims: OpenIdClaims): Promise<AccountId | undefined> {
  const known = await ports.store.findIdentity(tx, claims.issuer, claims.subject);
  if (known) return known;
  // Only an address that the provider vouches for: else anybody could claim a director's.
  if (claims.email === null || !claims.emailVerified) return undefined;
  return (await ports.store.findAccountByEmail(tx, claims.email))?.id;
}

/**
 * Signs in by the area's OpenID provider: by issuer and subject, or the first time by verified e-mail, which binds the
 * two for good. Refuses somebody with no account.
 */
export const giveOpenId =
  (ports: SignInPorts): Command<GivenOpenId, OpenIdResult> =>
  async (tx, ctx, { claims, returnTo, device }) => {
    const id = await match(ports, tx, claims);
    const account = id && (await ports.store.findAccount(tx, id));
    if (!account || account.disabled) return refuse('access.no-account-for-you');
    if (!(await ports.store.findIdentity(tx, claims.issuer, claims.subject)))
      await ports.store.saveIdentity(tx, claims.issuer, claims.subject, account.id, ctx.wall);
    if (!claims.secondFactor) {
      const token = ports.tokens.make();
      const signIn = { account: account.id, stage: 'first-factor', expected: {}, returnTo } as const;
      const expiresAt = ctx.wall.add({ minutes: SIGN_IN_MINUTES });
      await ports.store.saveSignIn(tx, ports.tokens.hash(token), signIn, expiresAt, ctx.wall);
      const next = deriveNextStep(await ports.store.findProofs(tx, account.id));
      return {
        ok: true,
        value: { done: false, token, next },
        entries: [
          {
            act: 'access.first-factor-given',
            subject: { kind: 'account', id: account.id },
            body: { how: 'openid' },
          },
        ],
        events: [],
      };
    }
    const begun = await beginSession(ports, tx, ctx, { account: account.id, method: 'openid', device });
    if (!begun.ok) return begun;
    const { token, choosesHat, entry } = begun.value;
    return { ok: true, value: { done: true, token, returnTo, choosesHat }, entries: [entry], events: [] };
  };
