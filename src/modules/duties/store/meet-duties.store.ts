import { sql } from 'kysely';
import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft, OutboxEvent, RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Act } from '../domain/rule.ts';

/** A duty that this act has met. */
export interface MetDuty {
  readonly id: DutyId;
  readonly rule: string;
  readonly key: string;
  readonly post: PostId;
  readonly dueAt: Temporal.Instant;
  /** True when it was met after its due time. */
  readonly late: boolean;
}

/** What meeting gives its caller to add to its own entries, in the same transaction. */
export interface Met {
  readonly duties: readonly MetDuty[];
  readonly entries: readonly EntryDraft[];
  readonly events: readonly OutboxEvent[];
}

/** Which duties an act meets: about what, by which act, and, where not all, which. */
export interface MeetDuties {
  readonly about: RecordRef;
  readonly act: Act;
  /** Only these; without it, every open duty about the record whose rule is met by the act. */
  readonly which?: readonly { readonly rule: string; readonly key: string }[];
  /** Only those owed by these posts. */
  readonly posts?: readonly PostId[];
}

interface Row {
  id: DutyId;
  rule_id: string;
  key: string;
  post_id: PostId;
  due_at: Temporal.Instant;
  by_act: boolean;
}

/**
 * Marks as met, in the caller's transaction, the open duties that `act` meets, with any further duty that missing one
 * of them had raised. The only way a duty is met. Throws when `which` names a duty that this act does not meet: that
 * is a mistake in the program, and nothing may be committed.
 */
export async function meetDuties(tx: Tx, ctx: CommandContext, meet: MeetDuties): Promise<Met> {
  const { about, act, which, posts } = meet;
  const by = ctx.actor.kind === 'account' ? ctx.actor.account : null;
  const byAct = sql<boolean>`r.met_by @> array[${act}]::text[]`;
  const chosen = which
    ? sql`and exists (select from jsonb_to_recordset(${JSON.stringify(which)}::jsonb) as w (rule text, key text)
        where w.rule = d.rule_id and w.key = d.key)`
    : sql`and ${byAct}`;
  const owed = posts ? sql`and d.post_id = any(${posts}::uuid[])` : sql``;
  const { rows } = await sql<Row>`
    with chosen as (
      select d.id, ${byAct} as by_act
      from duties.duties d
      join duties.rules r on r.id = d.rule_id and r.version = d.rule_version
      where d.about_id = ${about.id}::uuid and d.about_kind = ${about.kind} and d.state = 'open' ${chosen} ${owed}
    ), further as (
      select d.id, true as by_act from duties.duties d join chosen on d.cause_id = chosen.id
      where d.state = 'open' and d.id not in (select id from chosen)
    )
    update duties.duties d
    set state = 'met', ended_at = ${ctx.now}::timestamptz, ended_act = ${act}, ended_by = ${by}::uuid, next_at = null
    from (select * from chosen union all select * from further) as c
    where d.id = c.id and d.state = 'open'
    returning d.id, d.rule_id, d.key, d.post_id, d.due_at, c.by_act`.execute(tx);
  const wrong = rows.find((row) => !row.by_act);
  if (wrong) throw new Error(`duties: ${act} does not meet ${wrong.rule_id}`);
  const duties = rows.map((row) => ({
    id: row.id,
    rule: row.rule_id,
    key: row.key,
    post: row.post_id,
    dueAt: row.due_at,
    late: Temporal.Instant.compare(ctx.now, row.due_at) > 0,
  }));
  return {
    duties,
    events: [],
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

/**
 * Hides every open duty about `about` from these posts and people and from no others: those found to be named in the
 * matter, kept away from it or shut out of it. The engine passes them over at once wherever it stands on them. The entry
 * says so; only the next rung is shown it.
 */
export async function moveDuties(
  tx: Tx,
  ctx: CommandContext,
  about: RecordRef,
  named: { readonly skipPosts?: readonly PostId[]; readonly skipHolders?: readonly AccountId[] },
): Promise<{ readonly entries: readonly EntryDraft[]; readonly events: readonly OutboxEvent[] }> {
  const posts = named.skipPosts ?? [];
  const holders = named.skipHolders ?? [];
  const { rows } = await sql<{ id: DutyId }>`
    update duties.duties set next_at = ${ctx.now}::timestamptz,
      skip_posts = ${posts}::uuid[], skip_holders = ${holders}::uuid[]
    where about_id = ${about.id}::uuid and about_kind = ${about.kind} and state = 'open'
      and not (skip_posts @> ${posts}::uuid[] and skip_posts <@ ${posts}::uuid[]
        and skip_holders @> ${holders}::uuid[] and skip_holders <@ ${holders}::uuid[])
    returning id`.execute(tx);
  return {
    events: [],
    entries: rows.map(({ id }) => ({
      act: 'duties.duty-moved-from-named',
      subject: about,
      body: { duty: id, posts, accounts: holders },
    })),
  };
}

/**
 * Ends, as withdrawn, every open duty about a record whose words a restored backup still had and the law had erased: what
 * is owed can't be done without them. Heed's own doing, never a person's; each is an entry.
 */
export async function endDutiesOfErased(
  tx: Tx,
  ctx: CommandContext,
  about: RecordRef,
): Promise<{ readonly entries: readonly EntryDraft[]; readonly events: readonly OutboxEvent[] }> {
  const { rows } = await sql<{ id: DutyId; rule_id: string; post_id: PostId }>`
    update duties.duties set state = 'withdrawn', ended_at = ${ctx.now}::timestamptz,
      ended_act = 'concerns.erasure-replayed', next_at = null
    where about_id = ${about.id}::uuid and about_kind = ${about.kind} and state = 'open'
    returning id, rule_id, post_id`.execute(tx);
  return {
    events: [],
    entries: rows.map((row) => ({
      act: 'duties.duty-ended-by-erasure',
      subject: about,
      about: [{ kind: 'post', id: row.post_id }],
      body: { duty: row.id, rule: row.rule_id },
    })),
  };
}
