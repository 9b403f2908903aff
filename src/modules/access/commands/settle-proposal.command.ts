import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { decideSettling, entryForChange, type ProposalId } from '../domain/change.ts';
import type { OrganisationStore, ProposalDuties, ProposalStore } from '../ports.ts';

/** The scrutineer's yes or no, and why (may be empty for a yes). */
export interface SettleProposal {
  readonly proposal: ProposalId;
  readonly answer: 'confirmed' | 'refused';
  readonly reason: string;
}

/**
 * Confirms a change, which is in force from this moment, or refuses it. Only somebody acting as the scrutineer, never
 * the proposer; a change that no longer fits what it would change is refused, and stays open and owed. Either answer
 * meets the scrutineer's duty.
 */
export const settleProposal =
  (store: OrganisationStore & ProposalStore, duties: ProposalDuties): Command<SettleProposal, null> =>
  async (tx, ctx, input) => {
    const { actor } = ctx;
    if (actor.kind !== 'account') return refuse('access.not-signed-in');
    const proposal = await store.lockProposal(tx, input.proposal);
    if (!proposal) return refuse('access.no-such-record');
    const post = actor.post === null ? undefined : await store.findPost(tx, actor.post);
    const allowed = decideSettling({
      proposedBy: proposal.proposedBy,
      settledBy: actor.account,
      alreadySettled: proposal.settled !== null,
      asScrutineer: post?.functions.includes('scrutineer') ?? false,
    });
    if (!allowed.ok) return allowed;
    const reason = input.reason.trim();
    if (input.answer === 'refused' && reason === '') return refuse('access.reason-missing', 'reason');
    if ([...reason].length > 2000) return refuse('access.reason-too-long', 'reason');
    await store.saveSettlement(tx, proposal.id, input.answer, actor.account, ctx.now, reason);
    const subject = { kind: 'configuration', id: proposal.id } as const;
    const act = `access.change-${input.answer}` as const;
    const met = await duties.meet(tx, ctx, { proposal: proposal.id, act });
    if (input.answer === 'refused')
      return {
        ok: true,
        value: null,
        entries: [{ act, subject, body: { reason } }, ...met.entries],
        events: met.events,
      };
    const saved = await store.saveChange(tx, { ...ctx, proposedBy: proposal.proposedBy }, proposal.change);
    if (!saved.ok) return saved;
    return {
      ok: true,
      value: null,
      entries: [{ act, subject, body: { reason } }, entryForChange(proposal.change), ...met.entries],
      events: [
        { name: 'access.change-confirmed', data: { proposal: proposal.id, kind: proposal.change.kind } },
        ...met.events,
      ],
    };
  };
