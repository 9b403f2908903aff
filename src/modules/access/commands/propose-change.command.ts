import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { type Change, checkChange, type ProposalId } from '../domain/change.ts';
import type { ProposalDuties, ProposalStore } from '../ports.ts';

/** A change and why it is wanted. */
export interface ProposeChange {
  readonly change: Change;
  readonly reason: string;
}

/**
 * Puts a change before the scrutineer, whose post owes an answer from this moment; nothing is in force yet. Refuses a
 * change that could never be, and any while the area has no scrutineer's post: nobody could answer it.
 */
export const proposeChange =
  (store: ProposalStore, duties: ProposalDuties): Command<ProposeChange, { readonly proposal: ProposalId }> =>
  async (tx, ctx, input) => {
    if (ctx.actor.kind !== 'account') return refuse('access.not-signed-in');
    const reason = input.reason.trim();
    if (reason === '') return refuse('access.reason-missing', 'reason');
    if ([...reason].length > 2000) return refuse('access.reason-too-long', 'reason');
    const checked = checkChange(input.change);
    if (!checked.ok) return checked;
    const proposer = ctx.actor.account;
    const post = await store.findScrutineer(tx, ctx.now, proposer);
    if (!post) return refuse('access.no-scrutineer');
    const proposal = ctx.ids.next<'proposal'>();
    await store.saveProposal(tx, {
      id: proposal,
      change: input.change,
      reason,
      proposedBy: proposer,
      proposedAt: ctx.now,
    });
    const owed = await duties.raise(tx, ctx, { proposal, post, proposer });
    return {
      ok: true,
      value: { proposal },
      entries: [
        {
          act: 'access.change-proposed',
          subject: { kind: 'configuration', id: proposal },
          body: { change: { ...input.change }, reason },
        },
        ...owed.entries,
      ],
      events: [{ name: 'access.change-proposed', data: { proposal } }, ...owed.events],
    };
  };
