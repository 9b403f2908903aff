/** What those who receive disclosures read: rows of theirs alone, chosen by their key and their standing in the same statement. */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { toBase64url } from '../domain/base64url.ts';
import type { ReaderStanding } from '../domain/standing.ts';
import type { ListedReport, OpenClock, ReadingStore, RemovalAsk } from '../ports/reading.ports.ts';
import type { ErasureLayers } from './erasure-layer.store.ts';
import { boundOf } from './reports.store.ts';
import { disclosureTables, type ReaderRow, type ReportRow, toDay } from './tables.store.ts';

type Row = Omit<ReportRow, 'lookup' | 'reporter_keys' | 'unsigned' | 'signature' | 'identity' | 'sealed_by'> &
  Pick<ReaderRow, 'role' | 'header_envelope'> & {
    readonly standing: ReaderStanding;
    readonly clocks: readonly OpenClock[] | null;
  };

const dayText = (day: Temporal.PlainDate | null) => day?.toString() ?? null;

/** `which`: more conditions, on `r` (reports) and `own` (their row among its readers). */
async function select(
  layers: ErasureLayers,
  tx: Tx,
  keyId: Uint8Array,
  which: ReturnType<typeof sql>,
): Promise<readonly ListedReport[]> {
  const { rows } = await sql<Row>`
    SELECT r.id, r.policy, r.epoch, r.roster_version, r.roster_hash, r.reporter_key, r.commitments, r.header, r.day,
      r.acknowledged, r.fed_back, r.closed, r.withdrawn, r.escalated, r.asked_to_remove, own.role, own.standing, own.header_envelope,
      (SELECT json_agg(json_build_object('kind', c.kind, 'due', c.due) ORDER BY c.due, c.kind) FROM disclosure.clocks c
        WHERE c.report_id = r.id AND c.met IS NULL) AS clocks
    FROM disclosure.readers own JOIN disclosure.reports r ON r.id = own.report_id
    WHERE own.key_id = ${keyId} AND own.standing IN ('asked', 'cleared') ${which}`.execute(tx);
  const name = `header ${toBase64url(keyId)}`;
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      bound: boundOf(row),
      day: row.day.toString(),
      role: row.role,
      standing: row.standing,
      envelope: (await layers.find(tx, row.id)).unwrap(name, row.header_envelope),
      header: row.header,
      clocks: row.clocks ?? [],
      acknowledged: dayText(row.acknowledged),
      fedBack: dayText(row.fed_back),
      closed: dayText(row.closed),
      withdrawn: dayText(row.withdrawn),
      escalated: dayText(row.escalated),
      removal: dayText(row.asked_to_remove),
    })),
  );
}

async function listRemovals(tx: Tx, id: string): Promise<readonly RemovalAsk[]> {
  const { rows } = await sql<{
    keyId: Uint8Array;
    organisation: string;
    day: Temporal.PlainDate;
    kept: Temporal.PlainDate | null;
  }>`
    SELECT a.key_id AS "keyId", a.organisation, a.day, w.day AS kept FROM disclosure.removals a
    LEFT JOIN disclosure.removals_withdrawn w ON w.report_id = a.report_id AND w.key_id = a.key_id
    WHERE a.report_id = ${id} ORDER BY a.day, a.key_id`.execute(tx);
  return rows.map((row) => ({ ...row, day: row.day.toString(), kept: dayText(row.kept) }));
}

/** The store, whose openings lie under `layers`. */
export function createReadingStore(layers: ErasureLayers): ReadingStore {
  return {
    listReports: (tx, keyId, before, most) => {
      const older = before ? sql`AND (r.day, r.id) < (${toDay(before.day)}, ${before.id}::uuid)` : sql``;
      return select(layers, tx, keyId, sql`${older} ORDER BY r.day DESC, r.id DESC LIMIT ${most}`);
    },
    findReport: async (tx, keyId, id) =>
      (await select(layers, tx, keyId, sql`AND r.id = ${id}::uuid`))[0] ?? null,
    findBody: async (tx, keyId, id) => {
      const row = await disclosureTables(tx)
        .selectFrom('disclosure.readers')
        .innerJoin('disclosure.reports', 'disclosure.reports.id', 'disclosure.readers.report_id')
        .select(['body_envelope', 'unsigned', 'signature'])
        .where('disclosure.readers.report_id', '=', id)
        .where('key_id', '=', Buffer.from(keyId))
        .where('standing', '=', 'cleared')
        .executeTakeFirst();
      if (!row) return null;
      const layer = await layers.find(tx, id);
      return {
        envelope: layer.unwrap(`body ${toBase64url(keyId)}`, row.body_envelope),
        unsigned: layer.unwrap('unsigned', row.unsigned),
        signature: row.signature,
      };
    },
    findPart: async (tx, id, file, part) => {
      const row = await disclosureTables(tx)
        .selectFrom('disclosure.file_parts')
        .select('sealed')
        .where('report_id', '=', id)
        .where('file_id', '=', file)
        .where('part', '=', part)
        .executeTakeFirst();
      return row?.sealed ?? null;
    },
    listNoteEnvelopes: async (tx, keyId, id) => {
      const rows = await disclosureTables(tx)
        .selectFrom('disclosure.note_envelopes')
        .select(['seq', 'envelope'])
        .where('report_id', '=', id)
        .where('key_id', '=', Buffer.from(keyId))
        .execute();
      return new Map(rows.map(({ seq, envelope }) => [seq, envelope]));
    },
    saveNoteEnvelopes: async (tx, id, seq, envelopes) => {
      await disclosureTables(tx)
        .insertInto('disclosure.note_envelopes')
        .values(
          envelopes.map(({ keyId, envelope }) => ({
            report_id: id,
            seq,
            key_id: Buffer.from(keyId),
            envelope: Buffer.from(envelope),
          })),
        )
        .execute();
    },
    listRemovals,
    saveRemoval: async (tx, id, { keyId, organisation, signature, day }) => {
      await sql`INSERT INTO disclosure.removals (report_id, key_id, organisation, signature, day)
        VALUES (${id}, ${keyId}, ${organisation}, ${signature}, ${toDay(day)})`.execute(tx);
    },
    saveKept: async (tx, id, keyId, signature, day) => {
      await sql`INSERT INTO disclosure.removals_withdrawn (report_id, key_id, signature, day)
        VALUES (${id}, ${keyId}, ${signature}, ${toDay(day)})`.execute(tx);
    },
    saveRemovalDay: async (tx, id, day) => {
      await disclosureTables(tx)
        .updateTable('disclosure.reports')
        .set({ asked_to_remove: day === null ? null : toDay(day) })
        .where('id', '=', id)
        .execute();
    },
  };
}
