/**
 * What a receipt opens, checked and decrypted in the browser: keys, items in their order, who signed each. Source: 70-disclosures.md
 * 9.6, 10.13. An item that was replayed, left out or moved shows, because each names the one before it.
 */
import { sameBytes } from '../../src/kernel/bytes.ts';
import { deriveReceiptKeys, type ReceiptKeys, receiptSalt } from '../../src/kernel/receipt/derive-receipt.ts';
import { formatReceiptToken, formatToken } from '../../src/kernel/receipt/receipt-token.ts';
import { readBase64url, toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type { MessageContent } from '../../src/modules/disclosures/domain/contents.ts';
import {
  decodeThread,
  encodeReply,
  type Thread,
  type ThreadItem,
} from '../../src/modules/disclosures/domain/reply.ts';
import type { Recipient } from '../../src/modules/disclosures/domain/roster.ts';
import { decodeBinding, type ReportBinding } from '../../src/modules/disclosures/domain/sealed-report.ts';
import type { Statement } from '../../src/modules/disclosures/domain/statement.ts';
import type { ItemAct, ItemPlace } from '../../src/modules/disclosures/domain/thread.ts';
import { openReporterKeys } from '../../src/modules/disclosures/sealing/open-report.ts';
import {
  hashItem,
  isWrittenBy,
  openItem,
  sealItem,
} from '../../src/modules/disclosures/sealing/seal-item.ts';
import type { ReportKeys } from '../../src/modules/disclosures/sealing/seal-report.ts';
import { attributeIn, postSealed, readStatement } from './send.ts';

/** The keys of a receipt's two threads: the disclosure, and what is told of reprisals to others. */
export interface Held {
  readonly secret: Uint8Array;
  readonly first: ReceiptKeys;
  readonly second: ReceiptKeys;
}

export function holdReceipt(secret: Uint8Array, deployment: string): Held {
  const salt = receiptSalt(deployment);
  return { secret, first: deriveReceiptKeys(secret, salt), second: deriveReceiptKeys(secret, salt, 1) };
}

/** One item as it is shown. `signed`: by whom it is proved to be; `forged` shows no words. */
export interface ShownItem {
  readonly item: ThreadItem;
  readonly by: Recipient | 'you' | 'gone' | 'forged';
  readonly content: MessageContent | null;
  /** What the next item names, and Heed's proof is over. */
  readonly hash: Uint8Array;
}

/** A thread, open. */
export interface OpenThread {
  readonly thread: Thread;
  readonly bound: ReportBinding;
  readonly keys: ReportKeys;
  readonly roster: { readonly version: number; readonly hash: string };
  /** In order. */
  readonly items: readonly ShownItem[];
  /** Every item that there is was given, each in its place. */
  readonly whole: boolean;
  /** The hash that the next item names. */
  readonly last: Uint8Array;
}

const placeOf = (bound: ReportBinding, { seq, role, act, keyId, previous }: ThreadItem): ItemPlace => ({
  report: bound.report,
  epoch: bound.epoch,
  lane: 'thread',
  seq,
  role,
  act,
  keyId,
  previous,
});

async function showItem(
  bound: ReportBinding,
  keys: ReportKeys,
  item: ThreadItem,
  everybody: ReadonlyMap<string, Recipient>,
): Promise<ShownItem> {
  const sealed = { place: placeOf(bound, item), sealed: item.sealed, signature: item.signature };
  const hash = await hashItem(sealed.place, item.sealed);
  const writer = item.role === 'recipient' ? everybody.get(toBase64url(item.keyId)) : undefined;
  const key = item.role === 'reporter' ? bound.reporterKey : writer?.sign;
  const by = item.role === 'reporter' ? 'you' : (writer ?? 'gone');
  if (key && !(await isWrittenBy(key, sealed))) return { item, by: 'forged', content: null, hash };
  const opened = await openItem(keys.body, sealed);
  return opened.ok ? { item, by, content: opened.value, hash } : { item, by: 'forged', content: null, hash };
}

/** The rest of a thread that one answer could not hold. */
async function readAll(thread: Thread, later: (from: number) => Promise<Uint8Array | null>): Promise<Thread> {
  const items = [...thread.items];
  while (items.length < thread.total - 1) {
    const bytes = await later(items.length + 1);
    const next = bytes && decodeThread(bytes);
    if (!next || next.items.length === 0) break;
    items.push(...next.items);
  }
  return { ...thread, items };
}

/**
 * Opens what was answered for one of the receipt's threads, `later` asking for what it could not hold; `null` where it can't be
 * opened: altered, or another's.
 */
export async function openThread(
  bytes: Uint8Array,
  receipt: ReceiptKeys,
  everybody: ReadonlyMap<string, Recipient>,
  later: (from: number) => Promise<Uint8Array | null>,
): Promise<OpenThread | null> {
  const answered = decodeThread(bytes);
  const thread = answered && (await readAll(answered, later));
  const bound = thread && decodeBinding(thread.bound);
  if (!thread || !bound) return null;
  const mine = await openReporterKeys(bound, receipt, thread.reporterKeys);
  if (!mine.ok) return null;
  const { keys, roster } = mine.value;
  const items = await Promise.all(thread.items.map((item) => showItem(bound, keys, item, everybody)));
  const whole =
    items.length === thread.total - 1 &&
    items.every(
      ({ item }, at) =>
        item.seq === at + 1 && sameBytes(item.previous, items[at - 1]?.hash ?? thread.firstHash),
    );
  const last = items.at(-1)?.hash ?? thread.firstHash;
  return {
    thread,
    bound,
    keys,
    roster: { version: roster.version, hash: toBase64url(roster.hash) },
    items,
    whole,
    last,
  };
}

const bytesOf = (text: string | null): Uint8Array | null => (text === null ? null : readBase64url(text));

/** What the server has for both threads from some place on: pages of one size whatever there is. */
export async function fetchThreads(
  held: Held,
  from: number,
): Promise<{ readonly first: Uint8Array | null; readonly second: Uint8Array | null }> {
  const fields = {
    receipt: formatReceiptToken(held.first.token),
    more: formatToken(held.second.token),
    from: String(from),
  };
  const page = await postSealed('/return', fields);
  return { first: bytesOf(attributeIn(page, 'thread')), second: bytesOf(attributeIn(page, 'more')) };
}

/** Seals one message, puts it last and sends it; gives Heed's statement of it. Throws `NotSent` and `TooLong`. */
export async function writeItem(
  open: OpenThread,
  receipt: ReceiptKeys,
  act: ItemAct,
  content: MessageContent,
  statementKey: Uint8Array,
): Promise<Statement> {
  const { bound, last, keys, thread } = open;
  const next: ItemPlace = {
    report: bound.report,
    epoch: bound.epoch,
    lane: 'thread',
    seq: thread.total,
    role: 'reporter',
    act,
    keyId: new Uint8Array(),
    previous: last,
  };
  const { sealed, signature } = await sealItem(keys.body, next, content, receipt.sign);
  const bytes = encodeReply({ seq: next.seq, act, previous: last, sealed, signature });
  const fields = { receipt: formatReceiptToken(receipt.token), sealed: toBase64url(bytes) };
  const page = await postSealed('/return/message', fields);
  return readStatement(page, await hashItem(next, sealed), statementKey);
}
