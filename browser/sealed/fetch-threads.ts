/** Asking the server for what a receipt opens, and writing to it, as a page of Heed's own forms would. Source: 70-disclosures.md 9.6. */
import type { ReceiptKeys } from '../../src/kernel/receipt/derive-receipt.ts';
import { formatReceiptToken, formatToken } from '../../src/kernel/receipt/receipt-token.ts';
import { readBase64url, toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type { MessageContent } from '../../src/modules/disclosures/domain/contents.ts';
import type { Statement } from '../../src/modules/disclosures/domain/statement.ts';
import type { ItemAct } from '../../src/modules/disclosures/domain/thread.ts';
import { type Held, type OpenThread, sealReply } from '../../src/modules/disclosures/sealing/open-thread.ts';
import { attributeIn } from '../../src/modules/disclosures/sealing/posted-form.ts';
import { postSealed, readStatement } from './send.ts';

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
  const { bytes, hash } = await sealReply(open, receipt, act, content);
  const fields = { receipt: formatReceiptToken(receipt.token), sealed: toBase64url(bytes) };
  const page = await postSealed('/return/message', fields);
  return readStatement(page, hash, statementKey);
}
