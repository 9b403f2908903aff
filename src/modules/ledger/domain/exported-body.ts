/**
 * The words behind entries, as an export with bodies hands them over: one line of JSON for each entry, in the order of the
 * log, then a line that says where it ends. Source: 40-ledger.md (Verifying); docs/operating/inspection.md describes the form.
 *
 * The keys are the derived ones: they open and check the bodies of one record's entries, and nothing else that was sealed
 * under that record's key (drafts, files, the words of a concern as they are stored).
 */
import { readBase64, readUtf8 } from '../../../kernel/bytes.ts';
import { Malformed, refuse } from './malformed.ts';
import { isTreeSize } from './tree-size.ts';

/** A line of the file. Keys are 32 bytes; an erased record has neither keys nor words any more. */
export interface ExportedBody {
  readonly index: number;
  readonly id: string;
  /** Pseudonym of the record whose key the words were sealed under. */
  readonly subject: string;
  readonly opens: {
    readonly bodyKey: Uint8Array;
    readonly commitmentKey: Uint8Array;
    /** 12 bytes of nonce, ciphertext, 16 bytes of tag; the entry's id is the additional data. */
    readonly sealed: Uint8Array;
  } | null;
}

const KEY_BYTES = 32;
/** The longest line that is read, in bytes: the words of an entry are far shorter. */
export const MOST_LINE_BYTES = 16 * 1024 * 1024;

/** The line, without its newline. */
export function formatBodyLine({ index, id, subject, opens }: ExportedBody): string {
  return JSON.stringify({
    index,
    id,
    subject,
    bodyKey: opens?.bodyKey.toHex() ?? null,
    commitmentKey: opens?.commitmentKey.toHex() ?? null,
    sealed: opens?.sealed.toBase64() ?? null,
  });
}

/** The last line: no entry from this index on is in the file. */
export function formatBodyEnd(end: number): string {
  return JSON.stringify({ end });
}

function readJson(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Malformed('A line of the exported words is not a JSON object.');
}

function readKey(value: unknown): Uint8Array {
  if (typeof value !== 'string' || !/^[0-9a-f]{64}$/.test(value))
    refuse('A key in the exported words is not 64 hex digits.');
  const key = Uint8Array.fromHex(value);
  if (key.length !== KEY_BYTES) refuse('A key in the exported words is not 32 bytes.');
  return key;
}

function readOpens(fields: Readonly<Record<string, unknown>>): ExportedBody['opens'] {
  if (fields.bodyKey === null && fields.commitmentKey === null && fields.sealed === null) return null;
  const sealed = typeof fields.sealed === 'string' ? readBase64(fields.sealed) : null;
  if (!sealed) refuse('The sealed words of an entry are not base64.');
  return { bodyKey: readKey(fields.bodyKey), commitmentKey: readKey(fields.commitmentKey), sealed };
}

/** Reads a line in the one spelling that the formatters above write. Throws `Malformed` for anything else. */
export function parseBodyLine(line: string): ExportedBody | { readonly end: number } {
  const fields = readJson(line);
  const sentence = 'A line of the exported words is not in the form that Heed writes.';
  const { end, index, id, subject } = fields;
  if (typeof end === 'number' && isTreeSize(end)) {
    if (formatBodyEnd(end) !== line) refuse(sentence);
    return { end };
  }
  if (
    typeof index !== 'number' ||
    !isTreeSize(index) ||
    typeof id !== 'string' ||
    typeof subject !== 'string'
  )
    throw new Malformed(sentence);
  const body = { index, id, subject, opens: readOpens(fields) };
  if (formatBodyLine(body) !== line) refuse(sentence);
  return body;
}

/** What opens sealed words, and what commits to them. */
export interface BodyCrypto {
  /** Throws when the words do not open. */
  readonly open: (key: Uint8Array, sealed: Uint8Array, aad: string) => Uint8Array;
  readonly hmac: (key: Uint8Array, data: Uint8Array) => Uint8Array;
}

/** How the words of one entry stand to what the log committed to. */
export type BodyFinding = 'sound' | 'erased' | 'altered';

function readEntry(entry: Uint8Array): { id?: unknown; about?: unknown; body?: unknown } {
  try {
    return JSON.parse(readUtf8(entry) ?? 'null') ?? {};
  } catch {
    // Not an entry: the verifier of the log says so; no words can match it.
    return {};
  }
}

/** Holds the exported words against the entry at the same index. */
export function judgeBody(body: ExportedBody, entry: Uint8Array, { open, hmac }: BodyCrypto): BodyFinding {
  const { id, about, body: commitment } = readEntry(entry);
  if (id !== body.id || !Array.isArray(about) || about[0] !== body.subject) return 'altered';
  if (!body.opens) return 'erased';
  const { bodyKey, commitmentKey, sealed } = body.opens;
  try {
    const words = open(bodyKey, sealed, body.id);
    return `hmac-sha256:${hmac(commitmentKey, words).toHex()}` === commitment ? 'sound' : 'altered';
  } catch {
    return 'altered';
  }
}
