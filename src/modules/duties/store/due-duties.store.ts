import { type Selectable, sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { Step } from '../domain/next-step.ts';
import type { DueDuty, SteppedDuty } from '../ports.ts';
import { DUTY_COLUMNS, type DutiesTables, dutiesTables } from './duties-tables.store.ts';
import { readRuleVersions } from './rules.store.ts';

type Row = Selectable<DutiesTables['duties.duties']>;

function toState(row: Row): DueDuty['state'] {
  return {
    owner: row.post_id,
    from: row.from_at,
    dueAt: row.due_at,
    skipPosts: row.skip_posts,
    skipHolders: row.skip_holders,
    warned: row.warned,
    missed: row.missed_at !== null,
    rung: row.rung,
    reachedAt: row.reached_at,
    standing: row.standing,
    noticeAt: row.notice_at,
    noticeOpened: row.notice_opened,
    resent: row.resent,
    exhausted: row.exhausted,
  };
}

/** Locks up to `limit` open duties whose moment has come, earliest first, passing by those another worker holds. */
export async function lockDue(tx: Tx, now: Temporal.Instant, limit: number): Promise<readonly DueDuty[]> {
  const rows = await dutiesTables(tx)
    .selectFrom('duties.duties')
    .select(DUTY_COLUMNS)
    .where('state', '=', sql.lit('open'))
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  if (rows.length === 0) return [];
  const rules = await readRuleVersions(
    tx,
    rows.map((row) => ({ id: row.rule_id, version: row.rule_version })),
  );
  return rows.map((row) => {
    const rule = rules(row.rule_id, row.rule_version);
    return {
      id: row.id,
      rule,
      about: { kind: row.about_kind, id: row.about_id },
      reference: row.reference,
      calendar: rule.calendar,
      state: toState(row),
      earlierWarnings: row.earlier_warnings,
    };
  });
}

function rungRows(stepped: readonly SteppedDuty[]): readonly object[] {
  return stepped.flatMap(({ duty, steps }) =>
    steps
      .filter((step): step is Extract<Step, { kind: 'reached' }> => step.kind === 'reached')
      .flatMap((step) => {
        const about = { duty: duty.id, rung: step.rung, should: step.at.toString() };
        return [
          ...step.acts.map((post) => ({ ...about, post, part: 'acts', why: step.why })),
          ...step.informs.map((post) => ({ ...about, post, part: 'informs', why: step.why })),
          ...step.passedOver.map(({ post, why }) => ({ ...about, post, part: 'passed', why })),
        ].map((row, n) => ({ ...row, n }));
      }),
  );
}

/** Writes where each duty now stands and every rung it reached, in two statements however many there are. */
export async function saveSteps(
  tx: Tx,
  now: Temporal.Instant,
  stepped: readonly SteppedDuty[],
): Promise<void> {
  const states = stepped.map(({ duty, steps, state, nextAt }) => ({
    id: duty.id,
    warned: state.warned,
    missed: state.missed,
    rung: state.rung,
    reached_at: state.reachedAt.toString(),
    standing: state.standing,
    told: steps.flatMap((step) => (step.kind === 'reached' ? step.acts : [])),
    notice_at: state.noticeAt.toString(),
    notice_opened: state.noticeOpened,
    resent: state.resent,
    exhausted: state.exhausted,
    next_at: nextAt?.toString() ?? null,
  }));
  await sql`
    update duties.duties d
    set warned = s.warned, missed_at = case when s.missed then coalesce(d.missed_at, d.due_at) end, rung = s.rung,
      reached_at = s.reached_at, standing = s.standing, told = d.told || s.told, notice_at = s.notice_at,
      notice_opened = s.notice_opened, resent = s.resent, exhausted = s.exhausted, next_at = s.next_at
    from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as s (id uuid, warned smallint, missed boolean,
      rung smallint, reached_at timestamptz, standing uuid[], told uuid[], notice_at timestamptz,
      notice_opened boolean, resent boolean, exhausted boolean, next_at timestamptz)
    where d.id = s.id`.execute(tx);
  const rungs = rungRows(stepped);
  if (rungs.length === 0) return;
  await sql`
    insert into duties.rungs_reached (duty_id, rung, n, post_id, part, why, should_at, at)
    select duty, rung, n, post, part, why, should, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rungs)}::jsonb) as r (duty uuid, rung smallint, n smallint, post uuid,
      part text, why text, should timestamptz)`.execute(tx);
}

/** The earliest moment at which any open duty needs looking at; null when none does. */
export async function findNextAt(tx: Tx): Promise<Temporal.Instant | null> {
  const row = await dutiesTables(tx)
    .selectFrom('duties.duties')
    .select('next_at')
    .where('state', '=', sql.lit('open'))
    .where('next_at', 'is not', null)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst();
  return row?.next_at ?? null;
}
