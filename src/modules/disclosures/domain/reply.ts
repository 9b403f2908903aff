/** What a discloser sends when they write again, and what they are answered. Source: 70-disclosures.md 9.6. */
import { readUtf8 } from '../../../kernel/bytes.ts';
import { decodeParts, encodeParts, readNumber } from './encode.ts';
import { PAD_SIZES } from './padding.ts';
import { ACTS_OF, type ItemAct } from './thread.ts';

/** One item in its place; the rest of the place is known from the receipt. */
export interface Reply {
  readonly seq: number;
  readonly act: ItemAct;
  readonly previous: Uint8Array;
  readonly sealed: Uint8Array;
  readonly signature: Uint8Array;
}

const VERSION = 'heed reply 1';
const AROUND = 32;

/** The reply as it travels. */
export function encodeReply({ seq, act, previous, sealed, signature }: Reply): Uint8Array {
  return encodeParts(VERSION, seq, act, previous, sealed, signature);
}

/** Reads what arrived; `null` unless it is a reply of the discloser's, of the sizes that sealing gives. */
export function decodeReply(bytes: Uint8Array): Reply | null {
  const [version, number, name, previous, sealed, signature, ...more] = decodeParts(bytes, 6) ?? [];
  if (!version || readUtf8(version) !== VERSION || more.length > 0) return null;
  const seq = readNumber(number);
  const act = ACTS_OF.reporter.find((one) => name && one === readUtf8(name));
  if (!seq || !act || previous?.length !== 32 || signature?.length !== 64) return null;
  if (!sealed || !PAD_SIZES.message.some((size) => size + AROUND === sealed.length)) return null;
  return { seq, act, previous, sealed, signature };
}

/** An item of the thread as its discloser reads it. */
export interface ThreadItem extends Omit<Reply, 'act'> {
  readonly role: 'reporter' | 'recipient';
  readonly act: ItemAct;
  /** 16 bytes of who wrote it; none for the discloser. */
  readonly keyId: Uint8Array;
  readonly day: string;
  /** Heed's signature over the item's hash and day: the discloser's proof that it was there then. */
  readonly proof: Uint8Array;
}

/** What the receipt opens: enough to check and decrypt, for a part of the thread from some place on. */
export interface Thread {
  /** `bindReport`'s bytes. */
  readonly bound: Uint8Array;
  readonly day: string;
  readonly reporterKeys: Uint8Array;
  /** Hash of the disclosure itself, the first item: what the second names as `previous`. */
  readonly firstHash: Uint8Array;
  /** Heed's signature over all that was sent and its day, and what it is over. */
  readonly digest: Uint8Array;
  readonly proof: Uint8Array;
  /** How many items there are in all, the disclosure counted. */
  readonly total: number;
  /** How things stand, in the words of `Standing`. */
  readonly standing: ThreadStanding;
  readonly items: readonly ThreadItem[];
}

/** What was done about it, as far as its discloser is told. */
export interface ThreadStanding {
  readonly readers: readonly { readonly keyId: string; readonly role: string; readonly standing: string }[];
  readonly escalated: string | null;
  readonly closed: string | null;
  readonly withdrawn: string | null;
  readonly removal: string | null;
}

const THREAD = 'heed thread 1';

/** The thread as it travels. */
export function encodeThread(thread: Thread): Uint8Array {
  const items = thread.items.map((item) =>
    encodeParts(
      item.seq,
      item.role,
      item.act,
      item.keyId,
      item.previous,
      item.sealed,
      item.signature,
      item.day,
      item.proof,
    ),
  );
  return encodeParts(
    THREAD,
    thread.bound,
    thread.day,
    thread.reporterKeys,
    thread.firstHash,
    thread.digest,
    thread.proof,
    thread.total,
    JSON.stringify(thread.standing),
    encodeParts(...items),
  );
}

const text = (part: Uint8Array | undefined): string => (part && readUtf8(part)) ?? '';

function decodeItem(bytes: Uint8Array): ThreadItem | null {
  const [number, role, act, keyId, previous, sealed, signature, day, proof] = decodeParts(bytes, 9) ?? [];
  const seq = readNumber(number);
  const who = text(role);
  if (!seq || (who !== 'reporter' && who !== 'recipient')) return null;
  const named = ACTS_OF[who].find((one) => one === text(act));
  if (!named || !keyId || previous?.length !== 32 || !sealed || !signature || !proof) return null;
  return { seq, role: who, act: named, keyId, previous, sealed, signature, day: text(day), proof };
}

/** Reads what the server answered; `null` for whatever is no thread. */
export function decodeThread(bytes: Uint8Array): Thread | null {
  const [version, bound, day, reporterKeys, firstHash, digest, proof, count, standing, list] =
    decodeParts(bytes, 10) ?? [];
  const total = readNumber(count);
  if (
    text(version) !== THREAD ||
    !bound ||
    !reporterKeys ||
    firstHash?.length !== 32 ||
    !total ||
    !list ||
    !digest ||
    !proof
  )
    return null;
  const items = (decodeParts(list, 1_000) ?? []).map(decodeItem);
  if (items.includes(null)) return null;
  return {
    bound,
    day: text(day),
    reporterKeys,
    firstHash,
    digest,
    proof,
    total,
    standing: JSON.parse(text(standing)) as ThreadStanding,
    items: items.filter((item) => item !== null),
  };
}
