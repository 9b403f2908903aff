import { sql } from 'kysely';
import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, RecordRef } from '../../../kernel/entry.ts';
import type { DutyId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Act } from '../domain/rule.ts';

/** A duty that this act has met. */
export interface MetDuty {
  readonly id: DutyId;
  readonly rule: string;
  readonly post: PostId;
  readonly dueAt: Temporal.Instant;
  /** True when it was met after its due time. */
  readonly late: boolean;
}

/** What meeting gives its caller to add to its own entries, in the same transaction. */
export interface Met {
  readonly duties: readonly MetDuty[];
  readonly entries: readonly EntryDraft[];
}

interface Row {
  id: DutyId;
  rule_id: string;
  post_id: PostId;
  due_at: Temporal.Instant;
}

/**
 * Marks as met, in the caller's transaction, every open duty about `about` whose rule is met by `act` (only those owed
 * by `posts`, where given). The only way a duty is met.
 */
export async function meetDuties(
  tx: Tx,
  ctx: CommandContext,
  about: RecordRef,
  act: Act,
  posts?: readonly PostId[],
): Promise<Met> {
  const by = ctx.actor.kind === 'account' ? ctx.actor.account : null;
  const only = posts ? sql`and d.post_id = any(${posts}::uuid[])` : sql``;
  const { rows } = await sql<Row>`
    update duties.duties d
    set state = 'met', ended_at = ${ctx.now}::timestamptz, ended_act = ${act}, ended_by = ${by}::uuid, next_at = null
    from duties.rules r
    where d.about_id = ${about.id}::uuid and d.about_kind = ${about.kind} and d.state = 'open'
      and r.id = d.rule_id and r.version = d.rule_version and r.met_by @> array[${act}]::text[] ${only}
    returning d.id, d.rule_id, d.post_id, d.due_at`.execute(tx);
  const duties = rows.map((row) => ({
    id: row.id,
    rule: row.rule_id,
    post: row.post_id,
    dueAt: row.due_at,
    late: Temporal.Instant.compare(ctx.now, row.due_at) > 0,
  }));
  return {
    duties,
    entries: duties.map((duty) => ({
      act: 'duties.duty-met',
      subject: about,
      about: [{ kind: 'post', id: duty.post }],
      body: { duty: duty.id, rule: duty.rule, act, late: duty.late },
    })),
  };
}

/** Brings the number of earlier warnings on every open duty about `about` up to date; it never goes down. */
export async function updateEarlierWarnings(tx: Tx, about: RecordRef, warnings: number): Promise<void> {
  await sql`
    update duties.duties set earlier_warnings = ${warnings}
    where about_id = ${about.id}::uuid and about_kind = ${about.kind} and state = 'open'
      and earlier_warnings < ${warnings}`.execute(tx);
}
