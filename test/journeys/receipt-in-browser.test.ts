/**
 * A receipt read in the page it is typed on: mistakes are said there and nothing is sent; of a right one only the tokens are, and
 * no word or token is left anywhere afterwards. Source: 70-disclosures.md 9.4, 9.6 and 10, tests 2 and 21.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { formatReceiptToken, formatToken } from '../../src/kernel/receipt/receipt-token.ts';
import { RECEIPT_WORDS } from '../../src/kernel/receipt/words.ts';
import { type Assets, buildAssets } from '../../src/platform/http/assets.ts';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  keepPicture,
  NARROWEST,
  PHONE,
  startBrowser,
  type TestBrowser,
} from '../support/browser.ts';
import {
  DIGITS,
  LINKED_TOKEN,
  type PublicSite,
  startPublicSite,
  TOKEN,
  WORDS,
} from '../support/public-site.ts';
import { type Recording, recordTraffic } from '../support/record-traffic.ts';

let assets: Assets;
let browser: TestBrowser;
let site: PublicSite;
let watched: Recording;
let page: Page;
let close: () => Promise<void>;

before(async () => {
  assets = await buildAssets();
  browser = await startBrowser();
});
after(() => browser?.close());
beforeEach(async () => {
  site = await startPublicSite({ assets });
  watched = await recordTraffic(await site.app.listen({ host: '127.0.0.1', port: 0 }));
  ({ page, close } = await browser.openPage({ javaScript: true, width: NARROWEST, baseURL: watched.url }));
  await page.goto('/return');
});
afterEach(async () => {
  await close();
  await watched.close();
  await site.close();
});

async function open(receipt: string): Promise<void> {
  await page.getByRole('textbox').fill(receipt);
  await page.getByRole('button', { name: 'Open' }).click();
}

const TOKENS = [formatReceiptToken(TOKEN), formatToken(LINKED_TOKEN)];

/** Fails when text, titles, addresses or bodies hold the receipt, in either form, or a token of it. */
function checkSilent(text: string, where: string): void {
  const plain = text.toLowerCase().replaceAll(/[+\s]|%20/g, ' ');
  for (const secret of [WORDS.join(' '), WORDS.slice(0, 2).join(' '), DIGITS, DIGITS.replaceAll(' ', '')])
    assert.ok(!plain.includes(secret), `the receipt is in ${where}`);
}

describe('a mistake', () => {
  it('is named with the words it may have been, on the page, at phone width, and nothing is sent', async () => {
    await page.setViewportSize({ width: PHONE, height: 800 });
    const before = watched.list().length;
    await open(WORDS.join(' ').replace('globe', 'glob').replace('ferret', 'ferrett'));
    await page.getByRole('alert').waitFor();
    const said = await page.locator('.govuk-error-summary a').allInnerTexts();
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /^Word 5, “glob”, is not one of our words\. Did you mean .*globe.*\?$/);
    assert.match(said[1] ?? '', /^Word 8, “ferrett”.*ferret/);
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.evaluate(() => document.activeElement?.className), 'govuk-error-summary');
    await checkAccessible(page);
    await checkNoSidewaysScroll(page);
    await keepPicture(page, 'receipt-mistyped-phone');
    await page.locator('.govuk-error-summary a').first().click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'receipt');
    assert.equal(watched.list().length, before, 'something was sent');
  });

  it('is said of what is missing too, and once only', async () => {
    for (const [typed, said] of [
      ['', 'Type your words or numbers first.'],
      [WORDS.slice(1).join(' '), 'There are 8 words. You have typed 7.'],
      ['123 456', 'There are 27 numbers. You have typed 6.'],
      [[...WORDS].reverse().join(' '), /^One of the words is not right/],
      [`${DIGITS.slice(0, -1)}1`, /^One of the numbers is not right/],
    ] as const) {
      await open(typed);
      const shown = await page.locator('.govuk-error-summary a').allInnerTexts();
      assert.equal(shown.length, 1, typed);
      assert.match(shown[0] ?? '', typeof said === 'string' ? new RegExp(`^${said}$`) : said);
      assert.equal(await page.locator('.govuk-error-message').count(), 1);
    }
    assert.equal(watched.list().filter(({ method }) => method === 'POST').length, 0);
  });

  it('of one word, or of two digits side by side, is caught in at least 99.6 of 100, and none is sent', async () => {
    const wrong = RECEIPT_WORDS.filter((word) => word !== WORDS[3]).map((word) =>
      WORDS.with(3, word as never).join(' '),
    );
    const digits = DIGITS.replaceAll(' ', '');
    const swapped = [...digits.slice(1)].flatMap((next, at) =>
      next === digits[at] ? [] : [`${digits.slice(0, at)}${next}${digits[at]}${digits.slice(at + 2)}`],
    );
    // One that is not caught would be sent: it is not let out, so that whatever was sent was sent by one that was caught.
    await page.route('**/return', (route) => route.abort());
    const missed = await page.evaluate(
      (all) => {
        const form = document.querySelector('form');
        const box = form?.querySelector('textarea');
        if (!form || !box) throw new Error('there is no form');
        const isCaught = (receipt: string) => {
          document.querySelector('.govuk-error-summary')?.remove();
          box.value = receipt;
          form.requestSubmit();
          return document.querySelector('.govuk-error-summary') !== null;
        };
        return all.map((list) => list.filter((receipt) => !isCaught(receipt)).length);
      },
      [wrong, swapped],
    );
    assert.ok(wrong.length === 2047 && swapped.length > 15, `tried ${wrong.length} and ${swapped.length}`);
    assert.ok((missed[0] ?? 1) <= 7, `${missed[0]} of 2,047 wrong words were not caught`);
    assert.equal(missed[1], 0, 'two digits changed places unseen');
    assert.equal(watched.list().filter(({ method }) => method === 'POST').length, 0);
  });
});

describe('a receipt that is right', () => {
  it('is sent as its two tokens, from every form after it, and never as words', async () => {
    await open(WORDS.join('-').toUpperCase());
    await page.getByRole('heading', { name: 'What has happened' }).waitFor();
    await page.getByLabel('Your message').fill('It is me.');
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByText('We have your message').waitFor();
    await page.getByRole('button', { name: 'I am not safe now' }).click();
    await page.getByText('The team has been told').waitFor();
    checkSilent(await page.content(), 'the page');
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.waitForLoadState();
    const posts = watched.list().filter(({ method }) => method === 'POST');
    assert.deepEqual(posts.map(({ path }) => path).sort(), [
      '/return',
      '/return',
      '/return',
      '/return/message',
      '/return/not-safe',
    ]);
    for (const { path, request } of posts) {
      checkSilent(request, path);
      const sent = new URLSearchParams(request.split('\r\n\r\n')[1]);
      assert.deepEqual([sent.get('receipt'), sent.get('more')], TOKENS);
    }
  });

  it('that opens nothing is not put back in the box, neither words nor token', async () => {
    await open('abacus abacus abacus abacus abacus abacus abacus amplify');
    await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    assert.equal(await page.getByRole('textbox').inputValue(), '');
    assert.doesNotMatch(await page.content(), /abacus|token:/);
    await checkAccessible(page);
    await open(WORDS.join(' '));
    await page.getByRole('heading', { name: 'What has happened' }).waitFor();
  });

  it('leaves no trace: not in addresses, titles or storage, nor in a page that is come back to', async () => {
    const trail: string[] = [];
    page.on('framenavigated', (frame) => trail.push(frame.url()));
    page.on('request', (request) => trail.push(request.url()));
    await page.route('https://www.bbc.co.uk/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>Fine' }),
    );
    const box = page.getByRole('textbox');
    const kept = await Promise.all(
      ['autocomplete', 'spellcheck', 'translate'].map((how) => box.getAttribute(how)),
    );
    assert.deepEqual(
      kept,
      ['off', 'false', 'no'],
      'a browser may keep the words, or send them away to be checked',
    );
    await open(WORDS.join(' '));
    await page.getByRole('heading', { name: 'What has happened' }).waitFor();
    trail.push(await page.title());
    const stored = await page.evaluate(async () => [
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      document.cookie,
      JSON.stringify(history.state),
      String((await caches.keys()).length),
      String((await indexedDB.databases()).length),
    ]);
    assert.deepEqual(stored, ['{}', '{}', '', 'null', '0', '0']);
    await page.goBack();
    assert.equal(await page.getByRole('textbox').inputValue(), '');
    checkSilent(await page.content(), 'the page come back to');
    // A browser that keeps the page whole in memory, as this one does not, keeps it without the words.
    await page.getByRole('textbox').fill(WORDS.join(' '));
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    assert.equal(await page.getByRole('textbox').inputValue(), '');
    await open(WORDS.join(' '));
    await page.getByRole('heading', { name: 'What has happened' }).waitFor();
    const gone = page.waitForURL('https://www.bbc.co.uk/weather');
    await page
      .getByRole('button', { name: /Leave this page/ })
      .first()
      .click();
    await gone;
    await page.goBack();
    checkSilent(await page.content(), 'the page before quick exit');
    assert.doesNotMatch(await page.content(), /token:/);
    trail.push(await page.title());
    checkSilent(trail.join('\n'), 'an address or title');
    assert.ok(trail.every((one) => !TOKENS.some((token) => one.includes(token))));
  });
});
