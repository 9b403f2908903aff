import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { deriveReceiptKeys, receiptSalt } from '../../../../kernel/receipt/derive-receipt.ts';
import { formatReceiptWords } from '../../../../kernel/receipt/receipt.ts';
import { toBase64url } from '../../domain/base64url.ts';
import { encodeThread, type ThreadItem } from '../../domain/reply.ts';
import type { Recipient } from '../../domain/roster.ts';
import { bindReport, idFrom } from '../../domain/sealed-report.ts';
import { firstPlace, type ItemPlace } from '../../domain/thread.ts';
import { makeOwnKeys } from '../../sealing/own-keys.ts';
import { hashItem, sealItem } from '../../sealing/seal-item.ts';
import { makeReportKeys, sealReport } from '../../sealing/seal-report.ts';
import { randomBytes } from '../../sealing/web-crypto.ts';
import { createPlainThreads } from './plain-thread.presenter.ts';

const secret = randomBytes(10);
const receipt = deriveReceiptKeys(secret, receiptSalt('heed'));
const words = formatReceiptWords(secret).join(' ');
const keys = makeReportKeys();
const report = idFrom(randomBytes(16));
const assets = new Proxy({}, { get: () => '/asset' }) as Parameters<typeof createPlainThreads>[0]['assets'];
const rae = await makeOwnKeys();
const DAY = '2026-11-26';

/** A thread of one disclosure and what `by` wrote to it. */
async function threadOf(by: { readonly keyId: Uint8Array; readonly seed: Uint8Array }, text: string) {
  const sealed = await sealReport({
    policy: 'disclosure',
    report,
    roster: { version: 1, hash: new Uint8Array(32) },
    receipt,
    keys,
    header: { organisation: 'Org', unit: '', about: [], category: 'other', danger: false, test: false },
    body: { answers: [], files: [] },
    files: [],
    readers: [{ keyId: rae.open.keyId, role: 'recipient', seal: rae.open.seal }],
  });
  const firstHash = await hashItem(firstPlace(report, 1), sealed.body);
  const place: ItemPlace = {
    ...firstPlace(report, 1),
    seq: 1,
    role: 'recipient',
    act: 'acknowledge',
    keyId: by.keyId,
    previous: firstHash,
  };
  const item = await sealItem(keys.body, place, { text, happened: null, kinds: [] }, by.seed);
  const shown: ThreadItem = { ...place, ...item, day: DAY, proof: new Uint8Array(64) };
  return encodeThread({
    bound: bindReport(sealed),
    day: DAY,
    reporterKeys: sealed.reporterKeys,
    firstHash,
    digest: new Uint8Array(32),
    proof: new Uint8Array(64),
    total: 2,
    standing: { readers: [], escalated: null, closed: null, withdrawn: null, removal: null },
    items: [shown],
  });
}

const entry = { name: 'Rae <b>', post: 'Named doctor', sign: rae.open.sign } as Recipient;
const everybody = new Map([[toBase64url(rae.open.keyId), entry]]);

async function follow(
  thread: Uint8Array,
  known: ReadonlyMap<string, Recipient> = everybody,
): Promise<string> {
  const threads = createPlainThreads(
    { assets, receiptDeployment: 'heed' },
    { follow: async () => thread, add: async () => null, everybody: async () => known },
  );
  const found = await threads.follow(words);
  assert.equal(found?.status, 200);
  return String(found.page);
}

describe('a thread without JavaScript', () => {
  let signed: Uint8Array;
  before(async () => {
    signed = await threadOf({ keyId: rae.open.keyId, seed: rae.secrets.sign }, 'We have it <script>.');
  });

  it('shows what a recipient wrote, and that the signature was checked; nothing of it is markup', async () => {
    const page = await follow(signed);
    assert.match(page, /Rae &lt;b&gt;, Named doctor, on 26 November 2026: It was received/);
    assert.match(page, /We have it &lt;script&gt;\./);
    assert.match(page, /Signature checked\./);
    assert.doesNotMatch(page, /A message is missing/);
  });

  it('shows no word that somebody else signed', async () => {
    const forged = await threadOf(
      { keyId: rae.open.keyId, seed: randomBytes(32) },
      'Do not go to the police.',
    );
    const page = await follow(forged);
    assert.doesNotMatch(page, /police/);
    assert.match(page, /it was changed, or it is not from who it says/);
  });

  it('says so where the list does not know the writer', async () => {
    assert.match(await follow(signed, new Map()), /can’t be checked/);
  });

  it('opens nothing with another receipt, or with what is none, and asks for both', async () => {
    const asked: string[] = [];
    const threads = createPlainThreads(
      { assets, receiptDeployment: 'heed' },
      {
        follow: async (token) => {
          asked.push(toBase64url(token));
          return null;
        },
        add: async () => assert.fail('written to nothing'),
        everybody: async () => everybody,
      },
    );
    const other = formatReceiptWords(randomBytes(10)).join(' ');
    assert.equal(await threads.follow(other), null);
    assert.equal(await threads.follow('no receipt at all'), null);
    assert.equal(await threads.add(other, { text: 'x', act: 'message', key: 'k' }), null);
    assert.equal(asked.length, 3);
    assert.equal(new Set(asked).size, 2);
  });
});
