/**
 * What can be told from how much goes over the network, with a real browser and a watcher between it and Heed: not how long a
 * worry is, nor whether there is news for whoever comes back. Source: 70-disclosures.md 10, test 20; docs/decisions/1040.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { formatReceiptWords } from '../../src/kernel/receipt/receipt.ts';
import { ANSWER_SIZES, REQUEST_SIZES } from '../../src/kernel/traffic-shape.ts';
import { type Assets, buildAssets } from '../../src/platform/http/assets.ts';
import { PHONE, startBrowser, type TestBrowser } from '../support/browser.ts';
import { NOW, type PublicSite, startPublicSite, WORDS } from '../support/public-site.ts';
import { walkPublicForm } from '../support/public-walk.ts';
import { type Exchange, type Recording, recordTraffic } from '../support/record-traffic.ts';

let assets: Assets;
let browser: TestBrowser;
let site: PublicSite;
let watched: Recording;

before(async () => {
  assets = await buildAssets();
  browser = await startBrowser();
});
after(() => browser?.close());
beforeEach(async () => {
  site = await startPublicSite({ assets });
  watched = await recordTraffic(await site.app.listen({ host: '127.0.0.1', port: 0 }));
});
afterEach(async () => {
  await watched.close();
  await site.close();
});

async function visit(walk: (page: Page) => Promise<void>, javaScript = true): Promise<void> {
  const { page, close } = await browser.openPage({ javaScript, width: PHONE, baseURL: watched.url });
  await walk(page);
  await close();
}

async function comeBack(page: Page, receipt: string): Promise<void> {
  await page.goto('/return');
  await page.getByRole('textbox').fill(receipt);
  const left = page.waitForEvent('framenavigated');
  await page.getByRole('button', { name: 'Open' }).click();
  await left;
  await page.waitForLoadState();
}

const posted = (path: string): readonly Exchange[] =>
  watched.list().filter((one) => one.method === 'POST' && one.path === path);

/** The sizes that a watcher sees of these, each once. */
function sizesOf(seen: readonly Exchange[]): readonly string[] {
  return [...new Set(seen.map(({ sent, answered }) => `${sent.body} then ${answered.body}`))];
}

const NEIGHBOUR = {
  who: 'neighbour',
  danger: 'no',
  worker: 'no',
  parents: 'not-sure',
  naming: 'anonymous',
};
const [SENT, LARGER] = REQUEST_SIZES;
const [ANSWERED] = ANSWER_SIZES;

describe('with a script', () => {
  it('a concern is as large as the next, sent and answered, however much there is to say', async () => {
    for (const worry of ['Short.', 'He waits outside. '.repeat(900)])
      await visit(async (page) => {
        await page.goto('/tell');
        await walkPublicForm(page, { answers: { ...NEIGHBOUR, worry } });
        await page.getByRole('button', { name: 'Check my words' }).click();
        await page.getByText('One of those is not right').waitFor();
      });
    assert.equal(site.raised.length, 2);
    assert.equal(posted('/tell/check').length, 2);
    const seen = [...posted('/tell/check'), ...posted('/tell/receipt')];
    assert.deepEqual(sizesOf(seen), [`${SENT} then ${ANSWERED}`]);
  });

  it('coming back is as large with news as without, and with a receipt that opens nothing', async () => {
    await visit((page) => comeBack(page, WORDS.join(' ')));
    site.become({
      readAt: NOW,
      next: null,
      messages: [{ from: 'us', kind: 'answer', at: NOW, text: 'Somebody will visit.' }],
    });
    await visit((page) => comeBack(page, WORDS.join(' ')));
    await visit((page) => comeBack(page, formatReceiptWords(new Uint8Array(10)).join(' ')));
    const seen = posted('/return');
    // Asked by the script first, for the sealed channel; and then as it is.
    assert.deepEqual(
      seen.map(({ status }) => status),
      [200, 200, 200, 200, 404, 404],
    );
    assert.deepEqual(sizesOf(seen), [`${SENT} then ${ANSWERED}`]);
    const names = new Set(seen.map(({ answerHeaders }) => answerHeaders.join(' ').toLowerCase()));
    assert.equal(names.size, 1, 'the headers tell them apart');
  });

  it('what is written back is one of the sizes, in whatever script and with every line break', async () => {
    const lines = 'Он ждёт её.\nAgain\r\n';
    for (const text of ['No.', lines.repeat(40), lines.repeat(900)])
      await visit(async (page) => {
        await comeBack(page, WORDS.join(' '));
        await page.getByLabel('Your message').fill(text);
        await page.getByRole('button', { name: 'Send message' }).click();
        await page.getByText('We have your message').waitFor();
      });
    assert.deepEqual(
      posted('/return/message').map(({ sent }) => sent.body),
      [SENT, SENT, LARGER],
    );
    assert.deepEqual(
      site.said
        .map(({ text }) => text.replaceAll('\r\n', '\n'))
        .at(-1)
        ?.slice(0, 18),
      'Он ждёт её.\nAgain\n',
    );
  });

  it('no page asks again by itself whether there is news', async () => {
    await visit(async (page) => {
      await page.clock.install();
      await comeBack(page, WORDS.join(' '));
      const before = watched.list().length;
      await page.clock.fastForward(600_000);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
      assert.equal(watched.list().length, before);
    });
  });
});

it('without a script what is sent is as long as it is, and what is answered is not', async () => {
  await visit((page) => comeBack(page, WORDS.join(' ')), false);
  const [seen] = posted('/return');
  assert.ok(seen && seen.sent.body < 200, `${seen?.sent.body} bytes`);
  assert.equal(seen.answered.body, ANSWERED);
});
