/**
 * Every column of a row, by name: `select *` is planned anew each time it is asked (0303), because prepared it would fail
 * when a migration adds a column. The compiler refuses a list that leaves one out or names one that isn't there.
 */
export function columnsOf<Row extends object>(
  named: Readonly<Record<keyof Row & string, true>>,
): readonly (keyof Row & string)[] {
  return Object.keys(named) as (keyof Row & string)[];
}

/** The same columns as read from a table under another name: `d.id` for `id`. */
export function columnsUnder<Alias extends string, Column extends string>(
  alias: Alias,
  columns: readonly Column[],
): readonly `${Alias}.${Column}`[] {
  return columns.map((column) => `${alias}.${column}` as const);
}
