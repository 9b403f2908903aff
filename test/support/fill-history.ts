/**
 * Years of other people's work around a few known records, written by SQL since only its amount matters: entries in the log,
 * many of them on one busy post, and duties that the same post met long ago. For benchmarks, and tests of what is read by index.
 */
import type pg from 'pg';

export interface FillHistory {
  /** Entries there should be in the log altogether. */
  readonly entries: number;
  /** The post that everything in the area comes to. */
  readonly post: string;
  readonly until: Temporal.Instant;
}

/** Entries on each filled record; one in ten is on the busy post instead, and one duty of its is met for each ten. */
const PER_RECORD = 10;

/** Fills up to that many; gives how many there are. Runs as the superuser, past the triggers that would number them. */
export async function fillHistory(
  superuser: pg.Client,
  { entries, post, until }: FillHistory,
): Promise<number> {
  const { rows } = await superuser.query<{ n: string; next: string }>(
    'select (select count(*) from ledger.entries) as n, (select coalesce(max(index) + 1, 0) from ledger.positions) as next',
  );
  const missing = Math.max(0, entries - Number(rows[0]?.n ?? 0));
  const records = Math.ceil(missing / PER_RECORD);
  await superuser.query('set session_replication_role = replica');
  try {
    await superuser.query(
      `with made as (
         insert into ledger.refs (kind, id, ref)
         select 'concern', uuidv7()::text, gen_random_uuid() from generate_series(1, $1::int) returning ref
       ), busy as (select ref from ledger.refs where kind = 'post' and id = $2),
       written as (
         insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
         select uuidv7(), '{"v":1,"filler":"' || repeat('x', 400) || '"}',
           $3::timestamptz - random() * interval '5 years',
           case when n = 1 then 'duties.notices-opened' else 'concerns.concern-seen' end,
           case when n = 1 then busy.ref else made.ref end, array[made.ref], decode(repeat('00', 200), 'hex')
         from made cross join busy cross join generate_series(1, $4::int) n
         returning id
       )
       insert into ledger.positions (index, id, leaf)
       select $5::bigint + row_number() over () - 1, id, sha256(id::text::bytea) from written`,
      [records, post, until.toString(), PER_RECORD, rows[0]?.next ?? 0],
    );
    await superuser.query(
      `with spread as (
         select $2::timestamptz - interval '1 day' - random() * interval '5 years' as at from generate_series(1, $3::int)
       ), made as (
         insert into duties.duties (id, rule_id, rule_version, about_kind, about_id, key, reference, post_id, red, from_at,
           due_at, original_due_at, covered, earlier_warnings, skip_posts, skip_holders, reached_at, standing, notice_at,
           state, ended_at, ended_act)
         select uuidv7(), 'front-door.decide', 1, 'concern', uuidv7(), '', 'HD-7K2M-94', $1::uuid, false, at,
           at + interval '8 hours', at + interval '8 hours', true, 0, '{}', '{}', at, array[$1::uuid], at,
           'met', at + interval '20 hours' * random(), 'concerns.concern-decided' from spread
         returning id, from_at
       )
       insert into duties.notices (id, duty_id, post_id, kind, means, reference, at)
       select uuidv7(), id, $1::uuid, 'raised', '{}', 'HD-7K2M-94', from_at from made`,
      [post, until.toString(), records],
    );
  } finally {
    await superuser.query('set session_replication_role = origin');
  }
  await superuser.query(
    'vacuum (analyze) ledger.entries, ledger.positions, ledger.refs, duties.duties, duties.notices',
  );
  return Math.max(entries, Number(rows[0]?.n ?? 0));
}
