import { type RawBuilder, sql } from 'kysely';

/**
 * For `where('id', '=', anyOf(ids, 'uuid'))`: one statement however many values there are. A list written out
 * (`in ($1, $2 ...)`) is another statement for each length, planned anew and kept beside all the others (0303).
 */
export function anyOf<T>(values: readonly T[], type: 'uuid' | 'text' | 'bytea'): RawBuilder<T> {
  return sql<T>`any(${[...values]}::${sql.raw(type)}[])`;
}
