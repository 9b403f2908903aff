/**
 * The doors of the sealed channel: a concern's own addresses, answered by pages of the same kind and size, so that neither a
 * watched network nor a proxy's log says which was used. Source: 70-disclosures.md 9.2 and 10, tests 3 and 20.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sameBytes } from '../../src/kernel/bytes.ts';
import { formatReceiptToken, formatToken } from '../../src/kernel/receipt/receipt-token.ts';
import { ANSWER_SIZES } from '../../src/kernel/traffic-shape.ts';
import type { SealedAnswer, SealedDoor } from '../../src/modules/concerns/index.ts';
import { type Assets, buildAssets } from '../../src/platform/http/assets.ts';
import { FormClient, type Visited } from '../support/form-client.ts';
import { type PublicSite, startPublicSite, TOKEN, WORDS } from '../support/public-site.ts';
import { tellUpTo } from '../support/tell-as-child.ts';

const SEALED = new Uint8Array(32).fill(9);
const LINKED = new Uint8Array(32).fill(10);
const STATEMENT = Uint8Array.of(1, 2, 3, 250, 251, 252);
const thread = (from: number) => Uint8Array.of(7, from);

let assets: Assets;
let site: PublicSite;
let taken: Uint8Array[];
let asked: string[];
let answers: SealedAnswer;

const door: SealedDoor = {
  take: async (bytes) => {
    taken.push(bytes);
    return answers;
  },
  follow: async (token, from) => {
    asked.push(formatToken(token));
    return sameBytes(token, SEALED) || sameBytes(token, LINKED) ? thread(from) : null;
  },
  add: async (token, bytes) => {
    if (!sameBytes(token, SEALED)) return null;
    taken.push(bytes);
    return answers;
  },
};

before(async () => {
  assets = await buildAssets();
  site = await startPublicSite({ assets, sealed: door });
});
after(() => site.close());
beforeEach(() => {
  taken = [];
  asked = [];
  answers = { ok: true, answer: STATEMENT };
});

const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Visited> {
  return new FormClient(site.app).post(path, fields);
}

/** What a watcher sees of an answer: its size, and which headers it has. */
function shapeOf({ headers }: Visited): string {
  return `${headers['content-length']} ${Object.keys(headers).join(' ')}`;
}

function carriedIn({ html }: Visited): Readonly<Record<string, string>> {
  const [, all = ''] = /<div id="heed-sealed"([^>]*)>/.exec(html) ?? [];
  return Object.fromEntries(
    [...all.matchAll(/data-(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  );
}

describe('sending', () => {
  it('hands over exactly what was sealed, and answers like a concern', async () => {
    const bytes = new Uint8Array(randomBytes(1_500_000));
    const sealed = await post('/tell/check', { sealed: encoded(bytes), pad: '000' });
    assert.equal(sealed.status, 200);
    assert.deepEqual(taken, [bytes]);
    assert.deepEqual(carriedIn(sealed), { answer: encoded(STATEMENT) });
    const child = new FormClient(site.app);
    await tellUpTo(child, '/tell/check');
    const concern = await child.submit({});
    assert.match(concern.html, /Keep these 8 words/);
    assert.equal(shapeOf(sealed), shapeOf(concern));
    assert.equal(
      /<title>(.*)<\/title>/.exec(sealed.html)?.[1],
      /<title>(.*)<\/title>/.exec(concern.html)?.[1],
    );
  });

  it('says by a code alone why it was not taken', async () => {
    answers = { ok: false, code: 'disclosures.unknown-roster' };
    const refused = await post('/tell/check', { sealed: 'AAAA' });
    assert.equal(refused.status, 422);
    assert.deepEqual(carriedIn(refused), { refused: 'disclosures.unknown-roster' });
    const garbled = await post('/tell/check', { sealed: 'not base64url!' });
    assert.equal(garbled.status, 400);
    assert.deepEqual(carriedIn(garbled), { refused: 'http.bad-request' });
    assert.equal(refused.headers['content-length'], garbled.headers['content-length']);
  });
});

describe('coming back', () => {
  const receipt = formatReceiptToken(SEALED);
  const more = formatToken(LINKED);

  it('brings what both tokens open, from the place asked for, in a page of one of the sizes', async () => {
    const found = await post('/return', { receipt, more, from: '4' });
    assert.equal(found.status, 200);
    assert.deepEqual(carriedIn(found), { thread: encoded(thread(4)), more: encoded(thread(4)) });
    assert.equal(Number(found.headers['content-length']), ANSWER_SIZES[0]);
    assert.deepEqual(carriedIn(await post('/return', { receipt })), { thread: encoded(thread(0)) });
    assert.deepEqual(carriedIn(await post('/return', { receipt, from: '-1' })), {
      thread: encoded(thread(0)),
    });
  });

  it('asks both channels whatever the first answers, and looks the same for a concern', async () => {
    const concern = await post('/return', { receipt: formatReceiptToken(TOKEN), more });
    assert.match(concern.html, /What has happened/);
    assert.deepEqual(asked, [formatToken(TOKEN), more]);
    assert.equal(shapeOf(concern), shapeOf(await post('/return', { receipt, more })));
  });

  it('answers every token that opens nothing in the same way, to the byte', async () => {
    const unknown = formatToken(new Uint8Array(32).fill(1));
    const wrong = [
      { receipt: `token:${unknown}`, more: unknown },
      { receipt: 'token:', more: '' },
      { receipt: `token:${unknown.slice(1)}` },
      { receipt: `token:${unknown}`, more: 'x', from: '99999999999999999999' },
      { receipt: `token:${'='.repeat(5_000)}` },
    ];
    const seen = await Promise.all(wrong.map((fields) => post('/return', fields)));
    const add = await post('/return/message', { receipt: `token:${unknown}`, sealed: 'AAAA' });
    const addTo = await post('/return/message', { receipt: 'token:x', sealed: 'AAAA' });
    for (const one of [...seen, add, addTo]) {
      assert.equal(one.status, 404);
      assert.equal(shapeOf(one), shapeOf(add));
      assert.equal(one.html, add.html);
    }
    assert.deepEqual(taken, []);
  });

  it('takes what is sealed to the thread', async () => {
    const added = await post('/return/message', { receipt, sealed: encoded(Uint8Array.of(4, 5)) });
    assert.equal(added.status, 200);
    assert.deepEqual(taken, [Uint8Array.of(4, 5)]);
    assert.deepEqual(carriedIn(added), { answer: encoded(STATEMENT) });
    assert.equal(site.said.length, 0, 'it reached the concerns too');
  });
});

it('says “not now” in a page of one of the sizes, without giving what was sealed back', async () => {
  const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
  const broken = await startPublicSite({ assets, sealed: { ...door, take: () => Promise.reject(away) } });
  const client = new FormClient(broken.app);
  const answer = await client.post('/tell/check', { sealed: 'AAAA'.repeat(1_000) });
  await broken.close();
  assert.equal(answer.status, 503);
  assert.deepEqual(carriedIn(answer), { refused: 'http.unavailable' });
  assert.equal(Number(answer.headers['content-length']), ANSWER_SIZES[0]);
  assert.doesNotMatch(answer.html, /AAAA/);
});

describe('where there is no sealed channel', () => {
  it('its tokens open nothing, and what is sealed is not a concern', async () => {
    const plain = await startPublicSite({ assets });
    const client = new FormClient(plain.app);
    const asked = await client.post('/return', {
      receipt: formatReceiptToken(SEALED),
      more: formatToken(LINKED),
    });
    assert.equal(asked.status, 404);
    const told = await client.post('/tell/check', { sealed: 'AAAA' });
    assert.equal(told.path, '/');
    assert.equal(plain.raised.length, 0);
    const written = await client.post('/return/message', {
      receipt: WORDS.join(' '),
      sealed: 'AAAA',
      message: '',
    });
    assert.equal(written.status, 422);
    await plain.close();
  });
});
