/** A disclosure sent as a browser sends it, over HTTP, without one: for tests of what becomes of it. */
import { deriveReceiptKeys, receiptSalt } from '../../src/kernel/receipt/derive-receipt.ts';
import { formatReceiptToken, formatToken } from '../../src/kernel/receipt/receipt-token.ts';
import { fillerFor } from '../../src/kernel/traffic-shape.ts';
import { readBase64url, toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type {
  BodyContent,
  HeaderContent,
  IdentityContent,
} from '../../src/modules/disclosures/domain/contents.ts';
import { encodeReport, idFrom, showId } from '../../src/modules/disclosures/domain/sealed-report.ts';
import { holdReceipt, openThread, sealReply } from '../../src/modules/disclosures/sealing/open-thread.ts';
import { makeReportKeys, sealReport } from '../../src/modules/disclosures/sealing/seal-report.ts';
import { randomBytes } from '../../src/modules/disclosures/sealing/web-crypto.ts';
import type { SealedArea } from './sealed-area.ts';

export interface Disclosed {
  readonly id: string;
  /** Ten bytes that the receipt's words stand for. */
  readonly secret: Uint8Array;
  readonly bytes: Uint8Array;
  readonly answer: Response;
  readonly page: string;
}

export interface ToDisclose {
  readonly words?: string;
  readonly header?: Partial<HeaderContent>;
  readonly files?: BodyContent['files'];
  readonly identity?: IdentityContent;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts a form as the browser's script does. */
async function post(
  area: SealedArea,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const body = new URLSearchParams(fields);
  body.append('pad', fillerFor(body.toString().length));
  return fetch(`${area.heed.url}${path}`, {
    method: 'POST',
    body,
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
  });
}

/** Sends one to three recipients and the first body outside of the area's roster. */
export async function disclose(area: SealedArea, given: ToDisclose = {}): Promise<Disclosed> {
  const { words = 'Four concerns were closed unread.', header, identity, files = [], headers } = given;
  const inside = area.recipients.filter(({ kind }) => kind === 'recipient');
  const apart = inside
    .filter((one, at) => inside.findIndex((o) => o.organisation === one.organisation) === at)
    .slice(0, 3);
  const outside = area.recipients.filter(({ kind }) => kind === 'escalation').slice(0, 1);
  const [report, secret] = [idFrom(randomBytes(16)), randomBytes(10)];
  const sealed = await sealReport({
    policy: 'disclosure',
    report,
    roster: { version: 1, hash: readBase64url(area.roster.hash) ?? new Uint8Array() },
    receipt: deriveReceiptKeys(secret, receiptSalt('heed')),
    keys: makeReportKeys(),
    header: {
      organisation: 'Wrenfold Council',
      unit: 'Assessment North',
      about: ['Team manager'],
      category: 'concerns-ignored',
      danger: false,
      test: false,
      ...header,
    },
    body: { answers: [{ asked: 'What have you seen?', answer: words }], files },
    identity,
    files: [],
    readers: [
      ...apart.map(({ opener }) => ({ keyId: opener.keyId, role: 'recipient' as const, seal: opener.open })),
      ...outside.map(({ opener }) => ({
        keyId: opener.keyId,
        role: 'escalation' as const,
        seal: opener.open,
      })),
    ],
  });
  const bytes = encodeReport(sealed);
  const answer = await post(area, '/tell/check', { sealed: toBase64url(bytes) }, headers);
  return { id: showId(report), secret, bytes, answer, page: await answer.text() };
}

/** The discloser comes back and writes one more message, as their browser does. */
export async function writeAgain(area: SealedArea, { secret }: Disclosed, text: string): Promise<void> {
  const held = holdReceipt(secret, 'heed');
  const find = async (from: number) => {
    const answer = await post(area, '/return', {
      receipt: formatReceiptToken(held.first.token),
      more: formatToken(held.second.token),
      from: String(from),
    });
    const page = await answer.text();
    return readBase64url(/data-thread="([\w-]+)"/.exec(page)?.[1] ?? '');
  };
  const bytes = await find(0);
  const open = bytes && (await openThread(bytes, held.first, new Map(), find));
  if (!open) throw new Error('the receipt opens nothing');
  const content = { text, happened: null, kinds: [] };
  const { bytes: reply } = await sealReply(open, held.first, 'message', content);
  const answer = await post(area, '/return/message', {
    receipt: formatReceiptToken(held.first.token),
    sealed: toBase64url(reply),
  });
  const page = await answer.text();
  if (!page.includes('data-answer='))
    throw new Error(`not taken: ${/data-refused="([^"]+)"/.exec(page)?.[1]}`);
}
