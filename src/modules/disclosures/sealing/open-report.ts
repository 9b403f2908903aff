/**
 * Opening a disclosure: by somebody it was sealed to, in two steps, or by the discloser with their receipt. Source:
 * 70-disclosures.md 9.3 (commitments are checked by every opener), 9.6, 9.7 (header first), 10.13-10.15. Fails closed: a reason,
 * never a part.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { ReceiptKeys } from '../../../kernel/receipt/derive-receipt.ts';
import {
  type BodyContent,
  type HeaderContent,
  type IdentityContent,
  readBody,
  readHeader,
  readIdentity,
} from '../domain/contents.ts';
import { encodeParts, readU32 } from '../domain/encode.ts';
import { unpad } from '../domain/padding.ts';
import { bindReport, type ReportBinding } from '../domain/sealed-report.ts';
import { bindItem, firstPlace } from '../domain/thread.ts';
import { type EnvelopeBinding, openEnvelope, type SealingPair } from './envelope.ts';
import { commitTo, type ReportKeys } from './seal-report.ts';
import { openUnder } from './web-crypto.ts';

/**
 * Why something does not open. `not-yours`: the envelope is not for this key, or of another report. `two-texts`: its keys are not
 * those that everybody else was given (10.14). `altered`: changed since it was sealed. `unreadable`: sealed in no form known here.
 */
export type OpenFault = 'not-yours' | 'two-texts' | 'altered' | 'unreadable';
export type Opened<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: OpenFault };

const failed = (fault: OpenFault) => ({ ok: false, fault }) as const;
const opened = <T>(value: T): Opened<T> => ({ ok: true, value });

const PLACES = { header: 0, body: 32, identity: 64 } as const;

async function isCommitted(bound: ReportBinding, which: keyof ReportKeys, key: Uint8Array): Promise<boolean> {
  const at = PLACES[which];
  return sameBytes(bound.commitments.subarray(at, at + 32), await commitTo(which, bound.report, key));
}

async function read<T>(
  sealed: Promise<Uint8Array | null>,
  kind: 'header' | 'body' | 'identity',
  parse: (plain: Uint8Array) => T | null,
): Promise<Opened<T>> {
  const padded = await sealed;
  if (!padded) return failed('altered');
  const plain = unpad(kind, padded);
  const content = plain && parse(plain);
  return content ? opened(content) : failed('unreadable');
}

/** Who opens: their keys and the id of these. */
export interface Opener extends SealingPair {
  readonly keyId: Uint8Array;
}

const bindingFor = (
  bound: ReportBinding,
  { keyId }: Opener,
  purpose: EnvelopeBinding['purpose'],
): EnvelopeBinding => ({ report: bound.report, epoch: bound.epoch, keyId, purpose });

/** The header's content, by one it was sealed to. */
export async function openHeader(
  bound: ReportBinding,
  by: Opener,
  envelope: Uint8Array,
  header: Uint8Array,
): Promise<Opened<HeaderContent>> {
  const key = await openEnvelope(by, bindingFor(bound, by, 'header'), envelope);
  if (key?.length !== 32) return failed('not-yours');
  if (!(await isCommitted(bound, 'header', key))) return failed('two-texts');
  return read(openUnder(key, 'heed header 1', bindReport(bound), header), 'header', readHeader);
}

/** The keys of body and identity, by one who said that they have no part in it. */
export async function openBodyKeys(
  bound: ReportBinding,
  by: Opener,
  envelope: Uint8Array,
): Promise<Opened<Pick<ReportKeys, 'body' | 'identity'>>> {
  const keys = await openEnvelope(by, bindingFor(bound, by, 'body'), envelope);
  if (keys?.length !== 64) return failed('not-yours');
  const body = keys.slice(0, 32);
  const identity = keys.slice(32);
  if (!(await isCommitted(bound, 'body', body))) return failed('two-texts');
  if (!(await isCommitted(bound, 'identity', identity))) return failed('two-texts');
  return opened({ body, identity });
}

/** What was told. */
export async function openBody(
  bound: ReportBinding,
  key: Uint8Array,
  sealed: Uint8Array,
): Promise<Opened<BodyContent>> {
  const place = encodeParts(bindReport(bound), bindItem(firstPlace(bound.report, bound.epoch)));
  return read(openUnder(key, 'heed body 1', place, sealed), 'body', readBody);
}

/** Who told it; empty where they did not say. */
export async function openIdentity(
  bound: ReportBinding,
  key: Uint8Array,
  sealed: Uint8Array,
): Promise<Opened<IdentityContent>> {
  return read(openUnder(key, 'heed identity 1', bindReport(bound), sealed), 'identity', readIdentity);
}

/** The discloser's own copies: the keys, and the roster they used. */
export async function openReporterKeys(
  bound: ReportBinding,
  receipt: ReceiptKeys,
  sealed: Uint8Array,
): Promise<Opened<{ readonly keys: ReportKeys; readonly roster: { version: number; hash: Uint8Array } }>> {
  const plain = await openUnder(receipt.wrap, 'heed reporter keys 1', bindReport(bound), sealed);
  if (plain?.length !== 132) return failed('altered');
  const keys = { header: plain.slice(0, 32), body: plain.slice(32, 64), identity: plain.slice(64, 96) };
  for (const which of ['header', 'body', 'identity'] as const)
    if (!(await isCommitted(bound, which, keys[which]))) return failed('two-texts');
  return opened({ keys, roster: { hash: plain.slice(96, 128), version: readU32(plain, 128) } });
}
