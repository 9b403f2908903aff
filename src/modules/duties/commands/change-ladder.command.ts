import type { Command } from '../../../kernel/command.ts';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { checkLadder, type Ladder } from '../domain/ladder.ts';
import { checkReason } from '../domain/settle.ts';
import type { DutyStore, ProposalId } from '../ports.ts';
import { REASON } from './ask-second-person.command.ts';

/** The record whose key seals reasons about ladders. */
export function ladderRecord(key: string): RecordRef {
  return { kind: 'configuration', id: `duties.ladder.${key}` };
}

/**
 * Proposes a ladder; nothing changes until the scrutineer agrees. Refuses one nobody could climb out of the agency by,
 * one out of order, and one without a reason.
 */
export const proposeLadder =
  (parts: {
    readonly store: DutyStore;
    readonly vault: Vault;
  }): Command<
    { readonly ladder: Ladder; readonly post: PostId | null; readonly reason: string },
    { readonly proposal: ProposalId }
  > =>
  async (tx, ctx, { ladder, post, reason }) => {
    const { actor } = ctx;
    if (actor.kind !== 'account') return refuse('duties.post-needed');
    const [hat] = actor.post ? [actor.post] : await parts.store.listHats(tx, actor.account, ctx.now);
    if (!hat) return refuse('duties.post-needed');
    const why = checkReason(reason);
    if (!why.ok) return why;
    const checked = checkLadder(ladder, await parts.store.readPosts(tx, ctx.now), post ?? undefined);
    if (!checked.ok) return checked;
    const id = ctx.ids.next<'proposal'>();
    const subject = ladderRecord(ladder.key);
    await parts.store.saveProposal(tx, {
      id,
      kind: 'ladder',
      duty: null,
      askedBy: actor.account,
      askedPost: hat,
      askedAt: ctx.now,
      reason: await parts.vault.sealJson(tx, subject, REASON, why.value),
      newDueAt: null,
      ladder: { ladder, post },
    });
    return {
      ok: true,
      value: { proposal: id },
      entries: [
        {
          act: 'duties.ladder-proposed',
          subject,
          ...(post ? { about: [{ kind: 'post', id: post }] } : {}),
          body: { proposal: id, reason: why.value, rungs: ladder.rungs.length },
        },
      ],
      events: [],
    };
  };

/**
 * Confirms a ladder, in force from this moment, or refuses it. Only a holder of a scrutineer post, never who proposed it;
 * checked again, since posts may have changed since.
 */
export const settleLadder =
  (
    store: DutyStore,
  ): Command<{ readonly proposal: ProposalId; readonly answer: 'confirmed' | 'refused' }, null> =>
  async (tx, ctx, input) => {
    const { actor } = ctx;
    if (actor.kind !== 'account') return refuse('duties.scrutineer-needed');
    const hats = await store.listHats(tx, actor.account, ctx.now);
    if (!(await store.isScrutineer(tx, hats))) return refuse('duties.scrutineer-needed');
    const proposal = await store.lockProposal(tx, input.proposal);
    if (!proposal?.ladder) return refuse('duties.no-proposal');
    if (proposal.askedBy === actor.account) return refuse('duties.same-person');
    const { ladder, post } = proposal.ladder;
    const subject = ladderRecord(ladder.key);
    await store.saveSettled(tx, ctx.now, proposal.id, input.answer, actor.account);
    if (input.answer === 'refused')
      return {
        ok: true,
        value: null,
        entries: [{ act: 'duties.ladder-refused', subject, body: { proposal: proposal.id } }],
        events: [],
      };
    const checked = checkLadder(ladder, await store.readPosts(tx, ctx.now), post ?? undefined);
    if (!checked.ok) return checked;
    const version = await store.saveLadder(tx, ctx.ids.next<'ladder'>(), ctx.now, ladder, post);
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: 'duties.ladder-in-force',
          subject,
          ...(post ? { about: [{ kind: 'post', id: post }] } : {}),
          body: { proposal: proposal.id, key: ladder.key, version, rungs: ladder.rungs.length },
        },
      ],
      events: [],
    };
  };
