import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { SessionId } from '../domain/session.ts';
import type { SessionStore } from '../ports.ts';

/** Ends one of one's own sessions: signing out, or revoking one left open elsewhere. Refuses anybody else's. */
export const endSession =
  (
    store: SessionStore,
  ): Command<{ readonly session: SessionId; readonly why: 'signed-out' | 'revoked' }, null> =>
  async (tx, ctx, { session, why }) => {
    if (ctx.actor.kind !== 'account') return refuse('access.not-signed-in');
    const { account } = ctx.actor;
    if (!(await store.saveSessionEnd(tx, account, session, ctx.wall))) return refuse('access.no-such-record');
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: why === 'signed-out' ? 'access.signed-out' : 'access.session-revoked',
          subject: { kind: 'account', id: account },
          body: { session },
        },
      ],
      events: [],
    };
  };
