import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** A post that a duty about a record reached above its owner, with when it was and when it should have been. */
export interface Climb {
  readonly rule: string;
  readonly what: string;
  readonly rung: number;
  readonly post: PostId;
  readonly part: 'acts' | 'informs';
  readonly at: Temporal.Instant;
  readonly shouldAt: Temporal.Instant;
  readonly acknowledgedAt: Temporal.Instant | null;
}

/** A duty about a record that was not done in time. */
export interface Missed {
  readonly about: string;
  readonly at: Temporal.Instant;
  readonly what: string;
}

/** Every duty about these records of one kind that was missed, oldest first. */
export async function listMissed(
  tx: Tx,
  kind: RecordRef['kind'],
  ids: readonly string[],
): Promise<readonly Missed[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Missed>`
    select d.about_id as about, d.missed_at as at, r.what
    from duties.duties d join duties.rules r on r.id = d.rule_id and r.version = d.rule_version
    where d.about_id = any(${[...ids]}::uuid[]) and d.about_kind = ${kind} and d.missed_at is not null
    order by d.missed_at, d.id`.execute(tx);
  return rows;
}

/**
 * Every climb of every duty about `about`, oldest first. Posts passed over because somebody is named are left out: that
 * skip is shown to the next rung alone (30-duties.md).
 */
export async function listClimbs(tx: Tx, about: RecordRef): Promise<readonly Climb[]> {
  const { rows } = await sql<Climb>`
    select d.rule_id as rule, r.what, c.rung, c.post_id as post, c.part, c.at, c.should_at as "shouldAt",
      c.acknowledged_at as "acknowledgedAt"
    from duties.duties d
    join duties.rungs_reached c on c.duty_id = d.id and c.part <> 'passed' and c.post_id is not null
    join duties.rules r on r.id = d.rule_id and r.version = d.rule_version
    where d.about_id = ${about.id}::uuid and d.about_kind = ${about.kind}
    order by c.at, c.rung, c.n`.execute(tx);
  return rows;
}
