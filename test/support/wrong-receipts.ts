/** Receipts that open nothing, of every kind that could be told apart by a careless server. */
import { randomBytes } from 'node:crypto';
import { formatReceiptDigits, formatReceiptWords } from '../../src/kernel/receipt/receipt.ts';
import { formatReceiptToken } from '../../src/kernel/receipt/receipt-token.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));

/** What a form's field `receipt` holds, made anew each time. */
export const WRONG_RECEIPTS: Readonly<Record<string, () => string>> = {
  'a token nobody has': () => formatReceiptToken(random(32)),
  'what is no token': () => formatReceiptToken(random(31)),
  'words nobody has': () => formatReceiptWords(random(10)).join(' '),
  'words whose check is wrong': () => formatReceiptWords(random(10)).toReversed().join(' '),
  'digits nobody has': () => formatReceiptDigits(random(10)),
  'digits whose check is wrong': () => `1${formatReceiptDigits(random(10)).slice(1)}`,
};
