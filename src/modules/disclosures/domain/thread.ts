/**
 * What is written after a disclosure: a chain of sealed items in two lanes, one that the discloser reads, and notes among those who
 * received it. Source: 70-disclosures.md 9.3 (what is bound), 9.6 (replies in order, signed), 9.9 (what clocks need to know).
 */
import { encodeParts } from './encode.ts';

/** `thread`: with the discloser. `notes`: among recipients alone. */
export type Lane = 'thread' | 'notes';
/** Who wrote it: the holder of the receipt, or one who received the disclosure. */
export type WriterRole = 'reporter' | 'recipient';

/**
 * What an item does, in the clear because clocks hang on it: only that there was such an act on a day can be learned from it. The
 * discloser: `message` (also an entry of their diary, and an answer to a check-in), `ask-outside` (the outside body is to read it
 * now), `withdraw`. A recipient: `acknowledge`, `feedback`, `close`, `message`,
 * `check-in` (asks whether anything has changed at work), `note`.
 */
export type ItemAct =
  | 'message'
  | 'ask-outside'
  | 'withdraw'
  | 'acknowledge'
  | 'feedback'
  | 'close'
  | 'check-in'
  | 'note';

export const ACTS_OF: Readonly<Record<WriterRole, readonly ItemAct[]>> = {
  reporter: ['message', 'ask-outside', 'withdraw'],
  recipient: ['acknowledge', 'feedback', 'close', 'message', 'check-in', 'note'],
};

/** Where an item stands. `previous`: the hash of the item before it in its lane; zeros before the first note. */
export interface ItemPlace {
  readonly report: Uint8Array;
  readonly epoch: number;
  readonly lane: Lane;
  readonly seq: number;
  readonly role: WriterRole;
  readonly act: ItemAct;
  /** Who wrote it, of those who received it: 16 bytes; none (0 bytes) for the discloser. */
  readonly keyId: Uint8Array;
  readonly previous: Uint8Array;
}

/** Before the first item of a lane. */
export const NOTHING_BEFORE = new Uint8Array(32);

/** Where the disclosure itself stands: it is the first item of the thread. */
export function firstPlace(report: Uint8Array, epoch: number): ItemPlace {
  return {
    report,
    epoch,
    lane: 'thread',
    seq: 0,
    role: 'reporter',
    act: 'message',
    keyId: new Uint8Array(),
    previous: NOTHING_BEFORE,
  };
}

/** What is bound to an item's ciphertext: moved elsewhere, said by another, or put after something else it does not open. */
export function bindItem(place: ItemPlace): Uint8Array {
  const { report, epoch, lane, seq, role, act, keyId, previous } = place;
  return encodeParts('heed item 1', report, epoch, lane, seq, role, act, keyId, previous);
}

/** Of which an item's hash is SHA-256: its place and its ciphertext. */
export function hashedItem(place: ItemPlace, sealed: Uint8Array): Uint8Array {
  return encodeParts(bindItem(place), sealed);
}
