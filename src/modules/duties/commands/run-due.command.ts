import type { Command, CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { PostId } from '../../../kernel/ids.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { getCalendar } from '../domain/calendar.ts';
import type { Ladder, PostLookup } from '../domain/ladder.ts';
import { deriveCaughtUp, type Step } from '../domain/next-step.ts';
import { deriveMeans, type NoticeKind } from '../domain/notice-means.ts';
import { clockHours } from '../domain/span.ts';
import type { DueDuty, EngineStore, NewAlarm, NewNotice, RaiseDuty, SteppedDuty } from '../ports.ts';

/** What one batch of the engine did. Lateness is from when the earliest step should have happened, in milliseconds. */
export interface RanDue {
  readonly duties: number;
  readonly steps: number;
  readonly lateness: readonly number[];
}

/** Raises the further duty that a miss causes; `raiseDuties` in this module's store. */
export type RaiseFurther = (
  tx: Tx,
  ctx: CommandContext,
  wanted: readonly RaiseDuty[],
) => Promise<{ readonly entries: readonly EntryDraft[]; readonly events: readonly OutboxEvent[] }>;

/** How long a duty that could not be worked out waits before it is tried again. */
const TRY_AGAIN_MINUTES = 10;

/** Serves a duty whose ladder is missing: it is still warned and missed, and the alarm says why it climbs nowhere. */
const NO_LADDER = { rungs: [], weekly: [], unopened: clockHours(1) } as const;

function describeStep(duty: DueDuty, step: Step): EntryDraft {
  const body = { duty: duty.id, rule: duty.rule.id, should: step.at.toString() };
  const subject = duty.about;
  switch (step.kind) {
    case 'warned':
      return { act: 'duties.owner-warned', subject, body: { ...body, percent: step.percent } };
    case 'missed':
      return { act: 'duties.clock-missed', subject, body };
    case 'resent':
      return {
        act: 'duties.notice-sent-again',
        subject,
        body: { ...body, rung: step.rung, posts: step.posts },
      };
    case 'exhausted':
      return { act: 'duties.nobody-left', subject, body: { ...body, rung: step.rung } };
    case 'reached':
      return {
        act: 'duties.rung-reached',
        subject,
        about: [...step.acts, ...step.informs].map((id) => ({ kind: 'post', id })),
        body: {
          ...body,
          rung: step.rung,
          why: step.why,
          acts: step.acts,
          informs: step.informs,
          passedOver: step.passedOver.map(({ post, why }) => ({ post, why })),
        },
      };
  }
}

function listTold(duty: DueDuty, step: Step): readonly (readonly [NoticeKind, readonly PostId[]])[] {
  switch (step.kind) {
    case 'warned':
      return [['warned', duty.state.standing]];
    case 'missed':
      return [['missed', duty.state.standing]];
    case 'resent':
      return [['resent', step.posts]];
    case 'reached':
      return [
        ['reached', step.acts],
        ['informed', step.informs],
      ];
    case 'exhausted':
      return [];
  }
}

/** Only the last of several notices of one kind to one post is kept: after an outage nobody is told five times over. */
function listNotices(ctx: CommandContext, { duty, steps }: SteppedDuty): readonly NewNotice[] {
  const kept = new Map<string, NewNotice>();
  for (const step of steps)
    for (const [kind, posts] of listTold(duty, step))
      for (const post of posts)
        kept.set(`${kind} ${post}`, {
          id: ctx.ids.next<'notice'>(),
          duty: duty.id,
          post,
          kind,
          means: deriveMeans(duty.rule, kind),
          reference: duty.reference,
        });
  return [...kept.values()];
}

function listAlarms(
  { duty, steps, failed }: SteppedDuty & { readonly failed?: true },
  ladder: Ladder | undefined,
): readonly NewAlarm[] {
  const detail = { duty: duty.id, ladder: duty.rule.ladder };
  if (failed) return [{ kind: 'duty-not-worked-out', about: duty.id, detail }];
  if (!ladder) return [{ kind: 'no-ladder', about: duty.rule.ladder, detail }];
  return steps.some((step) => step.kind === 'exhausted')
    ? [{ kind: 'nobody-left', about: duty.id, detail }]
    : [];
}

/**
 * Catches one duty up. Should the working out itself fail (a ladder written wrongly), this duty alone is tried again
 * later, with an alarm: one bad row must not keep every other clock from climbing.
 */
function catchUp(
  duty: DueDuty,
  ladder: Ladder | undefined,
  posts: PostLookup,
  now: Temporal.Instant,
): SteppedDuty & { readonly failed?: true } {
  try {
    const on = ladder ?? { key: duty.rule.ladder, ...NO_LADDER };
    const caught = deriveCaughtUp(duty.state, on, posts, getCalendar(duty.calendar), now);
    return { duty, steps: caught.steps, state: caught.duty, nextAt: caught.nextAt };
  } catch {
    return {
      duty,
      steps: [],
      state: duty.state,
      nextAt: now.add({ minutes: TRY_AGAIN_MINUTES }),
      failed: true,
    };
  }
}

/** Who gets the further duty: the first post of the rung just reached, which is the next holder. */
function findNextHolder(steps: readonly Step[]): PostId | null {
  for (const step of steps) if (step.kind === 'reached' && step.acts[0]) return step.acts[0];
  return null;
}

async function listFurther(
  store: EngineStore,
  tx: Tx,
  stepped: readonly SteppedDuty[],
): Promise<readonly RaiseDuty[]> {
  const missed = stepped.filter(
    ({ duty, steps }) => duty.rule.onMissed && steps.some((step) => step.kind === 'missed'),
  );
  if (missed.length === 0) return [];
  const telephones = await store.readTelephones(tx, [...new Set(missed.map(({ duty }) => duty.state.owner))]);
  return missed.flatMap(({ duty, steps, state }) => {
    const post = findNextHolder(steps) ?? state.standing[0];
    if (!duty.rule.onMissed || !post) return [];
    const telephone = telephones.get(duty.state.owner);
    return [
      {
        rule: duty.rule.onMissed,
        about: duty.about,
        // Two missed duties about one record each raise their own.
        key: duty.id,
        post,
        cause: duty.id,
        earlierWarnings: duty.earlierWarnings,
        skipPosts: duty.state.skipPosts,
        skipHolders: duty.state.skipHolders,
        ...(duty.reference ? { reference: duty.reference } : {}),
        ...(telephone ? { telephone } : {}),
      },
    ];
  });
}

/**
 * One batch of the engine: locks what has come due, asks the domain what should have happened by now, and writes it
 * all in one transaction. Refuses `duties.nothing-due` when there is nothing. Safe beside other workers.
 */
export const runDue =
  (store: EngineStore, raise: RaiseFurther): Command<{ readonly limit: number }, RanDue> =>
  async (tx, ctx, { limit }) => {
    const due = await store.lockDue(tx, ctx.now, limit);
    if (due.length === 0) return refuse('duties.nothing-due');
    const posts = await store.readPosts(tx, ctx.now);
    const ladders = await store.readLadders(tx, ctx.now);
    const alarms: NewAlarm[] = [];
    const stepped = due.map((duty): SteppedDuty => {
      const ladder = ladders(duty.rule.ladder, duty.state.owner);
      const one = catchUp(duty, ladder, posts, ctx.now);
      alarms.push(...listAlarms(one, ladder));
      return one;
    });
    await store.saveSteps(tx, ctx.now, stepped);
    const notices = stepped.flatMap((one) => listNotices(ctx, one));
    const raised = await raise(tx, ctx, await listFurther(store, tx, stepped));
    const fresh = await store.saveAlarms(
      tx,
      ctx.now,
      alarms.map((alarm) => ({ ...alarm, id: ctx.ids.next<'alarm'>() })),
    );
    const administrators = fresh.length > 0 ? await store.listAdministrators(tx) : [];
    for (const alarm of fresh)
      for (const post of administrators)
        notices.push({
          id: ctx.ids.next<'notice'>(),
          duty: null,
          post,
          kind: `alarm:${alarm.kind}`,
          means: [],
          reference: null,
        });
    await store.saveNotices(tx, ctx.now, notices);
    const entries: EntryDraft[] = [
      ...stepped.flatMap(({ duty, steps }) => steps.map((step) => describeStep(duty, step))),
      ...raised.entries,
      ...fresh.map(
        (alarm): EntryDraft => ({
          act: 'duties.alarm-raised',
          subject: { kind: 'configuration', id: alarm.about },
          body: { alarm: alarm.kind, ...alarm.detail },
        }),
      ),
    ];
    const value: RanDue = {
      duties: due.length,
      steps: stepped.reduce((sum, one) => sum + one.steps.length, 0),
      lateness: stepped.flatMap(({ steps }) =>
        steps[0] ? [ctx.now.epochMilliseconds - steps[0].at.epochMilliseconds] : [],
      ),
    };
    const sent = notices.filter((notice) => notice.means.length > 0);
    const events = [
      ...sent.map((notice): OutboxEvent => ({ name: 'duties.notice-queued', data: { notice: notice.id } })),
      ...raised.events,
    ];
    if (!isNonEmpty(entries)) {
      entries.push({
        act: 'duties.clock-looked-at',
        subject: { kind: 'configuration', id: 'duties.engine' },
        body: { duties: due.length },
      });
    }
    return isNonEmpty(entries) ? { ok: true, value, entries, events } : refuse('duties.nothing-due');
  };
