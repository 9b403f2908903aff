/** Disclosures, their readers, what was written and the parts of files: rows, and nothing that can be read. */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { readBase64url, toBase64url } from '../domain/base64url.ts';
import { bindReport, showId } from '../domain/sealed-report.ts';
import type { ArrivedReport, DisclosureStore, KeptItem, KeptReport, ReaderChange } from '../ports.ts';
import type { ErasureLayers } from './erasure-layer.store.ts';
import { disclosureTables, type ItemRow, type ReaderRow, type ReportRow, toDay } from './tables.store.ts';

const bytes = (some: Uint8Array) => Buffer.from(some);
const keyBytes = (keyId: string) => bytes(readBase64url(keyId) ?? new Uint8Array());
const dayText = (day: Temporal.PlainDate | null) => day?.toString() ?? null;

const REPORT = [
  'id',
  'policy',
  'epoch',
  'digest',
  'roster_version',
  'roster_hash',
  'reporter_key',
  'commitments',
  'day',
  'acknowledged',
  'fed_back',
  'closed',
  'withdrawn',
  'escalated',
  'asked_to_remove',
] as const satisfies readonly (keyof ReportRow)[];
type ShortReport = Pick<ReportRow, (typeof REPORT)[number]>;
type ShortReader = Pick<ReaderRow, 'key_id' | 'place' | 'role' | 'standing' | 'asked'>;

/** What binds a kept disclosure's pieces. */
export function boundOf(row: Omit<ShortReport, 'digest'>): Uint8Array {
  return bindReport({
    policy: row.policy,
    report: Buffer.from(row.id.replaceAll('-', ''), 'hex'),
    epoch: row.epoch,
    rosterVersion: row.roster_version,
    rosterHash: row.roster_hash,
    reporterKey: row.reporter_key,
    commitments: row.commitments,
  });
}

function keptOf(row: ShortReport, readers: readonly ShortReader[], checkIns: readonly string[]): KeptReport {
  return {
    id: row.id,
    bound: boundOf(row),
    reporterKey: row.reporter_key,
    digest: row.digest,
    removal: dayText(row.asked_to_remove),
    standing: {
      policy: row.policy,
      day: row.day.toString(),
      readers: readers.map(({ key_id, place, role, standing, asked }) => ({
        keyId: toBase64url(key_id),
        role,
        place,
        standing,
        asked: dayText(asked),
      })),
      acknowledged: dayText(row.acknowledged),
      fedBack: dayText(row.fed_back),
      closed: dayText(row.closed),
      withdrawn: dayText(row.withdrawn),
      escalated: dayText(row.escalated),
      checkIns,
    },
  };
}

async function load(tx: Tx, row: ShortReport | undefined): Promise<KeptReport | null> {
  if (!row) return null;
  const tables = disclosureTables(tx);
  const [readers, asked] = await Promise.all([
    tables
      .selectFrom('disclosure.readers')
      .select(['key_id', 'place', 'role', 'standing', 'asked'])
      .where('report_id', '=', row.id)
      .orderBy('place')
      .execute(),
    tables
      .selectFrom('disclosure.items')
      .select('day')
      .where('report_id', '=', row.id)
      .where('lane', '=', 'thread')
      .where('act', '=', 'check-in')
      .execute(),
  ]);
  return keptOf(
    row,
    readers,
    asked.map(({ day }) => day.toString()),
  );
}

const locked = (tx: Tx) => disclosureTables(tx).selectFrom('disclosure.reports').select(REPORT).forUpdate();

async function saveReport(layers: ErasureLayers, tx: Tx, arrived: ArrivedReport): Promise<void> {
  const { report, day } = arrived;
  const id = showId(report.report);
  const layer = await layers.make(tx, id);
  const tables = disclosureTables(tx);
  await tables
    .insertInto('disclosure.reports')
    .values({
      id,
      policy: report.policy,
      epoch: report.epoch,
      lookup: bytes(arrived.lookup),
      digest: bytes(arrived.digest),
      roster_version: report.rosterVersion,
      roster_hash: bytes(report.rosterHash),
      reporter_key: bytes(report.reporterKey),
      commitments: bytes(report.commitments),
      reporter_keys: layer.wrap('reporter keys', report.reporterKeys),
      header: bytes(report.header),
      identity: bytes(report.identity),
      // Holds every envelope and the discloser's keys once more: under the layer too.
      unsigned: layer.wrap('unsigned', arrived.unsigned),
      signature: bytes(report.signature),
      sealed_by: arrived.sealedBy,
      day: toDay(day),
      expires: toDay(arrived.expires),
      acknowledged: null,
      fed_back: null,
      closed: null,
      withdrawn: null,
      escalated: null,
      asked_to_remove: null,
    })
    .execute();
  const readers = report.readers.map((reader, at): ReaderRow => {
    const standing = arrived.standings[at] ?? 'held';
    const name = toBase64url(reader.keyId);
    return {
      report_id: id,
      key_id: bytes(reader.keyId),
      place: at + 1,
      role: reader.role,
      standing,
      asked: standing === 'asked' ? toDay(day) : null,
      declared: null,
      declared_day: null,
      header_envelope: layer.wrap(`header ${name}`, reader.header),
      body_envelope: layer.wrap(`body ${name}`, reader.body),
    };
  });
  await tables.insertInto('disclosure.readers').values(readers).execute();
  const first: ItemRow = {
    report_id: id,
    lane: 'thread',
    seq: 0,
    role: 'reporter',
    act: 'message',
    key_id: Buffer.alloc(0),
    previous: Buffer.alloc(32),
    sealed: bytes(report.body),
    signature: bytes(report.signature),
    hash: bytes(arrived.firstHash),
    day: toDay(day),
  };
  await tables.insertInto('disclosure.items').values(first).execute();
}

const ITEM = [
  'lane',
  'seq',
  'role',
  'act',
  'key_id',
  'previous',
  'sealed',
  'signature',
  'hash',
  'day',
] as const;

const toItem = (row: Omit<ItemRow, 'report_id'>): KeptItem => ({
  lane: row.lane,
  seq: row.seq,
  role: row.role,
  act: row.act,
  keyId: row.key_id,
  previous: row.previous,
  sealed: row.sealed,
  signature: row.signature,
  hash: row.hash,
  day: row.day.toString(),
});

async function saveItem(tx: Tx, id: string, item: KeptItem): Promise<void> {
  await disclosureTables(tx)
    .insertInto('disclosure.items')
    .values({
      report_id: id,
      lane: item.lane,
      seq: item.seq,
      role: item.role,
      act: item.act,
      key_id: bytes(item.keyId),
      previous: bytes(item.previous),
      sealed: bytes(item.sealed),
      signature: bytes(item.signature),
      hash: bytes(item.hash),
      day: toDay(item.day),
    })
    .execute();
}

async function changeReader(tx: Tx, id: string, keyId: string, change: ReaderChange): Promise<void> {
  const { standing, asked, declared } = change;
  await disclosureTables(tx)
    .updateTable('disclosure.readers')
    .set({
      standing,
      ...(asked ? { asked: toDay(asked) } : {}),
      ...(declared ? { declared: bytes(declared.signature), declared_day: toDay(declared.day) } : {}),
    })
    .where('report_id', '=', id)
    .where('key_id', '=', keyBytes(keyId))
    .execute();
}

type Reports = Pick<
  DisclosureStore,
  | 'findArrived'
  | 'saveReport'
  | 'findByLookup'
  | 'lockReport'
  | 'readReporterKeys'
  | 'listItems'
  | 'findLast'
  | 'saveItem'
  | 'changeReport'
  | 'changeReader'
>;

/** The store of disclosures, whose openings lie under `layers`. */
export function createReportStore(layers: ErasureLayers): Reports {
  return {
    findArrived: async (tx, id) => {
      const row = await disclosureTables(tx)
        .selectFrom('disclosure.reports')
        .select(['digest', 'day'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? { digest: row.digest, day: row.day.toString() } : null;
    },
    saveReport: (tx, arrived) => saveReport(layers, tx, arrived),
    findByLookup: async (tx, lookup) =>
      load(tx, await locked(tx).where('lookup', '=', bytes(lookup)).executeTakeFirst()),
    lockReport: async (tx, id) => load(tx, await locked(tx).where('id', '=', id).executeTakeFirst()),
    readReporterKeys: async (tx, id) => {
      const { reporter_keys } = await disclosureTables(tx)
        .selectFrom('disclosure.reports')
        .select('reporter_keys')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return (await layers.find(tx, id)).unwrap('reporter keys', reporter_keys);
    },
    listItems: async (tx, id, lane, from, most) => {
      const rows = await disclosureTables(tx)
        .selectFrom('disclosure.items')
        .select(ITEM)
        .where('report_id', '=', id)
        .where('lane', '=', lane)
        .where('seq', '>=', from)
        .orderBy('seq')
        .limit(most)
        .execute();
      return rows.map(toItem);
    },
    findLast: async (tx, id, lane) => {
      const row = await disclosureTables(tx)
        .selectFrom('disclosure.items')
        .select(['seq', 'hash'])
        .where('report_id', '=', id)
        .where('lane', '=', lane)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
    saveItem,
    changeReport: async (tx, id, { acknowledged, fedBack, closed, withdrawn, escalated }) => {
      // The first time counts: what was done is never undone or moved.
      const first = (column: string, day: string | undefined) =>
        day === undefined ? sql`${sql.ref(column)}` : sql`coalesce(${sql.ref(column)}, ${toDay(day)})`;
      await sql`update disclosure.reports set acknowledged = ${first('acknowledged', acknowledged)},
        fed_back = ${first('fed_back', fedBack)}, closed = ${first('closed', closed)},
        withdrawn = ${first('withdrawn', withdrawn)}, escalated = ${first('escalated', escalated)}
        where id = ${id}`.execute(tx);
    },
    changeReader,
  };
}
