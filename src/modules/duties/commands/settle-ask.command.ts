import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { decideSettling } from '../domain/settle.ts';
import type { DutyStore, IsStillOwed, OpenDuty, OpenProposal, ProposalId } from '../ports.ts';

async function readLines(
  store: DutyStore,
  tx: Tx,
  hats: readonly PostId[],
): Promise<ReadonlyMap<PostId, readonly PostId[]>> {
  const lines = new Map<PostId, readonly PostId[]>();
  for (const hat of hats) lines.set(hat, await store.listLine(tx, hat));
  return lines;
}

async function carryOut(
  store: DutyStore,
  tx: Tx,
  ctx: CommandContext,
  proposal: OpenProposal,
  duty: OpenDuty,
): Promise<boolean> {
  if (ctx.actor.kind !== 'account') return false;
  if (proposal.kind === 'withdrawal') return store.saveWithdrawn(tx, ctx.now, duty.id, ctx.actor.account);
  return proposal.newDueAt ? store.saveExtended(tx, ctx.now, duty.id, proposal.newDueAt) : false;
}

/**
 * Agrees to or refuses an extension or a withdrawal, as the second person: never who asked, never somebody below them,
 * only a post above the owner or one the duty has climbed to. Refuses to agree to withdraw what the record still owes.
 */
export const settleAsk =
  (
    store: DutyStore,
    isStillOwed: IsStillOwed,
  ): Command<{ readonly proposal: ProposalId; readonly answer: 'confirmed' | 'refused' }, null> =>
  async (tx, ctx, input) => {
    const { actor } = ctx;
    if (actor.kind !== 'account') return refuse('duties.not-above');
    const proposal = await store.lockProposal(tx, input.proposal);
    if (!proposal?.duty) return refuse('duties.no-proposal');
    const hats = await store.listHats(tx, actor.account, ctx.now);
    const duty = await store.findDuty(tx, proposal.duty, hats, actor.account);
    if (!duty) return refuse('duties.no-such-duty');
    const allowed = decideSettling({
      askedBy: proposal.askedBy,
      askedPost: proposal.askedPost,
      settledBy: actor.account,
      hats,
      above: [...(await store.listLine(tx, duty.post)), ...duty.told],
      linesOfHats: await readLines(store, tx, hats),
    });
    if (!allowed.ok) return allowed;
    const withdraws = proposal.kind === 'withdrawal' && input.answer === 'confirmed';
    if (withdraws && (await isStillOwed(tx, duty))) return refuse('duties.still-owed');
    await store.saveSettled(tx, ctx.now, proposal.id, input.answer, actor.account);
    if (input.answer === 'confirmed' && !(await carryOut(store, tx, ctx, proposal, duty)))
      return refuse('duties.not-open');
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: `duties.${proposal.kind}-${input.answer}`,
          subject: duty.about,
          about: [{ kind: 'post', id: allowed.value }],
          body: {
            duty: duty.id,
            proposal: proposal.id,
            ...(proposal.newDueAt ? { newDue: proposal.newDueAt.toString() } : {}),
          },
        },
      ],
      events: [],
    };
  };
