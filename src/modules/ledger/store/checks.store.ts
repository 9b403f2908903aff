import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { CheckKind, CheckState, FoundFault } from '../ports.ts';

/** How both checks stand. */
export async function readChecks(tx: Tx): Promise<Readonly<Record<CheckKind, CheckState>>> {
  const { rows } = await sql<CheckState>`
    select kind, began_at as "beganAt", progress, ended_at as "endedAt", size, faults, faulted_at as "faultedAt"
    from ledger.checks`.execute(tx);
  const none = { beganAt: null, progress: null, endedAt: null, size: null, faults: [], faultedAt: null };
  const find = (kind: CheckKind): CheckState => rows.find((row) => row.kind === kind) ?? { kind, ...none };
  return { 'newest-day': find('newest-day'), everything: find('everything') };
}

/** Longest a process keeps a check to itself without saying so again, and longest any clock may have set it ahead. */
const HOLD = { minutes: 2 };
const MOST_AHEAD = { minutes: 10 };

/** Takes the check of everything for `holder`, or goes on holding it; false while another process is at it. */
export async function holdCheck(tx: Tx, holder: string, now: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ kind: string }>`
    update ledger.checks set held_by = ${holder}::uuid, held_until = ${now.add(HOLD)}::timestamptz
    where kind = 'everything' and (held_by is null or held_by = ${holder}::uuid
      or held_until <= ${now}::timestamptz or held_until > ${now.add(MOST_AHEAD)}::timestamptz)
    returning kind`.execute(tx);
  return rows.length === 1;
}

/** Lets go of the check of everything. */
export async function releaseCheck(tx: Tx, holder: string): Promise<void> {
  await sql`
    update ledger.checks set held_by = null, held_until = null
    where kind = 'everything' and held_by = ${holder}::uuid`.execute(tx);
}

/** Writes down that a check began, or how far it has got. */
export async function saveProgress(
  tx: Tx,
  kind: CheckKind,
  beganAt: Temporal.Instant,
  progress: string | null,
): Promise<void> {
  await sql`
    update ledger.checks set began_at = ${beganAt}::timestamptz, progress = ${progress}
    where kind = ${kind}`.execute(tx);
}

/** Writes down how a check ended. What was found stays until `forgetFaults`: a sound newest day mends nothing older. */
export async function saveEnded(
  tx: Tx,
  kind: CheckKind,
  ended: { readonly at: Temporal.Instant; readonly size: number; readonly faults: readonly FoundFault[] },
): Promise<void> {
  const { at, size, faults } = ended;
  const found = faults.length > 0;
  await sql`
    update ledger.checks set progress = null, ended_at = ${at}::timestamptz, size = ${size}::bigint,
      faults = case when ${found}::boolean then ${JSON.stringify(faults)}::jsonb else faults end,
      faulted_at = case when ${found}::boolean then ${at}::timestamptz else faulted_at end
    where kind = ${kind}`.execute(tx);
}

/** Forgets what was found, unless something was found since `began`; false when it was. */
export async function forgetFaults(tx: Tx, began: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ kind: string }>`
    update ledger.checks set faults = '[]'
    where not exists (select from ledger.checks where faulted_at >= ${began}::timestamptz)
    returning kind`.execute(tx);
  return rows.length > 0;
}
