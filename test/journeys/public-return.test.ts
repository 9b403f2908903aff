/**
 * Coming back with a receipt. Whoever holds it may not be who wrote the first report: they see what was answered, never
 * what was said, and nothing can be learnt from a wrong receipt or from how much was sent.
 */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { type Assets, buildAssets } from '../../src/platform/http/assets.ts';
import { FormClient, hiddenFields } from '../support/form-client.ts';
import { DIGITS, NOW, type PublicSite, startPublicSite, WORDS } from '../support/public-site.ts';

let assets: Assets;
let site: PublicSite;

before(async () => {
  assets = await buildAssets();
});
beforeEach(async () => {
  site = await startPublicSite({ assets });
});
afterEach(() => site.close());

describe('coming back', () => {
  async function comeBack(receipt: string = WORDS.join(' ')): Promise<FormClient> {
    const client = new FormClient(site.app);
    await client.open('/return');
    await client.submit({ receipt });
    return client;
  }

  it('by words in any case and spacing, or by digits, sets no cookie', async () => {
    for (const receipt of [WORDS.join('\n  ').toUpperCase(), DIGITS]) {
      const client = await comeBack(receipt);
      assert.match(client.last.html, /What has happened/);
      assert.equal(client.cookies.size, 0);
    }
  });

  it('answers every wrong receipt alike', async () => {
    const answers = [];
    for (const receipt of [
      'wrong words',
      'river candle yellow pocket garden silver window pear',
      '1'.repeat(27),
      'x',
    ])
      answers.push((await comeBack(receipt)).last);
    for (const { status, html, headers } of answers) {
      assert.equal(status, 404);
      assert.match(html, /could not find anything/);
      assert.equal(headers['content-length'], answers[0]?.headers['content-length']);
    }
  });

  it('looks as long with news as without', async () => {
    const without = (await comeBack()).last.headers['content-length'];
    site.become({
      readAt: NOW,
      next: null,
      messages: [{ from: 'us', kind: 'answer', at: NOW, text: 'We read it.\nSomebody will visit.' }],
    });
    const client = await comeBack();
    assert.match(client.last.html, /Somebody will visit/);
    assert.equal(client.last.headers['content-length'], without);
  });

  it('adds a message once, keeps an empty or refused one’s words, and never shows their own words again', async () => {
    const client = await comeBack();
    const empty = await client.submit({ message: ' ' }, '/return/message');
    assert.equal(empty.status, 422);
    assert.match(empty.html, /Write your message first/);
    const fields = hiddenFields(client.last.html, '/return/message');
    await client.post('/return/message', { ...fields, message: 'He came again' });
    await client.post('/return/message', { ...fields, message: 'He came again' });
    assert.equal(site.said.length, 1);
    assert.doesNotMatch(client.last.html, /He came again/);
    assert.match(client.last.html, /We have your message/);
  });

  it('challenges only where there is an answer, and says “I am not safe now” at any time', async () => {
    const client = await comeBack();
    assert.doesNotMatch(client.last.html, /looked at again/);
    await client.submit({}, '/return/not-safe');
    assert.match(client.last.html, /call <a[^>]*>999/i);
    site.become({ canChallenge: true, readAt: NOW, next: null });
    await client.submit({}, '/return');
    await client.submit({ challenge: 'It does not answer me' }, '/return/challenge');
    assert.deepEqual(
      site.said.map(({ kind }) => kind),
      ['not-safe', 'challenge'],
    );
  });

  it('says when something is late, and never before', async () => {
    site.become({ next: { what: 'read', by: NOW.subtract({ hours: 1 }) } });
    assert.match((await comeBack()).last.html, /too late/);
    site.become({ readAt: NOW, next: { what: 'answer', by: NOW.add({ hours: 1 }) } });
    assert.doesNotMatch((await comeBack()).last.html, /is late|too late/);
  });
});

describe('keeping a proof', () => {
  async function warned(receipt: string): Promise<FormClient> {
    const client = new FormClient(site.app);
    await client.post('/return/proof', { receipt });
    return client;
  }

  it('warns first, and then gives a file that is called nothing, to whoever has the receipt', async () => {
    const client = new FormClient(site.app);
    await client.open('/return');
    await client.submit({ receipt: WORDS.join(' ') });
    await client.submit({}, '/return/proof');
    assert.equal(client.last.status, 200);
    assert.match(client.last.html, /Whoever looks at your phone/);
    assert.match(client.last.html, /Leave this page/, 'there is a quick way out');
    assert.doesNotMatch(client.last.html, /tlog-proof/);
    await client.submit({}, '/return/proof/file');
    assert.match(client.last.html, /^c2sp\.org\/tlog-proof/);
    assert.equal(client.last.headers['content-disposition'], 'attachment; filename="note.txt"');
    assert.equal(client.last.headers['cache-control'], 'no-store');
    assert.equal(client.cookies.size, 0);
  });

  it('warns alike whatever the receipt, and answers every wrong one as coming back does', async () => {
    const right = await warned(WORDS.join(' '));
    for (const receipt of ['HD-7K2M-94', 'wrong words', '1'.repeat(27)]) {
      const client = await warned(receipt);
      assert.equal(client.last.status, right.last.status);
      assert.equal(client.last.headers['content-length'], right.last.headers['content-length']);
      await client.submit({}, '/return/proof/file');
      const asked = new FormClient(site.app);
      await asked.post('/return', { receipt });
      assert.equal(client.last.status, 404);
      assert.equal(client.last.html, asked.last.html);
    }
  });

  it('asks to try again while it is not ready, and then gives it', async () => {
    site.waitForProof(true);
    const client = await warned(WORDS.join(' '));
    await client.submit({}, '/return/proof/file');
    assert.match(client.last.html, /ready soon/);
    await client.submit({}, '/return/proof/file');
    assert.match(client.last.html, /ready soon/);
    site.waitForProof(false);
    await client.submit({}, '/return/proof/file');
    assert.match(client.last.html, /^c2sp\.org\/tlog-proof/);
  });
});
