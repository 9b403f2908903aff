import { type RawBuilder, sql } from 'kysely';

/**
 * A query that gives `mention_id`, newest first, of the mentions confirmed to be a record (an expression; a record that is
 * joined to no other) or one joined to it, `most` at most. Nothing but what the index holds is read, in its order: of a
 * record with fifty thousand links, `most` rows. Asked for more columns, PostgreSQL expects the hundred links of a usual record and reads and sorts
 * all of them.
 */
export function newestLinks(record: RawBuilder<unknown>, most: number): RawBuilder<unknown> {
  return sql`(select own.mention_id from (
      select ${record} union all select g.record_id from people.merged g where g.root_id = ${record}) same (id)
    cross join lateral (select l.mention_id from people.links l where l.record_id = same.id and l.status = 'confirmed'
      order by l.mention_id desc limit ${sql.lit(most)}) own
    order by own.mention_id desc limit ${sql.lit(most)})`;
}
