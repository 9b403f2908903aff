/**
 * Whatever is sent to the sealed channel's doors, Heed neither falls over nor keeps half of it, and a concern or a disclosure of words
 * alone is always taken. Source: 70-disclosures.md 10.7, 10.15, 10.16.
 */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { encodeParts } from '../../src/modules/disclosures/domain/encode.ts';
import { encodeReply } from '../../src/modules/disclosures/domain/reply.ts';
import { disclose } from '../support/disclose.ts';
import { openSealedArea } from '../support/sealed-area.ts';
import { openSealedRows } from '../support/sealed-rows.ts';

const area = await openSealedArea();
const rows = await openSealedRows(area);
after(async () => {
  await rows.close();
  await area.close();
});

const same = { 'sec-fetch-site': 'same-origin' };
const send = (path: string, fields: Readonly<Record<string, string>>) =>
  fetch(`${area.heed.url}${path}`, { method: 'POST', body: new URLSearchParams(fields), headers: same });
const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const counts = () =>
  rows.ask(`select (select count(*)::int from disclosure.reports) as reports, (select count(*)::int from disclosure.items) as items,
    (select count(*)::int from disclosure.readers) as readers, (select count(*)::int from disclosure.clocks) as clocks,
    (select count(*)::int from disclosure.erasure_keys) as keys, (select count(*)::int from disclosure.file_parts) as parts`);

test('a disclosure with bits flipped, cut short, or grown is refused whole', async () => {
  const { bytes } = await disclose(area);
  const before = await counts();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom('flip', 'cut', 'grow'),
      async (at, by, how) => {
        const altered =
          how === 'cut'
            ? bytes.subarray(0, at)
            : how === 'grow'
              ? Uint8Array.of(...bytes, by)
              : bytes.map((byte, i) => (i === at ? byte ^ by : byte));
        const answer = await send('/tell/check', { sealed: b64(altered) || 'AA' });
        assert.ok(answer.status >= 400 && answer.status < 500, `${how} at ${at}: ${answer.status}`);
      },
    ),
    { numRuns: 60 },
  );
  assert.deepEqual(await counts(), before);
});

test('rubbish of every kind at every door: never an error of Heed’s own, and nothing kept', async () => {
  const before = await counts();
  const deep = `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`;
  const hostile = [
    '',
    'A',
    '====',
    b64(new Uint8Array(0)),
    b64(Uint8Array.from({ length: 4 }, () => 255)),
    b64(encodeParts('heed sealed 1', 'disclosure')),
    b64(Buffer.from(deep)),
    b64(Buffer.from('{"__proto__":{"a":1},"constructor":{"prototype":{}}}')),
    b64(Buffer.from('\ud800\u0000\u202e')),
    b64(
      encodeReply({
        seq: 2 ** 31,
        act: 'message',
        previous: new Uint8Array(32),
        sealed: new Uint8Array(4_128),
        signature: new Uint8Array(64),
      }),
    ),
  ];
  const token = `token:${b64(new Uint8Array(32))}`;
  for (const sealed of hostile) {
    for (const answer of [
      await send('/tell/check', { sealed }),
      await send('/return/message', { receipt: token, sealed }),
      await send('/return', { receipt: token, more: sealed, from: '99999999999999999999' }),
    ])
      assert.ok(answer.status < 500, `${sealed.slice(0, 20)}: ${answer.status}`);
  }
  for (const body of [
    new Uint8Array(0),
    new Uint8Array(5).fill(255),
    new Uint8Array(encodeParts(new Uint8Array(16), new Uint8Array(16), 2 ** 31, new Uint8Array(40))),
  ]) {
    const headers = { ...same, 'content-type': 'application/octet-stream' };
    const answer = await fetch(`${area.heed.url}/tell/sealed/part`, { method: 'POST', body, headers });
    assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
  }
  assert.deepEqual(await counts(), before);
});

test('more than fits is refused by its length, and what breaks off midway leaves nothing', async () => {
  const before = await counts();
  const large = await fetch(`${area.heed.url}/tell/sealed/part`, {
    method: 'POST',
    body: new Uint8Array(6_000_000),
    headers: { ...same, 'content-type': 'application/octet-stream' },
  });
  assert.equal(large.status, 413);
  assert.equal((await send('/tell/check', { sealed: 'A'.repeat(2_200_000) })).status, 413);
  const { port } = new URL(area.heed.url);
  await new Promise<void>((done) => {
    const headers = { ...same, 'content-type': 'application/octet-stream', 'content-length': '4000000' };
    const broken = request({ port, method: 'POST', path: '/tell/sealed/part', headers });
    broken.on('error', () => done());
    broken.write(Buffer.alloc(100_000), () => broken.destroy(new Error('went away')));
  });
  assert.deepEqual(await counts(), before);
  assert.match((await disclose(area)).page, /data-answer=/, 'words alone are always taken');
});

test('no other site can have a browser send anything', async () => {
  for (const path of ['/tell/check', '/return', '/return/message', '/tell/sealed/part']) {
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' };
    const answer = await fetch(`${area.heed.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams({ sealed: 'AA' }),
      headers,
    });
    assert.equal(answer.status, 403, path);
  }
});

test('fifty who send at once are all taken, each once, in one chain', async () => {
  const before = (await counts())[0] as { readonly reports: number };
  const all = await Promise.all(Array.from({ length: 50 }, () => disclose(area)));
  assert.ok(
    all.every(({ page }) => page.includes('data-answer=')),
    all.map(({ answer }) => answer.status).join(' '),
  );
  const after = (await counts())[0] as { readonly reports: number };
  assert.equal(after.reports - before.reports, 50);
  const chain = await rows.ask('select seq::int as seq, previous, hash from disclosure.events order by seq');
  for (const [at, event] of chain.entries())
    if (at > 0) assert.deepEqual(event.previous, chain[at - 1]?.hash);
});
