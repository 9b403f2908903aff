import type { Command } from '../../../kernel/command.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import type { Account } from '../domain/organisation.ts';
import { type Proofs, SIGN_IN_MINUTES } from '../domain/proof.ts';
import type { SignInPorts } from '../ports.ts';
import { entryForRefusedSignIn } from './begin-session.command.ts';

/** What the password turned out to be; it was checked before, because checking is slow on purpose. */
export interface GivenPassword {
  /** Null when nobody has the e-mail given. */
  readonly account: AccountId | null;
  readonly right: boolean;
  /** A path of ours to go to afterwards. */
  readonly returnTo: string;
}

/** What comes next: the second factor somebody has, or setting one up. */
export type NextStep = 'code' | 'passkey' | 'set-up';

/** Which second factor is asked for. */
export function deriveNextStep(proofs: Pick<Proofs, 'hasCode' | 'passkeys'>): NextStep {
  if (proofs.hasCode) return 'code';
  return proofs.passkeys > 0 ? 'passkey' : 'set-up';
}

/**
 * Notes a password that was right, and asks for the second factor; or one that was wrong. `null` means wrong, whatever
 * was wrong about it.
 */
export const givePassword =
  (ports: SignInPorts): Command<GivenPassword, { readonly token: string; readonly next: NextStep } | null> =>
  async (tx, ctx, input) => {
    const account: Account | undefined =
      input.account === null ? undefined : await ports.store.findAccount(tx, input.account);
    if (!account || account.disabled || !input.right)
      return {
        ok: true,
        value: null,
        entries: [entryForRefusedSignIn(account?.id ?? null, 'password')],
        events: [],
      };
    const token = ports.tokens.make();
    const signIn = {
      account: account.id,
      stage: 'first-factor',
      expected: {},
      returnTo: input.returnTo,
    } as const;
    const expiresAt = ctx.wall.add({ minutes: SIGN_IN_MINUTES });
    await ports.store.saveSignIn(tx, ports.tokens.hash(token), signIn, expiresAt, ctx.wall);
    return {
      ok: true,
      value: { token, next: deriveNextStep(await ports.store.findProofs(tx, account.id)) },
      entries: [
        {
          act: 'access.first-factor-given',
          subject: { kind: 'account', id: account.id },
          body: { how: 'password' },
        },
      ],
      events: [],
    };
  };
