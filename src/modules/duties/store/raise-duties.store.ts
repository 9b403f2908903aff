import { sql } from 'kysely';
import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent } from '../../../kernel/entry.ts';
import type { DutyId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { listHolders } from '../../access/index.ts';
import { CALENDAR_RUNBOOK, getCalendar } from '../domain/calendar.ts';
import { type DueAt, deriveDueAt } from '../domain/due.ts';
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

function dueOf(one: RaiseDuty, rule: DutyRule, from: Temporal.Instant): DueAt {
  if (rule.clock) return deriveDueAt(rule.clock, getCalendar(rule.calendar), from);
  if (one.dueAt) return { at: one.dueAt, covered: true };
  throw new Error(`duties: rule ${rule.id} has no clock, and no date was given`);
}

interface Row {
  readonly one: RaiseDuty;
  readonly id: DutyId;
  readonly rule: DutyRule;
  readonly from: Temporal.Instant;
  readonly due: DueAt;
  readonly canAnswer: boolean;
  readonly notice: NewNotice;
  readonly nextAt: Temporal.Instant;
}

/** Works out each duty before any is written. Throws on a rule that is not in force. */
async function prepare(tx: Tx, ctx: CommandContext, wanted: readonly RaiseDuty[]): Promise<readonly Row[]> {
  const rules = await readRules(tx, ctx.now, [...new Set(wanted.map((one) => one.rule))]);
  const unread = wanted.filter((one) => !one.holders).map((one) => one.post);
  const holders = await listHolders(tx, [...new Set(unread)], ctx.now);
  const holdersOf = (one: RaiseDuty) =>
    one.holders ?? holders.filter(({ post }) => post === one.post).map(({ account }) => account);
  return wanted.map((one) => {
    const rule = rules.get(one.rule);
    if (!rule) throw new Error(`duties: no rule ${one.rule} is in force`);
    const from = one.from ?? ctx.now;
    const due = dueOf(one, rule, from);
    const canAnswer =
      !one.skipPosts?.includes(one.post) &&
      holdersOf(one).some((holder) => !one.skipHolders?.includes(holder));
    const id = ctx.ids.next<'duty'>();
    const notice: NewNotice = {
      id: ctx.ids.next<'notice'>(),
      duty: id,
      post: one.post,
      kind: 'raised',
      means: deriveMeans(rule, 'raised'),
      reference: one.reference ?? null,
    };
    return { one, id, rule, from, due, canAnswer, notice, nextAt: canAnswer ? halfway(from, due.at) : from };
  });
}

/** Writes the duties and their notices in one statement; gives those that were not owed already. */
async function save(tx: Tx, ctx: CommandContext, rows: readonly Row[]): Promise<readonly Row[]> {
  const values = rows.map((row) => ({
    id: row.id,
    rule_id: row.rule.id,
    rule_version: row.rule.version,
    about_kind: row.one.about.kind,
    about_id: row.one.about.id,
    key: row.one.key ?? '',
    reference: row.one.reference ?? null,
    post_id: row.one.post,
    red: row.rule.red,
    from_at: row.from.toString(),
    due_at: row.due.at.toString(),
    covered: row.due.covered,
    earlier_warnings: row.one.earlierWarnings ?? 0,
    skip_posts: row.one.skipPosts ?? [],
    skip_holders: row.one.skipHolders ?? [],
    telephone: row.one.telephone ?? null,
    cause_id: row.one.cause ?? null,
    next_at: row.nextAt.toString(),
    notice_id: row.canAnswer ? row.notice.id : null,
    means: row.notice.means,
  }));
  const saved = await sql<{ id: DutyId }>`
    with wanted as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as w (id uuid, rule_id text,
        rule_version integer, about_kind text, about_id uuid, key text, reference text, post_id uuid, red boolean,
        from_at timestamptz, due_at timestamptz, covered boolean, earlier_warnings integer, skip_posts uuid[],
        skip_holders uuid[], telephone text, cause_id uuid, next_at timestamptz, notice_id uuid, means text[])
    ), raised as (
      insert into duties.duties (id, rule_id, rule_version, about_kind, about_id, key, reference, post_id, red,
        from_at, due_at, original_due_at, covered, earlier_warnings, skip_posts, skip_holders, telephone, cause_id,
        reached_at, standing, notice_at, next_at)
      select id, rule_id, rule_version, about_kind, about_id, key, reference, post_id, red, from_at, due_at, due_at,
        covered, earlier_warnings, skip_posts, skip_holders, telephone, cause_id, from_at, array[post_id],
        ${ctx.now}::timestamptz, next_at
      from wanted
      on conflict (rule_id, about_kind, about_id, key) where state = 'open' do nothing
      returning id
    ), told as (
      insert into duties.notices (id, duty_id, post_id, kind, means, reference, at)
      select w.notice_id, w.id, w.post_id, 'raised', w.means, w.reference, ${ctx.now}::timestamptz
      from wanted w join raised using (id) where w.notice_id is not null
    )
    select id from raised`.execute(tx);
  const fresh = new Set(saved.rows.map((row) => row.id));
  return rows.filter((row) => fresh.has(row.id));
}

/** Says, once for each calendar, that its holiday table has ended. The duty stands all the same. */
async function alarmEnded(tx: Tx, ctx: CommandContext, rows: readonly Row[]): Promise<readonly EntryDraft[]> {
  const ended = new Set(rows.filter((row) => !row.due.covered).map((row) => row.rule.calendar));
  const alarms = await saveAlarms(
    tx,
    ctx.now,
    [...ended].map((calendar) => ({
      id: ctx.ids.next<'alarm'>(),
      kind: 'calendar-ended',
      about: calendar,
      detail: { runbook: CALENDAR_RUNBOOK },
    })),
  );
  return alarms.map((alarm) => ({
    act: 'duties.alarm-raised',
    subject: { kind: 'configuration', id: alarm.about },
    body: { alarm: alarm.kind, ...alarm.detail },
  }));
}

/**
 * Raises duties in the caller's transaction, however many in one statement, each with its notice to the post that
 * owes it. One that is owed already (same rule, record and key) is left as it stands and not given back. A vacant or
 * named post is passed by the engine within a second. Throws on a rule that isn't installed: a change that can't raise
 * its duty must not be made.
 */
export async function raiseDuties(
  tx: Tx,
  ctx: CommandContext,
  wanted: readonly RaiseDuty[],
): Promise<Raised> {
  if (wanted.length === 0) return { duties: [], entries: [], events: [] };
  const rows = await save(tx, ctx, await prepare(tx, ctx, wanted));
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
  return {
    duties: rows.map((row) => ({
      id: row.id,
      rule: row.rule.id,
      about: row.one.about,
      key: row.one.key ?? '',
      post: row.one.post,
      dueAt: row.due.at,
    })),
    entries: [...entries, ...(await alarmEnded(tx, ctx, rows))],
    events: listNoticeEvents(rows.filter((row) => row.canAnswer).map((row) => row.notice)),
  };
}
