import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { checkReason } from '../domain/settle.ts';
import type { DutyStore, IsStillOwed, OpenDuty, ProposalId } from '../ports.ts';

/** What reasons are sealed for; the same to open them. */
export const REASON = 'duties.reason';

interface Asking {
  readonly duty: OpenDuty;
  readonly account: AccountId;
  readonly post: PostId;
  readonly reason: string;
}

/** The duty, open, and the asker's post on it: the owner's or one it has climbed to. */
async function findAsking(
  store: DutyStore,
  tx: Tx,
  ctx: CommandContext,
  input: { readonly duty: DutyId; readonly reason: string },
): Promise<Outcome<Asking>> {
  const { actor } = ctx;
  if (actor.kind !== 'account') return refuse('duties.not-your-duty');
  const hats = await store.listHats(tx, actor.account, ctx.now);
  const duty = await store.findDuty(tx, input.duty, hats, actor.account);
  if (!duty) return refuse('duties.no-such-duty');
  if (duty.state !== 'open') return refuse('duties.not-open');
  const mine = hats.filter((hat) => hat === duty.post || duty.told.includes(hat));
  const post = mine.find((hat) => hat === actor.post) ?? mine[0];
  if (!post) return refuse('duties.not-your-duty');
  const reason = checkReason(input.reason);
  if (!reason.ok) return reason;
  return { ok: true, value: { duty, account: actor.account, post, reason: reason.value } };
}

async function saveAsk(
  parts: { readonly store: DutyStore; readonly vault: Vault },
  tx: Tx,
  ctx: CommandContext,
  asking: Asking,
  kind: 'extension' | 'withdrawal',
  newDueAt: Temporal.Instant | null,
): Promise<{ readonly id: ProposalId; readonly entry: EntryDraft }> {
  const { store, vault } = parts;
  const { duty, account, post, reason } = asking;
  const id = ctx.ids.next<'proposal'>();
  const sealed = await vault.sealJson(tx, duty.about, REASON, reason);
  await store.saveProposal(tx, {
    id,
    kind,
    duty: duty.id,
    askedBy: account,
    askedPost: post,
    askedAt: ctx.now,
    reason: sealed,
    newDueAt,
    ladder: null,
  });
  const [above] = await store.listLine(tx, duty.post);
  const tell = above ? [above] : duty.told.slice(0, 1);
  await store.saveNotices(
    tx,
    ctx.now,
    tell.map((one) => ({
      id: ctx.ids.next<'notice'>(),
      duty: duty.id,
      post: one,
      kind: `asked:${kind}`,
      means: [],
      reference: duty.reference,
    })),
  );
  return {
    id,
    entry: {
      act: `duties.${kind}-asked`,
      subject: duty.about,
      about: [{ kind: 'post', id: post }],
      body: {
        duty: duty.id,
        proposal: id,
        reason,
        ...(newDueAt ? { newDue: newDueAt.toString(), oldDue: duty.dueAt.toString() } : {}),
      },
    },
  };
}

/**
 * Asks the rung above for more time. Nothing changes until they agree; the original due date stays for ever. Refuses
 * without a reason, and a time that is not later.
 */
export const askExtension =
  (parts: {
    readonly store: DutyStore;
    readonly vault: Vault;
  }): Command<
    { readonly duty: DutyId; readonly newDueAt: Temporal.Instant; readonly reason: string },
    { readonly proposal: ProposalId }
  > =>
  async (tx, ctx, input) => {
    const asking = await findAsking(parts.store, tx, ctx, input);
    if (!asking.ok) return asking;
    const soonest = [asking.value.duty.dueAt, ctx.now];
    if (soonest.some((at) => Temporal.Instant.compare(input.newDueAt, at) <= 0))
      return refuse('duties.date-not-later', 'date');
    const { id, entry } = await saveAsk(parts, tx, ctx, asking.value, 'extension', input.newDueAt);
    return { ok: true, value: { proposal: id }, entries: [entry], events: [] };
  };

/**
 * Asks the second person to withdraw a duty that was raised in error. It stays owed until they agree, and visible
 * after. Refuses one that the record still owes by its own state: the only way to stop that clock is to decide.
 */
export const askWithdrawal =
  (parts: {
    readonly store: DutyStore;
    readonly vault: Vault;
    readonly isStillOwed: IsStillOwed;
  }): Command<{ readonly duty: DutyId; readonly reason: string }, { readonly proposal: ProposalId }> =>
  async (tx, ctx, input) => {
    const asking = await findAsking(parts.store, tx, ctx, input);
    if (!asking.ok) return asking;
    if (await parts.isStillOwed(tx, asking.value.duty)) return refuse('duties.still-owed');
    const { id, entry } = await saveAsk(parts, tx, ctx, asking.value, 'withdrawal', null);
    return { ok: true, value: { proposal: id }, entries: [entry], events: [] };
  };
