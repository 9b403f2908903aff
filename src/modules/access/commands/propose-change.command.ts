import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { type Change, checkChange, type ProposalId } from '../domain/change.ts';
import type { ProposalStore } from '../ports.ts';

/** A change and why it is wanted. */
export interface ProposeChange {
  readonly change: Change;
  readonly reason: string;
}

/** Puts a change before the scrutineer; nothing is in force yet. Refuses a change that could never be. */
export const proposeChange =
  (store: ProposalStore): Command<ProposeChange, { readonly proposal: ProposalId }> =>
  async (tx, ctx, input) => {
    if (ctx.actor.kind !== 'account') return refuse('access.not-signed-in');
    const reason = input.reason.trim();
    if (reason === '') return refuse('access.reason-missing', 'reason');
    if ([...reason].length > 2000) return refuse('access.reason-too-long', 'reason');
    const checked = checkChange(input.change);
    if (!checked.ok) return checked;
    const proposal = ctx.ids.next<'proposal'>();
    await store.saveProposal(tx, {
      id: proposal,
      change: input.change,
      reason,
      proposedBy: ctx.actor.account,
      proposedAt: ctx.now,
    });
    return {
      ok: true,
      value: { proposal },
      entries: [
        {
          act: 'access.change-proposed',
          subject: { kind: 'configuration', id: proposal },
          body: { change: { ...input.change }, reason },
        },
      ],
      events: [{ name: 'access.change-proposed', data: { proposal } }],
    };
  };
