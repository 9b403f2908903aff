/** Events and heads as JSON: as they travel to whoever keeps a copy of the log, and as the copy holds them, one to a line. */
import { readBase64url, toBase64url } from './base64url.ts';
import type { ChainedEvent, DayHead } from './logged-event.ts';
import { readId } from './sealed-report.ts';

/** One answer of the service to a mirror. */
export interface LogAnswer {
  readonly events: readonly ChainedEvent[];
  /** Heads whose last event is among these. */
  readonly heads: readonly DayHead[];
  /** Disclosures that came, were never removed, and are not there: ids. */
  readonly gone: readonly string[];
  /** With which heads are signed: 32 bytes. */
  readonly headKey: Uint8Array;
}

/** How many events one answer holds at most. */
export const MOST_EVENTS = 1_000;

type Json = Readonly<Record<string, unknown>>;

/** An event as JSON. */
export function writeEvent({ seq, kind, report, keyId, day, previous, hash }: ChainedEvent): Json {
  const bytes = { previous: toBase64url(previous), hash: toBase64url(hash) };
  return { seq, kind, report, keyId: keyId && toBase64url(keyId), day, ...bytes };
}

/** A head as JSON. */
export function writeHead({ day, seq, hash, signature }: DayHead): Json {
  return { day, seq, hash: toBase64url(hash), signature: toBase64url(signature) };
}

/** An answer as JSON. */
export function writeLogAnswer({ events, heads, gone, headKey }: LogAnswer): Json {
  return {
    events: events.map(writeEvent),
    heads: heads.map(writeHead),
    gone,
    headKey: toBase64url(headKey),
  };
}

const asFields = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
const bytesIn = (value: unknown, length: number): Uint8Array | null => {
  const bytes = typeof value === 'string' ? readBase64url(value) : null;
  return bytes?.length === length ? bytes : null;
};
const dayIn = (value: unknown): string | null =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : null;
const numberIn = (value: unknown): number | null =>
  Number.isSafeInteger(value) && (value as number) > 0 && (value as number) <= 0xffffffff
    ? (value as number)
    : null;

/** An event again; `null` for whatever is none. */
export function readEvent(value: unknown): ChainedEvent | null {
  const fields = asFields(value);
  if (!fields) return null;
  const { kind, report } = fields;
  const [seq, day] = [numberIn(fields.seq), dayIn(fields.day)];
  const [previous, hash] = [bytesIn(fields.previous, 32), bytesIn(fields.hash, 32)];
  const keyId = fields.keyId === null ? null : bytesIn(fields.keyId, 16);
  if (!seq || !day || !previous || !hash || typeof kind !== 'string' || kind.length > 100) return null;
  if (report !== null && (typeof report !== 'string' || !readId(report))) return null;
  if (fields.keyId !== null && !keyId) return null;
  return { seq, kind, report, keyId, day, previous, hash };
}

/** A head again; `null` for whatever is none. */
export function readHead(value: unknown): DayHead | null {
  const fields = asFields(value);
  const [seq, day] = [numberIn(fields?.seq), dayIn(fields?.day)];
  const [hash, signature] = [bytesIn(fields?.hash, 32), bytesIn(fields?.signature, 64)];
  return seq && day && hash && signature ? { day, seq, hash, signature } : null;
}

function readAll<T>(value: unknown, read: (one: unknown) => T | null): readonly T[] | null {
  if (!Array.isArray(value)) return null;
  const list = value.map(read).filter((one) => one !== null);
  return list.length === value.length ? list : null;
}

/** An answer again; `null` for whatever is none. */
export function readLogAnswer(value: unknown): LogAnswer | null {
  const fields = asFields(value);
  const events = readAll(fields?.events, readEvent);
  const heads = readAll(fields?.heads, readHead);
  const gone = readAll(fields?.gone, (one) => (typeof one === 'string' && readId(one) ? one : null));
  const headKey = bytesIn(fields?.headKey, 32);
  return events && heads && gone && headKey ? { events, heads, gone, headKey } : null;
}
