import type { Command, CommandContext, CommandResult } from '../../../kernel/command.ts';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { checkSecondPerson, type MergeSecond } from '../domain/merge.ts';
import { checkReason, type Protection } from '../domain/protection.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { Effects, Merge, RecordStore, SecondAsk } from '../ports.ts';
import { followMerge } from './merge-records.command.ts';
import { findActedOn, listBundlesChanged } from './on-record.command.ts';

/** What a second person reaches outside this module: the line, and what they owe. */
export interface SecondOutside {
  readonly line: (tx: Tx, at: Temporal.Instant) => Promise<Pick<MergeSecond, 'isSubordinate'>>;
  /** `keepers`: only these posts may answer; `null` where the line does. */
  readonly raise: (
    tx: Tx,
    ctx: CommandContext,
    owed: Pick<SecondAsk, 'id' | 'what' | 'record'> & {
      readonly proposer: { readonly account: AccountId; readonly post: PostId };
      readonly keepers: readonly PostId[] | null;
    },
  ) => Promise<Effects>;
  readonly meet: (
    tx: Tx,
    ctx: CommandContext,
    met: Pick<SecondAsk, 'id' | 'what' | 'record'> & { readonly act: `${string}.${string}` },
  ) => Promise<Effects>;
}

/** Somebody asks that two joined records be taken apart again, or that a protection end. */
export interface AskSecond {
  readonly record: KnownRecord;
  readonly what: SecondAsk['what'];
  /** The join or the protection. */
  readonly of: string;
  readonly reason: string;
}

interface Standing {
  readonly merge: Merge | null;
  readonly protection: Protection | null;
}

/** The join or protection that stands on this record, for somebody who may speak of it; refused as not there otherwise. */
async function findStanding(
  store: RecordStore,
  tx: Tx,
  { what, of }: Pick<SecondAsk, 'what' | 'of'>,
  root: KnownRecord,
  post: PostId,
): Promise<Outcome<Standing>> {
  if (what === 'unprotect') {
    const protection = (await store.listProtections(tx, root)).find(({ id }) => id === of);
    return protection?.posts.includes(post)
      ? accept({ merge: null, protection })
      : refuse('people.protection-not-found');
  }
  const merge = await store.findMerge(tx, of);
  const members = (await store.listMembers(tx, root)).map(({ id }) => id);
  if (!merge || !(members.includes(merge.kept.id) || members.includes(merge.merged.id)))
    return refuse('people.merge-not-found');
  return merge.state === 'confirmed' ? accept({ merge, protection: null }) : refuse('people.merge-settled');
}

const ASKED = { part: 'people.parting-asked', unprotect: 'people.unprotecting-asked' } as const;
const REFUSED = { part: 'people.parting-refused', unprotect: 'people.unprotecting-refused' } as const;
const AGREED = { part: 'people.merge-undone', unprotect: 'people.protection-ended' } as const;

/**
 * Asks a second person; nothing changes before they agree. Refuses `people.record-not-found`, `merge-not-found`,
 * `merge-settled`, `protection-not-found`, `ask-waiting` (also to the second of two who ask at once), and a reason that is
 * none or too long.
 */
export const askSecond =
  (store: RecordStore, outside: SecondOutside): Command<AskSecond, { readonly ask: string }> =>
  async (tx, ctx, input) => {
    const { actor } = ctx;
    const found = await findActedOn(store, tx, ctx, input.record);
    if (!found.ok) return found;
    if (actor.kind !== 'account' || !actor.post) return refuse('people.record-not-found');
    const { record } = found.value;
    const standing = await findStanding(store, tx, input, record, actor.post);
    if (!standing.ok) return standing;
    const reason = checkReason(input.reason);
    if (!reason.ok) return reason;
    const ask = { id: ctx.ids.next<'ask'>(), what: input.what, record, of: input.of };
    await store.saveAsked(tx, ctx, { ...ask, reason: reason.value });
    const keepers = standing.value.protection?.posts ?? null;
    const proposer = { account: actor.account, post: actor.post };
    const owed = await outside.raise(tx, ctx, { ...ask, proposer, keepers });
    const entry = {
      act: ASKED[input.what],
      subject: refOf(record),
      body: { ask: ask.id, of: input.of, reason: reason.value },
    };
    return { ok: true, value: { ask: ask.id }, entries: [entry, ...owed.entries], events: owed.events };
  };

/** The second person answers. */
export interface SettleSecond {
  readonly record: KnownRecord;
  readonly ask: string;
  readonly what: SecondAsk['what'];
  readonly decision: 'confirm' | 'refuse';
  readonly reason: string;
}

async function part(
  store: RecordStore,
  tx: Tx,
  ctx: CommandContext,
  ask: SecondAsk,
  merge: Merge,
): Promise<CommandResult<null>> {
  const why = ask.reason ?? '';
  if (!(await store.saveMergeUndone(tx, ctx, merge, why))) return refuse('people.merge-settled');
  const entry = {
    act: AGREED.part,
    subject: refOf(merge.kept),
    about: [refOf(merge.merged)],
    body: { merge: merge.id, ask: ask.id, reason: why },
  };
  return { ok: true, value: null, entries: [entry], events: await followMerge(store, tx, ctx, merge) };
}

async function unprotect(
  store: RecordStore,
  tx: Tx,
  ctx: CommandContext,
  ask: SecondAsk,
  { id, kind, covers }: Protection,
  record: KnownRecord,
): Promise<CommandResult<null>> {
  const why = ask.reason ?? '';
  if (!(await store.saveProtectionEnded(tx, ctx, record, { id, why })))
    return refuse('people.protection-not-found');
  await store.refreshKeys(tx, ctx, record);
  const body = { protection: id, ask: ask.id, kind, covers, reason: why };
  const entry = { act: AGREED.unprotect, subject: refOf(record), body };
  return { ok: true, value: null, entries: [entry], events: await listBundlesChanged(store, tx, [record]) };
}

/**
 * The second person agrees, and the two are taken apart or the protection ends; or does not, and it stands. Refuses
 * `people.record-not-found`, `ask-not-found`, `ask-settled` (also to the second of two at once), `own-ask`,
 * `subordinate-cannot-confirm`, `merge-settled`, `protection-not-found`; and a reason that is none, where they don't agree.
 */
export const settleSecond =
  (store: RecordStore, outside: SecondOutside): Command<SettleSecond, null> =>
  async (tx, ctx, input) => {
    await store.lockMerges(tx);
    const { actor } = ctx;
    const found = await findActedOn(store, tx, ctx, input.record);
    if (!found.ok) return found;
    const { record } = found.value;
    const ask = await store.findAsk(tx, input.ask);
    const members = (await store.listMembers(tx, record)).map(({ id }) => id);
    if (
      actor.kind !== 'account' ||
      !actor.post ||
      ask?.what !== input.what ||
      !members.includes(ask.record.id)
    )
      return refuse('people.ask-not-found');
    if (ask.state !== 'asked') return refuse('people.ask-settled');
    const line = await outside.line(tx, ctx.now);
    const may = checkSecondPerson(actor.account, { ...line, proposedBy: ask.askedBy });
    if (!may.ok) return may.refusal.code === 'people.own-merge' ? refuse('people.own-ask') : may;
    const standing = await findStanding(store, tx, ask, record, actor.post);
    if (!standing.ok) return standing;
    const agreed = input.decision === 'confirm';
    const why = agreed ? null : checkReason(input.reason);
    if (why && !why.ok) return why;
    if (!(await store.saveAskSettled(tx, ctx, ask, { agreed, finding: why?.value ?? null })))
      return refuse('people.ask-settled');
    const { merge, protection } = standing.value;
    const act = agreed ? AGREED[ask.what] : REFUSED[ask.what];
    const met = await outside.meet(tx, ctx, { ...ask, act });
    let done: CommandResult<null>;
    if (agreed && merge) done = await part(store, tx, ctx, ask, merge);
    else if (agreed && protection) done = await unprotect(store, tx, ctx, ask, protection, record);
    else {
      const body = { ask: ask.id, of: ask.of, reason: why?.value ?? '' };
      done = { ok: true, value: null, entries: [{ act, subject: refOf(record), body }], events: [] };
    }
    if (!done.ok) return done;
    return {
      ...done,
      entries: [done.entries[0], ...done.entries.slice(1), ...met.entries],
      events: [...done.events, ...met.events],
    };
  };
