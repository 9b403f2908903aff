/** The logs there are: the first, and those that were opened to follow another (docs/decisions/0111). */
import serialize from 'canonicalize';
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveKey, openBytes } from '../../../platform/crypto.ts';
import type { LogSoFar } from '../domain/log-chain.ts';
import { Malformed } from '../domain/malformed.ts';
import { parseSuccession, SUCCEEDED } from '../domain/read-succession.ts';
import type { Succession } from '../domain/succession.ts';
import { BODY, COMMITMENT } from './append-entries.store.ts';
import { placeIn } from './log-base.store.ts';

/** A log that follows another. */
export interface LaterLog {
  /** From 1. */
  readonly number: number;
  /** Canonical JSON, byte for byte as the log's first entry commits to it. */
  readonly statement: string;
  /** What that says; `null` where somebody changed it so that it can't be read. */
  readonly succession: Succession | null;
}

/** The record that a log's first entry is about: nothing else is sealed under its key, so that can be shown. */
export const recordOfLog = (number: number) =>
  ({ kind: 'configuration', id: `ledger.log.${number}` }) as const;

interface Row {
  readonly number: number;
  readonly statement: string;
}

function toLog({ number, statement }: Row): LaterLog {
  try {
    return { number, statement, succession: parseSuccession(statement) };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { number, statement, succession: null };
  }
}

/** Every log that follows another, the oldest first. */
export async function listLaterLogs(tx: Tx): Promise<readonly LaterLog[]> {
  const { rows } = await sql<Row>`select number, statement from ledger.logs order by number`.execute(tx);
  return rows.map(toLog);
}

/** The logs there are. */
export async function readChain(tx: Tx): Promise<LogSoFar> {
  const later = await listLaterLogs(tx);
  return { newest: later.at(-1)?.number ?? 0, later: later.map(({ succession }) => succession) };
}

/** The name of each log, in order, where there are several; none where there is only the first. */
export async function listLogNames(tx: Tx): Promise<readonly string[]> {
  const later = await listLaterLogs(tx);
  const [second] = later;
  if (!second) return [];
  const names = later.map(({ number, succession }) => succession?.origin ?? `log ${number}`);
  return [second.succession?.previous.origin ?? 'log 0', ...names];
}

/** The newest log where it follows another; `null` where there is only the first. */
export async function findNewestLog(tx: Tx): Promise<LaterLog | null> {
  const { rows } = await sql<Row>`
    select number, statement from ledger.logs order by number desc limit 1`.execute(tx);
  return rows[0] ? toLog(rows[0]) : null;
}

/** Opens a log. Its first entry must be committed in the same transaction. */
export async function saveLog(tx: Tx, now: Temporal.Instant, succession: Succession): Promise<void> {
  const statement = serialize(succession);
  await sql`
    insert into ledger.logs (number, origin, statement, at)
    values (${succession.log}::smallint, ${succession.origin}, ${statement ?? ''}, ${now}::timestamptz)`.execute(
    tx,
  );
}

/** The id of the entry that opens a log; `null` where it is not there. */
export async function findOpeningEntry(tx: Tx, number: number): Promise<string | null> {
  const { kind, id } = recordOfLog(number);
  const { rows } = await sql<{ id: string }>`
    select e.id from ledger.refs r join ledger.entries e on e.subject_ref = r.ref and e.act = ${SUCCEEDED}
    where r.kind = ${kind} and r.id = ${id} order by e.id limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** What a log's first entry is sealed as and commits by. */
export interface OpeningEntry {
  /** What it says, opened with the service's key. */
  readonly body: string;
  /** The key that shows that the entry commits to what it says, and opens nothing else. */
  readonly commitmentKey: Uint8Array;
}

/** The first entry of a log that follows another, also while it waits to be numbered; `null` where there is none with that act, or it does not open. */
export async function readOpeningEntry(
  tx: Tx,
  number: number,
  wrappingKey: Uint8Array,
): Promise<OpeningEntry | null> {
  const { kind, id } = recordOfLog(number);
  const { rows } = await sql<{ id: string; ref: string; body: Buffer; wrapped: Buffer }>`
    select e.id, r.ref, e.body, k.wrapped
    from ledger.refs r join ledger.entries e on e.subject_ref = r.ref and e.act = ${SUCCEEDED}
    join ledger.body_keys k on k.ref = r.ref
    where r.kind = ${kind} and r.id = ${id} and e.id = coalesce(
      (select p.id from ledger.positions p where p.index = ${placeIn(number, 0)}),
      (select w.id from ledger.pending w where w.id = e.id))
    order by e.id limit 1`.execute(tx);
  const [row] = rows;
  if (!row) return null;
  try {
    const key = openBytes(wrappingKey, row.wrapped, row.ref);
    const body = Buffer.from(openBytes(deriveKey(key, BODY), row.body, row.id)).toString('utf8');
    return { body, commitmentKey: deriveKey(key, COMMITMENT) };
  } catch {
    // AES-GCM opens nothing that was changed.
    return null;
  }
}
