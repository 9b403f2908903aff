import type { Command } from '../../../kernel/command.ts';
import type { PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { SessionId } from '../domain/session.ts';
import type { ProofStore, SessionStore } from '../ports.ts';

/** Puts on another of one's own hats for this session. Refuses a post that one doesn't hold now. */
export const chooseHat =
  (
    store: SessionStore & Pick<ProofStore, 'listPostsOf'>,
  ): Command<{ readonly session: SessionId; readonly post: PostId }, null> =>
  async (tx, ctx, { session, post }) => {
    if (ctx.actor.kind !== 'account') return refuse('access.not-signed-in');
    const { account } = ctx.actor;
    const held = await store.listPostsOf(tx, account, ctx.now);
    if (!held.some((one) => one.id === post)) return refuse('access.hat-not-held', 'post');
    await store.saveHat(tx, session, post);
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: 'access.hat-chosen',
          subject: { kind: 'account', id: account },
          about: [{ kind: 'post', id: post }],
          body: { session },
        },
      ],
      events: [],
    };
  };
