import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { anyOf } from '../../../platform/any-of.ts';
import type { DutyRule } from '../domain/rule.ts';
import { type DutiesTables, dutiesTables } from './duties-tables.store.ts';

const RULE_COLUMNS = [
  'id',
  'version',
  'what',
  'clock',
  'calendar',
  'ladder',
  'met_by',
  'red',
  'on_missed',
  'source',
] as const;

function toRule(
  row: Pick<Selectable<DutiesTables['duties.rules']>, (typeof RULE_COLUMNS)[number]>,
): DutyRule {
  return {
    id: row.id,
    version: row.version,
    what: row.what,
    clock: row.clock,
    calendar: row.calendar,
    ladder: row.ladder,
    metBy: row.met_by,
    red: row.red,
    ...(row.on_missed ? { onMissed: row.on_missed } : {}),
    source: row.source,
  };
}

/** The version of each rule in force at `at` (of `ids` only, where given), by id. */
export async function readRules(
  tx: Tx,
  at: Temporal.Instant,
  ids?: readonly string[],
): Promise<ReadonlyMap<string, DutyRule>> {
  let query = dutiesTables(tx)
    .selectFrom('duties.rules')
    .select(RULE_COLUMNS)
    .distinctOn('id')
    .where('in_force_from', '<=', at)
    .orderBy('id')
    .orderBy('version', 'desc');
  if (ids) query = query.where('id', '=', anyOf(ids, 'text'));
  return new Map((await query.execute()).map((row) => [row.id, toRule(row)]));
}

/** Exactly these versions (`id version`), whether or not a newer one is in force: an old duty keeps its rule. */
export async function readRuleVersions(
  tx: Tx,
  wanted: readonly { readonly id: string; readonly version: number }[],
): Promise<(id: string, version: number) => DutyRule> {
  const rows = await dutiesTables(tx)
    .selectFrom('duties.rules')
    .select(RULE_COLUMNS)
    .where('id', '=', anyOf([...new Set(wanted.map((one) => one.id))], 'text'))
    .execute();
  const found = new Map(rows.map((row) => [`${row.id} ${row.version}`, toRule(row)]));
  return (id, version) => {
    const rule = found.get(`${id} ${version}`);
    if (!rule) throw new Error(`duties: rule ${id} version ${version} is missing`);
    return rule;
  };
}

/** True once any pack has been installed. */
export async function hasRules(tx: Tx): Promise<boolean> {
  const row = await dutiesTables(tx).selectFrom('duties.rules').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Adds the rules that are not there yet, in force from `at`; gives the ids that were new. Never changes a row. */
export async function saveRules(
  tx: Tx,
  at: Temporal.Instant,
  rules: readonly DutyRule[],
): Promise<readonly string[]> {
  const rows = rules.map((rule) => ({
    id: rule.id,
    version: rule.version,
    what: rule.what,
    clock: rule.clock,
    calendar: rule.calendar,
    ladder: rule.ladder,
    met_by: rule.metBy,
    red: rule.red,
    on_missed: rule.onMissed ?? null,
    source: rule.source,
  }));
  const saved = await sql<{ id: string }>`
    insert into duties.rules (id, version, what, clock, calendar, ladder, met_by, red, on_missed, source, in_force_from)
    select id, version, what, nullif(clock, 'null'::jsonb), calendar, ladder, met_by, red, on_missed, source, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, version integer, what text, clock jsonb,
      calendar text, ladder text, met_by text[], red boolean, on_missed text, source text)
    on conflict (id, version) do nothing
    returning id`.execute(tx);
  return saved.rows.map((row) => row.id);
}
