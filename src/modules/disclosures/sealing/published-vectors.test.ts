/** The published example opens, so that another program that opens it opens ours. Source: docs/sealed-format.md. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { deriveReceiptKeys, receiptSalt } from '../../../kernel/receipt/derive-receipt.ts';
import { parseReceipt } from '../../../kernel/receipt/parse-receipt.ts';
import { readBase64url, toBase64url } from '../domain/base64url.ts';
import { decodeReport, encodeReport, encodeUnsigned, type SealedReader } from '../domain/sealed-report.ts';
import { firstPlace } from '../domain/thread.ts';
import { openBody, openBodyKeys, openHeader, openReporterKeys } from './open-report.ts';
import { hashItem, isWrittenBy, openItem } from './seal-item.ts';
import { isSigned } from './signature.ts';
import { sha256 } from './web-crypto.ts';

interface Vector {
  readonly receipt: { readonly words: string; readonly deployment: string };
  readonly readers: readonly { readonly keyId: string; readonly sealSecret: string; readonly seal: string }[];
  readonly header: unknown;
  readonly body: unknown;
  readonly report: string;
  readonly message: {
    readonly previous: string;
    readonly sealed: string;
    readonly signature: string;
    readonly text: string;
  };
}

const bytes = (text: string) => readBase64url(text) ?? new Uint8Array();

test('the example in docs/vectors opens for both its readers and for its receipt, and its message is its own', async () => {
  const file = new URL('../../../../docs/vectors/sealed-report.json', import.meta.url);
  const vector = JSON.parse(await readFile(file, 'utf8')) as Vector;
  const report = decodeReport(bytes(vector.report));
  assert.ok(report);
  assert.equal(toBase64url(encodeReport(report)), vector.report);
  const digest = await sha256(encodeUnsigned(report));
  assert.ok(await isSigned(report.reporterKey, report.signature, 'heed report 1', digest));
  for (const [at, { keyId, sealSecret, seal }] of vector.readers.entries()) {
    const opener = { keyId: bytes(keyId), secret: bytes(sealSecret), open: bytes(seal) };
    const reader: SealedReader | undefined = report.readers[at];
    assert.ok(reader);
    const header = await openHeader(report, opener, reader.header, report.header);
    assert.deepEqual(header, { ok: true, value: vector.header });
    const keys = await openBodyKeys(report, opener, reader.body);
    assert.ok(keys.ok);
    assert.deepEqual(await openBody(report, keys.value.body, report.body), { ok: true, value: vector.body });
  }
  const parsed = parseReceipt(vector.receipt.words);
  assert.ok(parsed.ok);
  const receipt = deriveReceiptKeys(parsed.secret, receiptSalt(vector.receipt.deployment));
  const mine = await openReporterKeys(report, receipt, report.reporterKeys);
  assert.ok(mine.ok);
  const first = firstPlace(report.report, 1);
  const { previous, sealed, signature, text } = vector.message;
  assert.equal(toBase64url(await hashItem(first, report.body)), previous);
  const item = {
    place: { ...first, seq: 1, previous: bytes(previous) },
    sealed: bytes(sealed),
    signature: bytes(signature),
  };
  assert.ok(await isWrittenBy(report.reporterKey, item));
  assert.deepEqual(await openItem(mine.value.keys.body, item), {
    ok: true,
    value: { text, happened: null, kinds: [] },
  });
});
