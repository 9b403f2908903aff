/**
 * A sealed disclosure as it travels and is stored: everything but sizes, dates and which keys it is for is ciphertext. Source:
 * 70-disclosures.md 9.3, 9.5, 9.16; docs/sealed-format.md says the same for another program. Pure: the sealing is in `sealing/`.
 */
import { concatBytes, readUtf8 } from '../../../kernel/bytes.ts';
import { decodeParts, encodeParts, readNumber } from './encode.ts';
import { PAD_SIZES } from './padding.ts';

/** A disclosure itself, or the thread of its own in which reprisals are told to others. */
export type ReportPolicy = 'disclosure' | 'reprisal';
/** What an envelope lets somebody read: who and what it is about, all that was said, or one note among recipients. */
export type EnvelopePurpose = 'header' | 'body' | 'note';
/** Asked to read at once; asked when one of those has a part in it; or, outside, when those inside do not answer. */
export type ReaderRole = 'recipient' | 'reserve' | 'escalation';

/** One person whom a report was sealed to. `keyId`: 16 bytes. */
export interface SealedReader {
  readonly keyId: Uint8Array;
  readonly role: ReaderRole;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** What binds a report's pieces to one another; every opener checks it. Ids 16 bytes, hashes and keys 32. */
export interface ReportBinding {
  readonly policy: ReportPolicy;
  readonly report: Uint8Array;
  readonly epoch: number;
  readonly rosterVersion: number;
  readonly rosterHash: Uint8Array;
  /** Ed25519 key derived from the receipt: what the discloser writes later is signed with it. */
  readonly reporterKey: Uint8Array;
  /** SHA-256 commitments to the keys of header, body and identity, one after the other: 96 bytes. */
  readonly commitments: Uint8Array;
}

/** A file that was sent beforehand, in parts. `file`: 16 random bytes. */
export interface SealedFile {
  readonly file: Uint8Array;
  readonly parts: number;
}

export interface SealedReport extends ReportBinding {
  /** SHA-256 of the receipt's token; what is stored is an HMAC of it. */
  readonly tokenHash: Uint8Array;
  /** The discloser's own copies of the keys, under what the receipt gives. */
  readonly reporterKeys: Uint8Array;
  readonly header: Uint8Array;
  readonly identity: Uint8Array;
  readonly body: Uint8Array;
  readonly files: readonly SealedFile[];
  readonly readers: readonly SealedReader[];
  /** The discloser's signature of all the rest. */
  readonly signature: Uint8Array;
}

const VERSION = 'heed sealed 1';
const POLICIES: readonly string[] = ['disclosure', 'reprisal'] satisfies ReportPolicy[];
const ROLES: readonly string[] = ['recipient', 'reserve', 'escalation'] satisfies ReaderRole[];
/** Three recipients, two in reserve, and as many outside bodies. */
export const MOST_READERS = 8;
export const MOST_FILES = 10;
/** Salt and tag around what is sealed under a secret. */
const AROUND = 32;
/** An envelope: a point of 65 bytes, the secret, a tag of 16. */
const HEADER_ENVELOPE = 65 + 32 + 16;
const BODY_ENVELOPE = 65 + 64 + 16;
/** Keys of header, body and identity, and the roster that was used: see `sealing/seal-report.ts`. */
const REPORTER_KEYS = 32 * 4 + 4 + AROUND;

/** What is bound to every ciphertext of a report, as bytes. */
export function bindReport(bound: ReportBinding): Uint8Array {
  return encodeParts(
    VERSION,
    bound.policy,
    bound.report,
    bound.epoch,
    bound.rosterVersion,
    bound.rosterHash,
    bound.reporterKey,
    bound.commitments,
  );
}

/** Everything that the discloser signs, in the order it travels. */
export function encodeUnsigned(report: Omit<SealedReport, 'signature'>): Uint8Array {
  const files = concatBytes(...report.files.map(({ file, parts }) => encodeParts(file, parts)));
  const readers = report.readers.map(({ keyId, role, header, body }) =>
    encodeParts(keyId, role, header, body),
  );
  return encodeParts(
    bindReport(report),
    report.tokenHash,
    report.reporterKeys,
    report.header,
    report.identity,
    report.body,
    files,
    encodeParts(...readers),
  );
}

/** The report as it is sent. */
export function encodeReport(report: SealedReport): Uint8Array {
  return encodeParts(encodeUnsigned(report), report.signature);
}

const isSize = (bytes: Uint8Array | undefined, size: number): bytes is Uint8Array => bytes?.length === size;

const isPadded = (kind: keyof typeof PAD_SIZES, bytes: Uint8Array | undefined): bytes is Uint8Array =>
  PAD_SIZES[kind].some((size) => bytes?.length === size + AROUND);

/** Reads what `bindReport` wrote; `null` for whatever is not that. */
export function decodeBinding(bytes: Uint8Array | undefined): ReportBinding | null {
  const parts = bytes && decodeParts(bytes, 8);
  if (parts?.length !== 8) return null;
  const [version, policy, report, epoch, rosterVersion, rosterHash, reporterKey, commitments] = parts;
  if (!version || !policy || readUtf8(version) !== VERSION) return null;
  const named = readUtf8(policy) ?? '';
  const numbers = [readNumber(epoch), readNumber(rosterVersion)] as const;
  if (!POLICIES.includes(named) || numbers[0] !== 1 || !numbers[1]) return null;
  if (!isSize(report, 16) || !isSize(rosterHash, 32) || !isSize(reporterKey, 32)) return null;
  if (!isSize(commitments, 96)) return null;
  return {
    policy: named as ReportPolicy,
    report,
    epoch: numbers[0],
    rosterVersion: numbers[1],
    rosterHash,
    reporterKey,
    commitments,
  };
}

function decodeReader(bytes: Uint8Array): SealedReader | null {
  const parts = decodeParts(bytes, 4);
  if (parts?.length !== 4) return null;
  const [keyId, role, header, body] = parts;
  const named = role ? (readUtf8(role) ?? '') : '';
  if (!isSize(keyId, 16) || !ROLES.includes(named)) return null;
  if (!isSize(header, HEADER_ENVELOPE) || !isSize(body, BODY_ENVELOPE)) return null;
  return { keyId, role: named as ReaderRole, header, body };
}

function decodeFiles(bytes: Uint8Array): readonly SealedFile[] | null {
  const each = 4 + 16 + 4 + 4;
  if (bytes.length % each !== 0 || bytes.length / each > MOST_FILES) return null;
  const files: SealedFile[] = [];
  for (let at = 0; at < bytes.length; at += each) {
    const [file, parts] = decodeParts(bytes.subarray(at, at + each), 2) ?? [];
    const count = readNumber(parts);
    if (!isSize(file, 16) || !count || count > 7) return null;
    files.push({ file, parts: count });
  }
  return files;
}

function allOf<T>(list: readonly (T | null)[]): readonly T[] | null {
  return list.every((one) => one !== null) ? (list as readonly T[]) : null;
}

/** Reads a report that was sent; `null` for whatever is not exactly one, of the sizes that sealing gives. */
export function decodeReport(bytes: Uint8Array): SealedReport | null {
  const outer = decodeParts(bytes, 2);
  const parts = outer?.[0] && decodeParts(outer[0], 8);
  const signature = outer?.[1];
  if (parts?.length !== 8 || !isSize(signature, 64)) return null;
  const [bound, tokenHash, reporterKeys, header, identity, body, fileList, readerList] = parts;
  const binding = decodeBinding(bound);
  const files = fileList ? decodeFiles(fileList) : null;
  const readers =
    readerList &&
    allOf((decodeParts(readerList, MOST_READERS) ?? [null]).map((one) => one && decodeReader(one)));
  if (!binding || !files || !readers || readers.length === 0) return null;
  if (!isSize(tokenHash, 32) || !isSize(reporterKeys, REPORTER_KEYS)) return null;
  if (!isPadded('header', header) || !isPadded('identity', identity) || !isPadded('body', body)) return null;
  return { ...binding, tokenHash, reporterKeys, header, identity, body, files, readers, signature };
}

/** An id of 16 bytes as PostgreSQL and people write it: a UUID. */
export function showId(id: Uint8Array): string {
  const hex = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The 16 bytes of a UUID, or `null`. */
export function readId(text: string): Uint8Array | null {
  const hex = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** A new report's or file's id from 16 random bytes: a UUID of version 4, which tells nothing of when. */
export function idFrom(chance: Uint8Array): Uint8Array {
  const id = Uint8Array.from(chance.subarray(0, 16));
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x40;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  return id;
}
