/**
 * What a receipt opens, checked and decrypted where it was typed: in the browser, or on the server for those without JavaScript. Keys,
 * items in their order, who signed each. Source: 70-disclosures.md 9.6, 9.14, 10.13. An item that was replayed, left out or moved
 * shows, because each names the one before it.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import { deriveReceiptKeys, type ReceiptKeys, receiptSalt } from '../../../kernel/receipt/derive-receipt.ts';
import { toBase64url } from '../domain/base64url.ts';
import type { MessageContent } from '../domain/contents.ts';
import { decodeThread, encodeReply, type Thread, type ThreadItem } from '../domain/reply.ts';
import type { Recipient } from '../domain/roster.ts';
import { decodeBinding, type ReportBinding } from '../domain/sealed-report.ts';
import type { ItemAct, ItemPlace } from '../domain/thread.ts';
import { openReporterKeys } from './open-report.ts';
import { hashItem, isWrittenBy, openItem, sealItem } from './seal-item.ts';
import type { ReportKeys } from './seal-report.ts';

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

/** What the discloser writes next, sealed and signed, as it travels; `hash` is what Heed's statement of it is over. Throws `TooLong`. */
export async function sealReply(
  { bound, last, keys, thread }: OpenThread,
  receipt: ReceiptKeys,
  act: ItemAct,
  content: MessageContent,
): Promise<{ readonly bytes: Uint8Array; readonly hash: Uint8Array }> {
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
  return { bytes, hash: await hashItem(next, sealed) };
}
