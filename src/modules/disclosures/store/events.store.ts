/**
 * The log of sealed disclosures' own: what happened, by kind and day, chained by hash. It takes the place of the ledger for every
 * command of this module, in the same transaction; of all this the ledger sees one head a day. Source: 70-disclosures.md, preface,
 * 9.8 (append-only, mirrored), 9.13 (days, never times).
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { LedgerAppend } from '../../../kernel/ledger-port.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { readBase64url } from '../domain/base64url.ts';
import { dayOf } from '../domain/day.ts';
import { encodeParts } from '../domain/encode.ts';
import { readId } from '../domain/sealed-report.ts';
import { disclosureTables, toDay } from './tables.store.ts';

/** One event, as it is hashed. */
export interface LoggedEvent {
  readonly seq: number;
  readonly kind: string;
  readonly report: string | null;
  readonly keyId: Uint8Array | null;
  readonly day: string;
  readonly previous: Uint8Array;
}

/** SHA-256 over everything in an event and the hash before it. Whoever mirrors the log works it out again. */
export function hashEvent({ seq, kind, report, keyId, day, previous }: LoggedEvent): Buffer {
  const id = report === null ? new Uint8Array() : (readId(report) ?? new Uint8Array());
  const parts = encodeParts('heed event 1', seq, kind, id, keyId ?? new Uint8Array(), day, previous);
  return createHash('sha256').update(parts).digest();
}

/** Before the first event. */
const NOTHING = Buffer.alloc(32);

async function readLast(tx: Tx): Promise<{ readonly seq: number; readonly hash: Buffer }> {
  // One at a time: each names the one before. Held to the end of the transaction, which this is the last act of.
  await sql`select pg_advisory_xact_lock(hashtextextended('disclosure.events', 0))`.execute(tx);
  const last = await disclosureTables(tx)
    .selectFrom('disclosure.events')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? { seq: 0, hash: NOTHING };
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
    let { seq, hash } = await readLast(tx);
    const day = dayOf(ctx.now);
    const rows = entries.map((draft) => {
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
        hash,
      };
    });
    const written = disclosureTables(tx).insertInto('disclosure.events').values(rows).execute();
    return { written: written.then(() => undefined) };
  },
};
