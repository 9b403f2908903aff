import { sql } from 'kysely';
import type { OutboxEvent } from '../../../kernel/entry.ts';
import type { Id } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { NewAlarm, NewNotice } from '../ports.ts';

/** Keeps notices, all in one statement. */
export async function saveNotices(
  tx: Tx,
  now: Temporal.Instant,
  notices: readonly NewNotice[],
): Promise<void> {
  if (notices.length === 0) return;
  await sql`
    insert into duties.notices (id, duty_id, post_id, kind, means, reference, at)
    select id, duty, post, kind, means, reference, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb)
      as n (id uuid, duty uuid, post uuid, kind text, means text[], reference text)`.execute(tx);
}

/** The events that make the worker send those notices that leave the application. */
export function listNoticeEvents(notices: readonly NewNotice[]): readonly OutboxEvent[] {
  return notices
    .filter((notice) => notice.means.length > 0)
    .map((notice) => ({ name: 'duties.notice-queued', data: { notice: notice.id } }));
}

/** Keeps those alarms that are not open already, and gives them. */
export async function saveAlarms(
  tx: Tx,
  now: Temporal.Instant,
  alarms: readonly (NewAlarm & { readonly id: Id<'alarm'> })[],
): Promise<readonly NewAlarm[]> {
  if (alarms.length === 0) return [];
  const saved = await sql<{ id: string }>`
    insert into duties.alarms (id, kind, about, detail, at)
    select id, kind, about, detail, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(alarms)}::jsonb) as a (id uuid, kind text, about text, detail jsonb)
    on conflict (kind, about) where cleared_at is null do nothing
    returning id`.execute(tx);
  const kept = new Set(saved.rows.map((row) => row.id));
  return alarms.filter((alarm) => kept.has(alarm.id));
}

/** Marks the cause of every open alarm of a kind as gone; gives what each was about. */
export async function saveAllCleared(
  tx: Tx,
  now: Temporal.Instant,
  kind: NewAlarm['kind'],
): Promise<readonly string[]> {
  const { rows } = await sql<{ about: string }>`
    update duties.alarms set cleared_at = ${now}::timestamptz
    where kind = ${kind} and cleared_at is null returning about`.execute(tx);
  return rows.map(({ about }) => about);
}

/** Marks an alarm's cause as gone; gives how many were open. */
export async function saveAlarmCleared(
  tx: Tx,
  now: Temporal.Instant,
  kind: NewAlarm['kind'],
  about: string,
): Promise<number> {
  const cleared = await sql`
    update duties.alarms set cleared_at = ${now}::timestamptz
    where kind = ${kind} and about = ${about} and cleared_at is null`.execute(tx);
  return Number(cleared.numAffectedRows ?? 0n);
}
