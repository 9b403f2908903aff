import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionAsGiven, MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { DamagedWords, type Vault } from '../../../kernel/vault.ts';
import type { KnownRecord, Mention, MentionId, OpenedMention } from '../domain/record.ts';
import { isToldOf } from './find-alike.store.ts';
import { recordOf } from './people-tables.store.ts';
import { GIVEN } from './save-mentions.store.ts';

interface Row {
  readonly id: MentionId;
  readonly concern_id: ConcernId;
  readonly at: Temporal.Instant;
  readonly kind: MentionKind;
  readonly given: Uint8Array;
  readonly record_kind: KnownRecord['kind'] | null;
  readonly record_id: string | null;
  readonly kept: boolean;
}

function toMention(row: Row): Mention {
  const linked = row.record_kind && row.record_id ? recordOf(row.record_kind, row.record_id) : null;
  const record = row.kept ? null : linked;
  return { id: row.id, concern: row.concern_id, at: row.at, kind: row.kind, record, kept: row.kept };
}

const COLUMNS = sql`m.id, m.concern_id, m.at, m.kind, m.given, l.record_kind, l.record_id,
  (not ${isToldOf(sql`l.record_id`)}) as kept
  from people.mentions m left join lateral (select own.record_kind, own.record_id from people.links_now own
    where own.mention_id = m.id and own.status = 'confirmed' limit 1) l on true`;

async function openAll(
  tx: Tx,
  vault: Vault,
  rows: readonly Row[],
  damaged: 'throws' | 'is-left-out' = 'throws',
): Promise<readonly OpenedMention[]> {
  const refOf = (row: Row) => ({ kind: 'concern', id: row.concern_id }) as const;
  await vault.warm(tx, rows.map(refOf));
  const opened: OpenedMention[] = [];
  for (const row of rows) {
    try {
      const given = await vault.openJson<MentionAsGiven>(tx, refOf(row), GIVEN, row.given);
      opened.push({ ...toMention(row), given });
    } catch (error) {
      if (damaged === 'throws' || !(error instanceof DamagedWords)) throw error;
    }
  }
  return opened;
}

/** The mention without its words, or `null`. */
export async function findMention(tx: Tx, id: MentionId): Promise<Mention | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} where m.id = ${id}::uuid`.execute(tx);
  return rows[0] ? toMention(rows[0]) : null;
}

/** What a concern names, in the order it was given, opened. */
export async function listMentions(
  tx: Tx,
  vault: Vault,
  concern: ConcernId,
): Promise<readonly OpenedMention[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} where m.concern_id = ${concern}::uuid order by m.at, m.number, m.id`.execute(tx);
  return openAll(tx, vault, rows);
}

/** These mentions, opened, by id; what cannot be opened throws, or is left out. Two statements for however many. */
export async function openMentions(
  tx: Tx,
  vault: Vault,
  ids: readonly MentionId[],
  damaged: 'throws' | 'is-left-out' = 'throws',
): Promise<ReadonlyMap<MentionId, OpenedMention>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`select ${COLUMNS} where m.id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map((await openAll(tx, vault, rows, damaged)).map((mention) => [mention.id, mention]));
}
