import { sql } from 'kysely';
import { LONDON } from '../../../kernel/clock.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { NewNotice } from '../ports.ts';
import { listLadders } from './ladders.store.ts';
import { saveNotices } from './notices.store.ts';

/** Local hour from which the day's digest goes out. */
const FROM_HOUR = 8;
/** Most references that one digest lists; beyond that it gives the count only. */
const MOST_REFERENCES = 8;
const MONDAY = 1;

type Kind = 'daily' | 'weekly';

interface Owed {
  readonly post: PostId;
  readonly n: number;
  readonly references: readonly (string | null)[];
}

/** What to say in a digest: how many, and their references where they are few. Never a name. */
function sayOwed({ n, references }: Owed): string {
  const known = references.filter((one) => one !== null);
  const count = n === 1 ? '1 duty' : `${n} duties`;
  return known.length === 0 || known.length > MOST_REFERENCES ? count : `${count} (${known.join(', ')})`;
}

/** For each post, what it owes that is overdue or due by `until`, and what has climbed to it; red went out at once. */
async function listDaily(tx: Tx, until: Temporal.Instant, day: string): Promise<readonly Owed[]> {
  const { rows } = await sql<Owed>`
    with owed as (
      select d.post_id as post, d.reference from duties.duties d
      where d.state = 'open' and not d.red and d.due_at <= ${until}::timestamptz and not d.post_id = any(d.skip_posts)
      union all
      select t.post, d.reference from duties.duties d cross join unnest(d.told) as t (post)
      where d.state = 'open' and not d.red and d.rung > 0 and not t.post = any(d.skip_posts)
    )
    select post, count(*)::int as n, (array_agg(distinct reference))[1:${MOST_REFERENCES + 1}] as "references"
    from owed
    where not exists (
      select from duties.digests g where g.post_id = owed.post and g.day = ${day}::date and g.kind = 'daily')
    group by post`.execute(tx);
  return rows;
}

/** For each post on a ladder's weekly list, how many duties of that ladder are past their clock. */
async function listWeekly(tx: Tx, now: Temporal.Instant, day: string): Promise<readonly Owed[]> {
  const wanted = (await listLadders(tx, now)).flatMap(({ ladder }) =>
    ladder.weekly.flatMap((target) =>
      target.to === 'post' ? [{ post: target.post, ladder: ladder.key }] : [],
    ),
  );
  if (wanted.length === 0) return [];
  const { rows } = await sql<Owed>`
    select w.post, count(*)::int as n, array[]::text[] as "references"
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w (post uuid, ladder text)
    join duties.rules r on r.ladder = w.ladder
    join duties.duties d on d.rule_id = r.id and d.rule_version = r.version
    where d.state = 'open' and d.missed_at is not null and not w.post = any(d.skip_posts)
      and not exists (
        select from duties.digests g where g.post_id = w.post and g.day = ${day}::date and g.kind = 'weekly')
    group by w.post`.execute(tx);
  return rows;
}

async function saveDigests(
  tx: Tx,
  ctx: CommandContext,
  kind: Kind,
  day: string,
  owed: readonly Owed[],
): Promise<readonly NewNotice[]> {
  const notices = owed.map(
    (one): NewNotice => ({
      id: ctx.ids.next<'notice'>(),
      duty: null,
      post: one.post,
      kind: kind === 'daily' ? 'digest' : 'weekly',
      means: ['email'],
      reference: sayOwed(one),
    }),
  );
  await saveNotices(tx, ctx.now, notices);
  if (notices.length > 0)
    await sql`
      insert into duties.digests (post_id, day, kind, notice_id)
      select post, ${day}::date, ${kind}, id
      from jsonb_to_recordset(${JSON.stringify(notices)}::jsonb) as n (id uuid, post uuid)`.execute(tx);
  return notices;
}

/**
 * The day's digests that have not gone out yet, one for each post with something to do, and on Mondays the weekly
 * lists; none before eight in the morning, London time. Called again the same day, it gives none.
 */
export async function writeDigests(
  tx: Tx,
  ctx: CommandContext,
): Promise<{ readonly entries: readonly EntryDraft[]; readonly notices: readonly NewNotice[] }> {
  const local = ctx.now.toZonedDateTimeISO(LONDON);
  if (local.hour < FROM_HOUR) return { entries: [], notices: [] };
  const day = local.toPlainDate().toString();
  const until = local.startOfDay().add({ days: 2 }).toInstant();
  const daily = await saveDigests(tx, ctx, 'daily', day, await listDaily(tx, until, day));
  const weekly =
    local.dayOfWeek === MONDAY
      ? await saveDigests(tx, ctx, 'weekly', day, await listWeekly(tx, ctx.now, day))
      : [];
  const notices = [...daily, ...weekly];
  return {
    notices,
    entries: notices.map((notice) => ({
      act: 'duties.digest-written',
      subject: { kind: 'post', id: notice.post },
      body: { notice: notice.id, kind: notice.kind, day },
    })),
  };
}
