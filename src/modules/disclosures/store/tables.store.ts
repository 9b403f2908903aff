import type { Tx } from '../../../kernel/tx.ts';

type Day = Temporal.PlainDate;

export interface ReportRow {
  id: string;
  policy: 'disclosure' | 'reprisal';
  epoch: number;
  lookup: Buffer;
  digest: Buffer;
  roster_version: number;
  roster_hash: Buffer;
  reporter_key: Buffer;
  commitments: Buffer;
  reporter_keys: Buffer;
  header: Buffer;
  identity: Buffer;
  unsigned: Buffer;
  signature: Buffer;
  sealed_by: 'browser' | 'server';
  day: Day;
  expires: Day;
  acknowledged: Day | null;
  fed_back: Day | null;
  closed: Day | null;
  withdrawn: Day | null;
  escalated: Day | null;
  asked_to_remove: Day | null;
}

export interface ReaderRow {
  report_id: string;
  key_id: Buffer;
  place: number;
  role: 'recipient' | 'reserve' | 'escalation';
  standing: 'held' | 'asked' | 'cleared' | 'recused';
  asked: Day | null;
  declared: Buffer | null;
  declared_day: Day | null;
  header_envelope: Buffer;
  body_envelope: Buffer;
}

export interface ItemRow {
  report_id: string;
  lane: 'thread' | 'notes';
  seq: number;
  role: 'reporter' | 'recipient';
  act: string;
  key_id: Buffer;
  previous: Buffer;
  sealed: Buffer;
  signature: Buffer;
  hash: Buffer;
  day: Day;
}

interface EventRow {
  seq: number;
  kind: string;
  report_id: string | null;
  key_id: Buffer | null;
  day: Day;
  previous: Buffer;
  hash: Buffer;
}

type DisclosureTables = {
  'disclosure.rosters': { version: number; hash: Buffer; signed: string; day: Day };
  'disclosure.reports': ReportRow;
  'disclosure.readers': ReaderRow;
  'disclosure.items': ItemRow;
  'disclosure.note_envelopes': { report_id: string; seq: number; key_id: Buffer; envelope: Buffer };
  'disclosure.file_parts': { report_id: string; file_id: string; part: number; sealed: Buffer; day: Day };
  'disclosure.clocks': {
    report_id: string;
    kind: string;
    since: Day;
    due: Day;
    met: Day | null;
    missed: Day | null;
  };
  'disclosure.erasure_keys': { report_id: string; wrapped: Buffer };
  'disclosure.events': EventRow;
  'disclosure.heads': { day: Day; seq: number; hash: Buffer; signature: Buffer };
};

/** The transaction, narrowed to the tables of sealed disclosures. */
export function disclosureTables(tx: Tx) {
  return tx.withTables<DisclosureTables>();
}

/** A day as the tables hold it. */
export const toDay = (day: string): Day => Temporal.PlainDate.from(day);
