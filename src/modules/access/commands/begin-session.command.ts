import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveHat, type SessionMethod } from '../domain/session.ts';
import type { SignInPorts } from '../ports.ts';

/** What whoever has just signed in is given. */
export interface BegunSession {
  /** The cookie's secret: given once, kept only as a hash. */
  readonly token: string;
  /** They hold several posts and have to choose one. */
  readonly choosesHat: boolean;
  readonly entry: EntryDraft;
}

/**
 * Begins a session for somebody who has proved who they are. Every way of signing in ends here. Refuses an account
 * that was stopped.
 */
export async function beginSession(
  ports: SignInPorts,
  tx: Tx,
  ctx: CommandContext,
  who: { readonly account: AccountId; readonly method: SessionMethod; readonly device: string },
): Promise<Outcome<BegunSession>> {
  const account = await ports.store.findAccount(tx, who.account);
  if (!account || account.disabled) return refuse('access.sign-in-wrong');
  const posts = await ports.store.listPostsOf(tx, who.account, ctx.now);
  const token = ports.tokens.make();
  const id = ctx.ids.next<'session'>();
  await ports.store.saveSession(tx, {
    id,
    tokenHash: ports.tokens.hash(token),
    account: who.account,
    csrf: ports.tokens.make(),
    method: who.method,
    device: who.device.slice(0, 200),
    post: deriveHat(
      posts.map((post) => post.id),
      null,
    ),
    at: ctx.wall,
  });
  return accept({
    token,
    choosesHat: posts.length > 1,
    entry: {
      act: 'access.signed-in',
      subject: { kind: 'account', id: who.account },
      body: { session: id, method: who.method },
    },
  });
}

/** The entry for a sign-in that was refused; `account` is null when nobody has that e-mail. */
export function entryForRefusedSignIn(account: AccountId | null, how: string): EntryDraft {
  const subject =
    account === null
      ? ({ kind: 'configuration', id: 'sign-in' } as const)
      : ({ kind: 'account', id: account } as const);
  return { act: 'access.sign-in-refused', subject, body: { how } };
}
