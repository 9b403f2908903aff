/**
 * Somebody who works with children reads before they speak up, on a small phone, with and without scripts: every page can be read by
 * everybody and is no wider than the screen, the last days are counted, and one press leaves.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { buildAssets } from '../../src/platform/http/assets.ts';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  DESK,
  keepPicture,
  NARROWEST,
  startBrowser,
  type TestBrowser,
} from '../support/browser.ts';
import { type PublicSite, startPublicSite } from '../support/public-site.ts';

let browser: TestBrowser;
let site: PublicSite;
let baseURL: string;

before(async () => {
  site = await startPublicSite({ assets: await buildAssets() });
  baseURL = await site.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await site?.close();
});

async function checkPage(page: Page, name: string): Promise<void> {
  await checkNoSidewaysScroll(page);
  await checkAccessible(page);
  await keepPicture(page, `reading-${name}`);
}

for (const { javaScript, width } of [
  { javaScript: true, width: NARROWEST },
  { javaScript: false, width: NARROWEST },
  { javaScript: true, width: DESK },
])
  describe(`at ${width} pixels ${javaScript ? 'with' : 'without'} scripts`, () => {
    it('somebody finds the pages from the first one, reads all four, and reaches the start', async () => {
      const { page, close } = await browser.openPage({ javaScript, width, baseURL });
      await page.goto('/');
      await page.getByRole('link', { name: 'I work with children and I am worried' }).click();
      await checkPage(page, `start-${width}`);
      assert.equal(await page.getByRole('button', { name: 'Start' }).getAttribute('href'), '/tell/sealed');
      const more = page.getByRole('navigation', { name: 'Read more' });
      for (const [link, heading] of [
        ['What the law protects', 'What the law protects'],
        ['Whom you can tell outside', 'Whom you can tell outside'],
        ['Who learns what', 'Who learns what'],
        ['What this is', 'You work with children, and nobody listens'],
      ] as const) {
        await more.getByRole('link', { name: link }).click();
        assert.equal((await page.locator('h1').textContent())?.trim(), heading);
        await checkPage(page, `${link.replaceAll(' ', '-').toLowerCase()}-${width}`);
      }
      await close();
    });

    it('a foster carer is told what is wrong, then the last days', async () => {
      const { page, close } = await browser.openPage({ javaScript, width, baseURL });
      await page.goto('/speak-up/law');
      await page.getByLabel('Day', { exact: true }).fill('31');
      await page.getByLabel('Month', { exact: true }).fill('9');
      await page.getByLabel('Year', { exact: true }).fill('2026');
      await page.getByLabel('A foster carer', { exact: true }).check();
      await page.getByRole('button', { name: 'Show my last days' }).click();
      await checkPage(page, `days-wrong-${width}`);
      assert.equal(await page.locator('.govuk-error-summary a').count(), 2);
      assert.equal(await page.getByLabel('Day', { exact: true }).inputValue(), '31');
      assert.ok(await page.getByLabel('A foster carer', { exact: true }).isChecked());
      await page.getByLabel('Day', { exact: true }).fill('30');
      await page.getByLabel('My approval as a foster carer').check();
      await page.getByRole('button', { name: 'Show my last days' }).click();
      await checkPage(page, `days-${width}`);
      const said = (await page.locator('main').textContent()) ?? '';
      assert.match(said, /By the end of Tuesday 29 December 2026/);
      assert.match(said, /This right may not be yours/);
      assert.equal(new URL(page.url()).search, '');
      assert.deepEqual(await page.context().cookies(), []);
      await close();
    });
  });

describe('with scripts', () => {
  it('the days are counted by keyboard alone, from the contents of the page', async () => {
    const { page, close } = await browser.openPage({ javaScript: true, width: NARROWEST, baseURL });
    await page.goto('/speak-up/law');
    const reach = async (selector: string): Promise<void> => {
      const at = page.locator(selector).first();
      for (let press = 0; press < 40; press += 1) {
        if (await at.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no Tab reaches ${selector}`);
    };
    await reach('a[href="#days"]');
    await page.keyboard.press('Enter');
    for (const [box, value] of [
      ['day', '20'],
      ['month', '11'],
      ['year', '2026'],
    ] as const) {
      await reach(`#happened-${box}`);
      await page.keyboard.type(value);
    }
    await reach('#capacity');
    await page.keyboard.press('Space');
    await reach('#event');
    await page.keyboard.press('Space');
    await reach('main form button');
    await page.keyboard.press('Enter');
    await page.locator('h1', { hasText: 'Your last days to act' }).waitFor();
    assert.match((await page.locator('main').textContent()) ?? '', /By the end of Friday 27 November 2026/);
    await close();
  });

  it('one press leaves for somewhere harmless', async () => {
    const { page, close } = await browser.openPage({ javaScript: true, width: NARROWEST, baseURL });
    await page.route('https://www.bbc.co.uk/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>Fine' }),
    );
    await page.goto('/speak-up/outside');
    const gone = page.waitForRequest('https://www.bbc.co.uk/weather');
    await page
      .getByRole('button', { name: /Leave this page/ })
      .first()
      .click();
    await gone;
    await close();
  });

  it('on paper the list stands alone: no name of this site, no menu, no word of a sealed way', async () => {
    const { page, close } = await browser.openPage({ javaScript: true, width: DESK, baseURL });
    await page.goto('/speak-up/outside');
    await page.emulateMedia({ media: 'print' });
    const paper = (await page.locator('body').allInnerTexts()).join('\n');
    assert.match(paper, /Social Work England/);
    assert.match(paper, /0800 028 0285/);
    assert.doesNotMatch(paper, /Heed|sealed|Read more|Leave this page/);
    await close();
  });
});
