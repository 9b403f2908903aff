import type { Command } from '../../../kernel/command.ts';
import type { AccountId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { OrganisationStore } from '../ports.ts';

/**
 * Stops an account at once, every session of it too: a leaver or a stolen laptop can't wait for a confirmation.
 * Its posts become vacant, so what they owe climbs. Refuses an account that is not there or already stopped.
 */
export const disableAccount =
  (store: OrganisationStore): Command<{ readonly account: AccountId; readonly reason: string }, null> =>
  async (tx, ctx, input) => {
    const reason = input.reason.trim();
    if (reason === '') return refuse('access.reason-missing', 'reason');
    if ([...reason].length > 2000) return refuse('access.reason-too-long', 'reason');
    if (!(await store.saveAccountStopped(tx, ctx, input.account))) return refuse('access.no-such-record');
    return {
      ok: true,
      value: null,
      entries: [
        { act: 'access.account-disabled', subject: { kind: 'account', id: input.account }, body: { reason } },
      ],
      events: [{ name: 'access.account-disabled', data: { account: input.account } }],
    };
  };
