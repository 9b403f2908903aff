/**
 * The log of sealed disclosures' own: what happened, by kind and day, chained by hash. It takes the place of the ledger for every
 * command of this module, in the same transaction; of all this the ledger sees one head a day. Source: 70-disclosures.md, preface,
 * 9.8 (append-only, mirrored), 9.13 (days, never times).
 */
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { LedgerAppend } from '../../../kernel/ledger-port.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { readBase64url, toBase64url } from '../domain/base64url.ts';
import { dayOf } from '../domain/day.ts';
import { encodeEvent, LOG_OPENED, type LoggedEvent, NO_HASH } from '../domain/logged-event.ts';
import { disclosureTables, toDay } from './tables.store.ts';

/** SHA-256 over everything in an event and the hash before it. */
const hashEvent = (event: LoggedEvent): Buffer => createHash('sha256').update(encodeEvent(event)).digest();

/** Where the log ends; `day` is `null` before its first event. */
export interface LogEnd {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly day: string | null;
}

/** Where the log ends, and nobody else adds to it until this transaction is over: each event names the one before. */
export async function lockLog(tx: Tx): Promise<LogEnd> {
  await sql`select pg_advisory_xact_lock(hashtextextended('disclosure.events', 0))`.execute(tx);
  const last = await disclosureTables(tx)
    .selectFrom('disclosure.events')
    .select(['seq', 'hash', 'day'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ? { ...last, day: last.day.toString() } : { seq: 0, hash: NO_HASH, day: null };
}

const OPENED: EntryDraft = {
  act: LOG_OPENED,
  subject: { kind: 'configuration', id: 'disclosures.log' },
  body: {},
};

/** The first event says that the log begins, whoever is first to write in it. */
function startingWith(first: boolean, entries: readonly EntryDraft[]): readonly EntryDraft[] {
  if (!first) return entries;
  const chance = { ...OPENED, body: { keyId: toBase64url(randomBytes(16)) } };
  return [chance, ...entries.filter(({ act }) => act !== LOG_OPENED)];
}

function describe(draft: EntryDraft, day: string, seq: number, previous: Uint8Array): LoggedEvent {
  const { subject, body } = draft;
  const keyId = typeof body.keyId === 'string' ? readBase64url(body.keyId) : null;
  const report = subject.kind === 'disclosure' ? subject.id : null;
  return { seq, kind: draft.act, report, keyId, day, previous };
}

/** What `run-command` and `run-query` append to where a command is about sealed disclosures. */
export const eventLog: LedgerAppend = {
  append: async (tx, ctx, entries) => {
    if (entries.length === 0) return { written: Promise.resolve() };
    const end = await lockLog(tx);
    let { seq, hash } = end;
    const today = dayOf(ctx.now);
    // Days never go back along the log, so that a day that was closed stays as it was: what began before midnight and is committed
    // after it is of the new day.
    const day = end.day !== null && end.day > today ? end.day : today;
    const rows = startingWith(end.seq === 0, entries).map((draft) => {
      seq += 1;
      const event = describe(draft, day, seq, hash);
      hash = hashEvent(event);
      const { kind, report, keyId, previous } = event;
      return {
        seq,
        kind,
        report_id: report,
        key_id: keyId && Buffer.from(keyId),
        day: toDay(day),
        previous: Buffer.from(previous),
        hash: Buffer.from(hash),
      };
    });
    const written = disclosureTables(tx).insertInto('disclosure.events').values(rows).execute();
    return { written: written.then(() => undefined) };
  },
};
