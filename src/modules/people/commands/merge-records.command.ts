import type { Command, CommandContext, CommandResult } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { checkMerge, checkSecondPerson, type MergeSecond } from '../domain/merge.ts';
import { checkReason } from '../domain/protection.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { FoundRecord, Merge, MergeDuties, RecordStore } from '../ports.ts';
import { findActedOn, listBundlesChanged } from './on-record.command.ts';

/** What merging reaches outside this module: the line, and what the second person owes. */
export interface MergeOutside {
  /** Whether somebody stands below somebody else in the line, at a moment. */
  readonly line: (tx: Tx, at: Temporal.Instant) => Promise<Pick<MergeSecond, 'isSubordinate'>>;
  readonly duties: MergeDuties;
}

interface Who {
  readonly account: AccountId;
  readonly post: PostId;
}

function whoActs({ actor }: CommandContext): Who | null {
  return actor.kind === 'account' && actor.post ? { account: actor.account, post: actor.post } : null;
}

/** Somebody says that two records are one person or thing. */
export interface ProposeMerge {
  /** The record that is kept. */
  readonly record: KnownRecord;
  /** The one that would point at it; access to it was decided before. */
  readonly other: KnownRecord;
  readonly reason: string;
}

async function findBoth(
  store: RecordStore,
  tx: Tx,
  ctx: CommandContext,
  kept: KnownRecord,
  merged: KnownRecord,
): Promise<Outcome<{ readonly kept: FoundRecord; readonly merged: FoundRecord }>> {
  const first = await findActedOn(store, tx, ctx, kept);
  if (!first.ok) return first;
  const second = await findActedOn(store, tx, ctx, merged);
  if (!second.ok) return refuse('people.other-missing', 'other');
  const both = { kept: first.value, merged: second.value };
  const hidden = await store.listProtectedIdentities(tx, [both.kept.record, both.merged.record]);
  const may = checkMerge({
    kept: { id: both.kept.record.id, kind: both.kept.kind },
    merged: { id: both.merged.record.id, kind: both.merged.kind },
    institutions: [both.kept.institution, both.merged.institution],
    protectedIdentity: hidden.size > 0,
  });
  return may.ok ? accept(both) : may;
}

/**
 * Asks for two records to be joined; nothing changes before a second person agrees, who owes the answer. Refuses
 * `people.record-not-found`, `other-missing`, what `checkMerge` refuses, `merge-waiting` (also to the second of two who ask at
 * once), and a reason that is none or too long.
 */
export const proposeMerge =
  (store: RecordStore, outside: MergeOutside): Command<ProposeMerge, { readonly merge: string }> =>
  async (tx, ctx, input) => {
    const who = whoActs(ctx);
    if (!who) return refuse('people.record-not-found');
    const both = await findBoth(store, tx, ctx, input.record, input.other);
    if (!both.ok) return both;
    const reason = checkReason(input.reason);
    if (!reason.ok) return reason;
    const id = ctx.ids.next<'merge'>();
    const { kept, merged } = { kept: both.value.kept.record, merged: both.value.merged.record };
    await store.saveMergeAsked(tx, ctx, { id, kept, merged, reason: reason.value });
    const owed = await outside.duties.raise(tx, ctx, { merge: id, record: kept, proposer: who });
    const entry: EntryDraft = {
      act: 'people.merge-proposed',
      subject: refOf(kept),
      about: [refOf(merged)],
      body: { merge: id, reason: reason.value },
    };
    return { ok: true, value: { merge: id }, entries: [entry, ...owed.entries], events: owed.events };
  };

/** Somebody answers a proposed merge. One that stands is taken back by two people as well (ask-second.command.ts). */
export interface SettleMerge {
  readonly record: KnownRecord;
  readonly merge: string;
  readonly decision: 'confirm' | 'refuse';
  readonly reason: string;
}

/** What joining two records, or taking them apart, changes elsewhere: what finds them, and what lies beside what. */
export async function followMerge(
  store: RecordStore,
  tx: Tx,
  ctx: CommandContext,
  { kept, merged }: Merge,
): Promise<readonly OutboxEvent[]> {
  await store.refreshKeys(tx, ctx, merged);
  await store.refreshKeys(tx, ctx, kept);
  return listBundlesChanged(store, tx, [kept, merged]);
}

type Settled = CommandResult<null>;

async function confirm(
  store: RecordStore,
  outside: MergeOutside,
  tx: Tx,
  ctx: CommandContext,
  merge: Merge,
): Promise<Settled> {
  // Both may have been joined to others, or protected, since it was asked for.
  const both = await findBoth(store, tx, ctx, merge.kept, merge.merged);
  if (!both.ok) return both;
  const moved =
    both.value.kept.record.id !== merge.kept.id || both.value.merged.record.id !== merge.merged.id;
  if (moved) return refuse('people.already-merged');
  if (!(await store.saveMergeSettled(tx, ctx, merge, { agreed: true, finding: null })))
    return refuse('people.merge-settled');
  const met = await outside.duties.meet(tx, ctx, {
    merge: merge.id,
    record: merge.kept,
    act: 'people.merge-confirmed',
  });
  const entry: EntryDraft = {
    act: 'people.merge-confirmed',
    subject: refOf(merge.kept),
    about: [refOf(merge.merged)],
    body: { merge: merge.id },
  };
  const events = await followMerge(store, tx, ctx, merge);
  return { ok: true, value: null, entries: [entry, ...met.entries], events: [...met.events, ...events] };
}

async function turnDown(
  store: RecordStore,
  outside: MergeOutside,
  tx: Tx,
  ctx: CommandContext,
  merge: Merge,
  finding: string,
): Promise<Settled> {
  if (!(await store.saveMergeSettled(tx, ctx, merge, { agreed: false, finding })))
    return refuse('people.merge-settled');
  const met = await outside.duties.meet(tx, ctx, {
    merge: merge.id,
    record: merge.kept,
    act: 'people.merge-refused',
  });
  const entry: EntryDraft = {
    act: 'people.merge-refused',
    subject: refOf(merge.kept),
    about: [refOf(merge.merged)],
    body: { merge: merge.id, reason: finding },
  };
  return { ok: true, value: null, entries: [entry, ...met.entries], events: met.events };
}

/**
 * The second person agrees or not. Refuses `people.record-not-found`, `merge-not-found`,
 * `merge-settled` (also to the second of two at once), `own-merge`, `subordinate-cannot-confirm`, `already-merged` and what
 * `checkMerge` refuses; and a reason that is none, where one is wanted.
 */
export const settleMerge =
  (store: RecordStore, outside: MergeOutside): Command<SettleMerge, null> =>
  async (tx, ctx, input) => {
    await store.lockMerges(tx);
    const who = whoActs(ctx);
    const found = await findActedOn(store, tx, ctx, input.record);
    if (!found.ok) return found;
    const merge = await store.findMerge(tx, input.merge);
    const members = (await store.listMembers(tx, found.value.record)).map(({ id }) => id);
    if (!who || !merge || !(members.includes(merge.kept.id) || members.includes(merge.merged.id)))
      return refuse('people.merge-not-found');
    if (merge.state !== 'proposed') return refuse('people.merge-settled');
    const line = await outside.line(tx, ctx.now);
    const may = checkSecondPerson(who.account, { ...line, proposedBy: merge.proposedBy });
    if (!may.ok) return may;
    if (input.decision === 'confirm') return confirm(store, outside, tx, ctx, merge);
    const why = checkReason(input.reason);
    if (!why.ok) return why;
    return turnDown(store, outside, tx, ctx, merge, why.value);
  };
