import type { Actor } from '../../../kernel/actor.ts';
import type { Query } from '../../../kernel/command.ts';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { REASON } from '../commands/ask-second-person.command.ts';
import type { DutyRule } from '../domain/rule.ts';
import type { DescribeSubjects, IsStillOwed, OpenDuty, OpenProposal, SubjectLine } from '../ports.ts';
import type { InboxStore, NamedPost } from './see-inbox.query.ts';

/** A rung as the page shows it. */
export interface SeenRung {
  readonly rung: number;
  readonly postName: string;
  readonly part: 'acts' | 'informs' | 'passed';
  readonly why: 'due' | 'unopened' | 'vacant' | 'named';
  readonly shouldAt: Temporal.Instant;
  readonly at: Temporal.Instant;
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly acknowledgedBy: string | null;
}

/** Something asked about the duty that waits for the second person. */
export interface SeenAsk {
  readonly id: string;
  readonly kind: 'extension' | 'withdrawal';
  readonly askedByName: string;
  readonly askedPostName: string;
  readonly askedAt: Temporal.Instant;
  /** Null once the record's words have been erased. */
  readonly reason: string | null;
  readonly newDueAt: Temporal.Instant | null;
  /** False for whoever asked. */
  readonly mayAnswer: boolean;
}

export interface DutyView {
  readonly duty: OpenDuty;
  readonly rule: DutyRule;
  readonly owner: NamedPost | null;
  readonly subject: SubjectLine | null;
  readonly rungs: readonly SeenRung[];
  readonly asks: readonly SeenAsk[];
  /** It has reached this person above the owner and they have not said that they know. */
  readonly mayAcknowledge: boolean;
  /** They owe it or it has climbed to them. */
  readonly mayAsk: boolean;
  /** The record owes it by its own state, so it can't be withdrawn. */
  readonly stillOwed: boolean;
  readonly now: Temporal.Instant;
}

/** What the page of one duty reads. */
export interface DutyPageStore extends Pick<InboxStore, 'listHats' | 'namePosts' | 'saveOpened'> {
  findDuty(
    tx: Tx,
    id: DutyId,
    posts: readonly PostId[],
    viewer: AccountId | null,
  ): Promise<OpenDuty | undefined>;
  getRule(tx: Tx, id: string, version: number): Promise<DutyRule>;
  listRungs(
    tx: Tx,
    duty: DutyId,
    hats: readonly PostId[],
  ): Promise<
    readonly (Omit<SeenRung, 'postName' | 'acknowledgedBy'> & {
      readonly post: PostId | null;
      readonly acknowledgedBy: AccountId | null;
    })[]
  >;
  listOpenProposals(tx: Tx, duties: readonly DutyId[], ladders: boolean): Promise<readonly OpenProposal[]>;
  nameAccount(tx: Tx, id: AccountId): Promise<string>;
  /** Whose names `viewer` may see without a rule that says everybody's. */
  listNamesSeenBy(tx: Tx, viewer: AccountId): Promise<ReadonlySet<AccountId>>;
}

/** Whether somebody may see the names of all who use Heed; a rule ("access.see-names"), asked in compose. */
export type SeesEverybody = (tx: Tx, actor: Actor, at: Temporal.Instant) => Promise<boolean>;

/** One duty: what is owed, by what law, where it stands on its ladder, and what has been asked about it. */
export const seeDuty =
  (parts: {
    readonly store: DutyPageStore;
    readonly vault: Vault;
    readonly describe: DescribeSubjects;
    readonly isStillOwed: IsStillOwed;
    readonly seesEverybody: SeesEverybody;
  }): Query<{ readonly duty: DutyId }, DutyView> =>
  async (tx, ctx, input) => {
    const { store, vault, describe } = parts;
    if (ctx.actor.kind !== 'account') return refuse('duties.not-your-duty');
    const { account } = ctx.actor;
    const hats = await store.listHats(tx, account, ctx.now);
    const duty = await store.findDuty(tx, input.duty, hats, account);
    if (!duty) return refuse('duties.no-such-duty');
    const names = await store.namePosts(tx);
    const named = (post: PostId | null) => (post && names.get(post)?.name) || 'Nobody in the line';
    const everybody = await parts.seesEverybody(tx, ctx.actor, ctx.now);
    const seen = everybody ? null : await store.listNamesSeenBy(tx, account);
    const nameOf = async (id: AccountId) =>
      seen === null || seen.has(id) ? store.nameAccount(tx, id) : 'the person in post';
    const rungs: SeenRung[] = [];
    let mayAcknowledge = false;
    for (const rung of await store.listRungs(tx, duty.id, hats)) {
      const { post, acknowledgedBy, ...rest } = rung;
      const by = acknowledgedBy && (await nameOf(acknowledgedBy));
      rungs.push({ ...rest, postName: named(post), acknowledgedBy: by });
      if (post && rung.part !== 'passed' && hats.includes(post) && !by) mayAcknowledge = true;
    }
    const asks: SeenAsk[] = [];
    for (const ask of await store.listOpenProposals(tx, [duty.id], false)) {
      if (ask.kind === 'ladder') continue;
      asks.push({
        id: ask.id,
        kind: ask.kind,
        askedByName: await nameOf(ask.askedBy),
        askedPostName: named(ask.askedPost),
        askedAt: ask.askedAt,
        reason: await vault.openJson<string>(tx, duty.about, REASON, ask.reason),
        newDueAt: ask.newDueAt,
        mayAnswer: ask.askedBy !== account,
      });
    }
    const opened = await store.saveOpened(tx, ctx.now, hats, [duty.id], account);
    const subjects = await describe(tx, [duty.about], account);
    const open = duty.state === 'open';
    return {
      ok: true,
      value: {
        duty,
        rule: await store.getRule(tx, duty.rule, duty.ruleVersion),
        owner: names.get(duty.post) ?? null,
        subject: subjects.get(duty.about.id) ?? null,
        rungs,
        asks,
        mayAcknowledge: open && mayAcknowledge,
        mayAsk: open && hats.some((hat) => hat === duty.post || duty.told.includes(hat)),
        stillOwed: open && (await parts.isStillOwed(tx, duty)),
        now: ctx.now,
      },
      entries: [
        {
          act: 'duties.duty-opened',
          subject: duty.about,
          body: { duty: duty.id, notices: opened.map((one) => one.id) },
        },
      ],
    };
  };
