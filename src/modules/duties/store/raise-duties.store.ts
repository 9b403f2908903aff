import { sql } from 'kysely';
import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { listHolders } from '../../access/index.ts';
import { CALENDAR_RUNBOOK, getCalendar } from '../domain/calendar.ts';
import { deriveDueAt } from '../domain/due.ts';
import { deriveMeans } from '../domain/notice-means.ts';
import type { DutyRule } from '../domain/rule.ts';
import type { NewNotice, RaiseDuty, RaisedDuty } from '../ports.ts';
import { listNoticeEvents, saveAlarms } from './notices.store.ts';
import { readRules } from './rules.store.ts';

/** What raising gives its caller to add to its own entries and events, in the same transaction. */
export interface Raised {
  readonly duties: readonly RaisedDuty[];
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
}

function halfway(from: Temporal.Instant, dueAt: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(
    from.epochMilliseconds + Math.floor((dueAt.epochMilliseconds - from.epochMilliseconds) / 2),
  );
}

function dueOf(one: RaiseDuty, rule: DutyRule, from: Temporal.Instant) {
  if (rule.clock) return deriveDueAt(rule.clock, getCalendar(rule.calendar), from);
  if (one.dueAt) return { at: one.dueAt, covered: true };
  throw new Error(`duties: rule ${rule.id} has no clock, and no date was given`);
}

/**
 * Raises duties in the caller's transaction, however many in one statement, each with its notice to the post that
 * owes it. A vacant or named post is passed by the engine within a second. Throws on a rule that isn't installed:
 * a change that can't raise its duty must not be made.
 */
export async function raiseDuties(
  tx: Tx,
  ctx: CommandContext,
  wanted: readonly RaiseDuty[],
): Promise<Raised> {
  if (wanted.length === 0) return { duties: [], entries: [], events: [] };
  const rules = await readRules(tx, ctx.now, [...new Set(wanted.map((one) => one.rule))]);
  const holders = await listHolders(tx, [...new Set(wanted.map((one) => one.post))], ctx.now);
  const rows = wanted.map((one) => {
    const rule = rules.get(one.rule);
    if (!rule) throw new Error(`duties: no rule ${one.rule} is in force`);
    const from = one.from ?? ctx.now;
    const due = dueOf(one, rule, from);
    const skipPosts = one.skip ?? [];
    const skipHolders = one.skipHolders ?? [];
    const canAnswer =
      !skipPosts.includes(one.post) &&
      holders.some((holder) => holder.post === one.post && !skipHolders.includes(holder.account));
    const id = ctx.ids.next<'duty'>();
    const notice: NewNotice = {
      id: ctx.ids.next<'notice'>(),
      duty: id,
      post: one.post,
      kind: 'raised',
      means: deriveMeans(rule, 'raised'),
      reference: one.reference ?? null,
    };
    const nextAt = canAnswer ? halfway(from, due.at) : from;
    return { one, id, rule, from, due, skipPosts, skipHolders, canAnswer, notice, nextAt };
  });
  const values = rows.map((row) => ({
    id: row.id,
    rule_id: row.rule.id,
    rule_version: row.rule.version,
    about_kind: row.one.about.kind,
    about_id: row.one.about.id,
    reference: row.one.reference ?? null,
    post_id: row.one.post,
    red: row.rule.red,
    from_at: row.from.toString(),
    due_at: row.due.at.toString(),
    covered: row.due.covered,
    earlier_warnings: row.one.earlierWarnings ?? 0,
    skip_posts: row.skipPosts,
    skip_holders: row.skipHolders,
    telephone: row.one.telephone ?? null,
    cause_id: row.one.cause ?? null,
    next_at: row.nextAt.toString(),
    notice_id: row.canAnswer ? row.notice.id : null,
    means: row.notice.means,
  }));
  await sql`
    with wanted as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as w (id uuid, rule_id text,
        rule_version integer, about_kind text, about_id uuid, reference text, post_id uuid, red boolean,
        from_at timestamptz, due_at timestamptz, covered boolean, earlier_warnings integer, skip_posts uuid[],
        skip_holders uuid[], telephone text, cause_id uuid, next_at timestamptz, notice_id uuid, means text[])
    ), raised as (
      insert into duties.duties (id, rule_id, rule_version, about_kind, about_id, reference, post_id, red, from_at,
        due_at, original_due_at, covered, earlier_warnings, skip_posts, skip_holders, telephone, cause_id, reached_at,
        standing, notice_at, next_at)
      select id, rule_id, rule_version, about_kind, about_id, reference, post_id, red, from_at, due_at, due_at,
        covered, earlier_warnings, skip_posts, skip_holders, telephone, cause_id, from_at, array[post_id],
        ${ctx.now}::timestamptz, next_at
      from wanted
    )
    insert into duties.notices (id, duty_id, post_id, kind, means, reference, at)
    select notice_id, id, post_id, 'raised', means, reference, ${ctx.now}::timestamptz
    from wanted where notice_id is not null`.execute(tx);
  const ended = rows.filter((row) => !row.due.covered).map((row) => row.rule.calendar);
  const alarms = await saveAlarms(
    tx,
    ctx.now,
    [...new Set(ended)].map((calendar) => ({
      id: ctx.ids.next<'alarm'>(),
      kind: 'calendar-ended',
      about: calendar,
      detail: { runbook: CALENDAR_RUNBOOK },
    })),
  );
  const entries: EntryDraft[] = rows.map((row) => ({
    act: 'duties.duty-raised',
    subject: row.one.about,
    about: [{ kind: 'post', id: row.one.post }],
    body: {
      duty: row.id,
      rule: row.rule.id,
      version: row.rule.version,
      from: row.from.toString(),
      due: row.due.at.toString(),
      ...(row.due.covered ? {} : { weekdaysOnly: true }),
    },
  }));
  for (const alarm of alarms)
    entries.push({
      act: 'duties.alarm-raised',
      subject: { kind: 'configuration', id: alarm.about },
      body: { alarm: alarm.kind, ...alarm.detail },
    });
  return {
    duties: rows.map((row) => ({
      id: row.id,
      rule: row.rule.id,
      about: row.one.about,
      post: row.one.post,
      dueAt: row.due.at,
    })),
    entries,
    events: listNoticeEvents(rows.filter((row) => row.canAnswer).map((row) => row.notice)),
  };
}
