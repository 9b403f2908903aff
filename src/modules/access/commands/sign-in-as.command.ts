import type { Command } from '../../../kernel/command.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import type { SignInPorts } from '../ports.ts';
import { beginSession } from './begin-session.command.ts';
import type { SignedIn } from './give-second-factor.command.ts';

/**
 * Signs a visitor in as somebody of the demonstration area, by one click. Built only when the configuration says that
 * this is a demonstration; nothing in production can reach it.
 */
export const signInAs =
  (
    ports: SignInPorts,
  ): Command<{ readonly account: AccountId; readonly returnTo: string; readonly device: string }, SignedIn> =>
  async (tx, ctx, { account, returnTo, device }) => {
    const begun = await beginSession(ports, tx, ctx, { account, method: 'demo', device });
    if (!begun.ok) return begun;
    const { token, choosesHat, entry } = begun.value;
    return { ok: true, value: { token, returnTo, choosesHat }, entries: [entry], events: [] };
  };
