import { type Selectable, sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { anyOf } from '../../../platform/any-of.ts';
import { columnsUnder } from '../../../platform/columns.ts';
import type { OpenDuty } from '../ports.ts';
import { DUTY_COLUMNS, type DutiesTables, dutiesTables } from './duties-tables.store.ts';

type Row = Selectable<DutiesTables['duties.duties']> & { what: string };

export function toOpenDuty(row: Row): OpenDuty {
  return {
    id: row.id,
    rule: row.rule_id,
    ruleVersion: row.rule_version,
    what: row.what,
    about: { kind: row.about_kind, id: row.about_id },
    key: row.key,
    reference: row.reference,
    post: row.post_id,
    red: row.red,
    from: row.from_at,
    dueAt: row.due_at,
    originalDueAt: row.original_due_at,
    covered: row.covered,
    earlierWarnings: row.earlier_warnings,
    telephone: row.telephone,
    state: row.state,
    endedAt: row.ended_at,
    missedAt: row.missed_at,
    rung: row.rung,
    standing: row.standing,
    told: row.told,
  };
}

function select(tx: Tx) {
  return dutiesTables(tx)
    .selectFrom('duties.duties as d')
    .innerJoin('duties.rules as r', (join) =>
      join.onRef('r.id', '=', 'd.rule_id').onRef('r.version', '=', 'd.rule_version'),
    )
    .select(columnsUnder('d', DUTY_COLUMNS))
    .select('r.what');
}

/** Never shown to somebody named in the matter: not by post, not by person. */
function seenBy(posts: readonly PostId[], viewer: AccountId | null) {
  const mine = sql`${posts}::uuid[]`;
  const named = viewer === null ? sql`false` : sql`d.skip_holders @> array[${viewer}]::uuid[]`;
  return sql<boolean>`not (d.skip_posts && ${mine}) and not (${named})`;
}

/**
 * Open duties that one of `posts` was informed of, as the scrutineer is, beside those who must act: each with that post
 * among the posts told.
 */
async function listInformed(tx: Tx, posts: readonly PostId[], viewer: AccountId | null, limit: number) {
  const mine = sql`${posts}::uuid[]`;
  const rows = await select(tx)
    .innerJoin('duties.rungs_reached as i', 'i.duty_id', 'd.id')
    .select('i.post_id as informed')
    .distinctOn('d.id')
    .where('d.state', '=', sql.lit('open'))
    .where('i.part', '=', sql.lit('informs'))
    .where('i.post_id', '=', anyOf(posts, 'uuid'))
    .where(sql<boolean>`not (d.told && ${mine}) and not d.post_id = any(${mine})`)
    .where(seenBy(posts, viewer))
    .orderBy('d.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    told: row.informed === null ? row.told : [...row.told, row.informed],
  }));
}

/**
 * Open duties that `posts` owe, that have climbed to them or that they were informed of, earliest due first. Left out: those in which one of
 * the posts, or `viewer`, is named.
 */
export async function listOpenDutiesFor(
  tx: Tx,
  posts: readonly PostId[],
  viewer: AccountId | null = null,
  limit = 500,
): Promise<readonly OpenDuty[]> {
  if (posts.length === 0) return [];
  const mine = sql`${posts}::uuid[]`;
  const owed = select(tx)
    .where('d.state', '=', sql.lit('open'))
    .where(sql<boolean>`d.post_id = any(${mine})`);
  const climbed = select(tx)
    .where('d.state', '=', sql.lit('open'))
    .where('d.rung', '>', sql.lit(0))
    .where(sql<boolean>`d.told && ${mine} and not d.post_id = any(${mine})`);
  const [own, up, informed] = await Promise.all([
    owed.where(seenBy(posts, viewer)).orderBy('d.due_at').limit(limit).execute(),
    climbed.where(seenBy(posts, viewer)).orderBy('d.due_at').limit(limit).execute(),
    listInformed(tx, posts, viewer, limit),
  ]);
  return [...own, ...up, ...informed]
    .map(toOpenDuty)
    .sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt) || (a.id < b.id ? -1 : 1));
}

/** Every duty, open or ended, about any of `about`, oldest first. */
export async function listDutiesAbout(tx: Tx, about: readonly RecordRef[]): Promise<readonly OpenDuty[]> {
  if (about.length === 0) return [];
  const rows = await select(tx)
    .where(
      'd.about_id',
      '=',
      anyOf(
        about.map((ref) => ref.id),
        'uuid',
      ),
    )
    .orderBy('d.from_at')
    .orderBy('d.id')
    .execute();
  return rows
    .map(toOpenDuty)
    .filter((duty) => about.some((ref) => ref.kind === duty.about.kind && ref.id === duty.about.id));
}

/** One duty, whatever its state; `viewer` finds none in which they or `posts` are named. */
export async function findDuty(
  tx: Tx,
  id: DutyId,
  posts: readonly PostId[],
  viewer: AccountId | null,
): Promise<OpenDuty | undefined> {
  const row = await select(tx).where('d.id', '=', id).where(seenBy(posts, viewer)).executeTakeFirst();
  return row && toOpenDuty(row);
}

/** How many duties posts owed at one moment, and how many of those were overdue: the context a decision was made in. */
export interface DutyLoad {
  readonly open: number;
  readonly overdue: number;
}

/** Counts the duties that `posts` owe now, at `at`; climbed ones are counted where they are owed. */
export async function countOpenDuties(
  tx: Tx,
  posts: readonly PostId[],
  at: Temporal.Instant,
): Promise<DutyLoad> {
  const { rows } = await sql<DutyLoad>`
    select count(*)::int as open, count(*) filter (where due_at < ${at}::timestamptz)::int as overdue
    from duties.duties where post_id = any(${posts}::uuid[]) and state = 'open'`.execute(tx);
  return rows[0] ?? { open: 0, overdue: 0 };
}
