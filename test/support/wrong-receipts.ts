/** Receipts that open nothing, of every kind that could be told apart by a careless server. */
import { randomBytes } from 'node:crypto';
import { formatReceiptDigits, formatReceiptWords } from '../../src/kernel/receipt/receipt.ts';
import { formatReceiptToken } from '../../src/kernel/receipt/receipt-token.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));

/** What a form's field `receipt` holds, made anew each time. */
export type MakeReceipt = () => string;

/**
 * By the form a receipt is sent in, one that nobody has and one that can't be a receipt. The forms themselves may be told apart, by
 * their length and because keys are derived from words and digits: whoever sends one knows which it is.
 */
export const WRONG_RECEIPTS: Readonly<
  Record<'token' | 'words' | 'digits', { readonly unknown: MakeReceipt; readonly garbled: MakeReceipt }>
> = {
  token: {
    unknown: () => formatReceiptToken(random(32)),
    garbled: () => `${formatReceiptToken(random(32)).slice(0, -1)}_`,
  },
  words: {
    unknown: () => formatReceiptWords(random(10)).join(' '),
    garbled: () => formatReceiptWords(random(10)).toReversed().join(' '),
  },
  digits: {
    unknown: () => formatReceiptDigits(random(10)),
    garbled: () => `1${formatReceiptDigits(random(10)).slice(1)}`,
  },
};
