import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent, RecordRef } from '../../../kernel/entry.ts';
import type { PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { checkLadder, type Ladder } from '../domain/ladder.ts';
import { checkReason } from '../domain/settle.ts';
import type { DutyStore, ProposalId, RaiseDuty } from '../ports.ts';
import { REASON } from './ask-second-person.command.ts';

/** The record whose key seals reasons about ladders. */
export function ladderRecord(key: string): RecordRef {
  return { kind: 'configuration', id: `duties.ladder.${key}` };
}

/** What raising or meeting the scrutineer's duty adds to this transaction. */
interface Effects {
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
}

/** Raises duties; `raiseDuties` in this module's store. */
type Raise = (tx: Tx, ctx: CommandContext, wanted: readonly RaiseDuty[]) => Promise<Effects>;

/** Meets duties by an act; `meetDuties` in this module's store. */
type Meet = (
  tx: Tx,
  ctx: CommandContext,
  meet: {
    readonly about: RecordRef;
    readonly act: 'duties.ladder-in-force' | 'duties.ladder-refused';
  },
) => Promise<Effects>;

/** What the scrutineer's duty to answer a proposal is about. */
function proposalRef(id: ProposalId): RecordRef {
  return { kind: 'configuration', id };
}

/**
 * Proposes a ladder; nothing changes until the scrutineer agrees, whose post owes an answer from this moment. Refuses
 * one nobody could climb out of the agency by, one out of order, one without a reason, and any while the area has no
 * scrutineer's post.
 */
export const proposeLadder =
  (parts: {
    readonly store: DutyStore;
    readonly vault: Vault;
    readonly raise: Raise;
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
    const scrutineer = await parts.store.findScrutineer(tx, ctx.now, actor.account);
    if (!scrutineer) return refuse('duties.no-scrutineer');
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
    const about = proposalRef(id);
    const owed = await parts.raise(tx, ctx, [
      { rule: 'duties.answer-ladder', about, post: scrutineer, skipHolders: [actor.account] },
    ]);
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
        ...owed.entries,
      ],
      events: owed.events,
    };
  };

/**
 * Confirms a ladder, in force from this moment, or refuses it. Only a holder of a scrutineer post, never who proposed it;
 * checked again, since posts may have changed since. Either answer meets the scrutineer's duty.
 */
export const settleLadder =
  (
    store: DutyStore,
    meet: Meet,
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
    const act = input.answer === 'refused' ? 'duties.ladder-refused' : 'duties.ladder-in-force';
    const met = await meet(tx, ctx, { about: proposalRef(proposal.id), act });
    if (input.answer === 'refused')
      return {
        ok: true,
        value: null,
        entries: [{ act, subject, body: { proposal: proposal.id } }, ...met.entries],
        events: met.events,
      };
    const checked = checkLadder(ladder, await store.readPosts(tx, ctx.now), post ?? undefined);
    if (!checked.ok) return checked;
    const version = await store.saveLadder(tx, ctx.ids.next<'ladder'>(), ctx.now, ladder, post);
    return {
      ok: true,
      value: null,
      entries: [
        {
          act,
          subject,
          ...(post ? { about: [{ kind: 'post', id: post }] } : {}),
          body: { proposal: proposal.id, key: ladder.key, version, rungs: ladder.rungs.length },
        },
        ...met.entries,
      ],
      events: met.events,
    };
  };
