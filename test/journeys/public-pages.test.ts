/**
 * The public pages in a real browser on a small phone, with and without scripts: somebody worried gets from the first
 * page to a receipt and back to the answer, no page is a barrier or wider than the screen, and one press leaves.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { en } from '../../src/modules/concerns/web/public/texts/en.ts';
import { type Assets, buildAssets } from '../../src/platform/http/assets.ts';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  NARROWEST,
  type OpenedPage,
  startBrowser,
  type TestBrowser,
} from '../support/browser.ts';
import { NOW, type PublicSite, startPublicSite, WORDS } from '../support/public-site.ts';
import { walkPublicForm } from '../support/public-walk.ts';

let assets: Assets;
let browser: TestBrowser;
let site: PublicSite;
let baseURL: string;

before(async () => {
  assets = await buildAssets();
  browser = await startBrowser();
});
after(() => browser?.close());
beforeEach(async () => {
  site = await startPublicSite({ assets });
  baseURL = await site.app.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(() => site.close());

async function open(javaScript: boolean, width = NARROWEST): Promise<OpenedPage> {
  const opened = await browser.openPage({ javaScript, width, baseURL });
  // Where quick exit leads is not reached from here.
  await opened.page.route('https://www.bbc.co.uk/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>Fine' }),
  );
  return opened;
}

async function checkPage(page: Page): Promise<void> {
  await checkNoSidewaysScroll(page);
  await checkAccessible(page);
}

const CHILD = {
  worry: 'A car waits outside school.',
  danger: 'now',
  worker: 'not-sure',
  parents: 'unsafe-to-tell',
  name: 'Jay',
  talk: 'known',
  'talk-known': 'Miss Example',
};
const ADULT = {
  who: 'neighbour',
  worry: 'She is collected by a much older man.',
  signs: ['older-adult-with-car', 'missing-overnight'],
  when: 'now',
  danger: 'no',
  worker: 'no',
  parents: 'not-sure',
  naming: 'confidential',
  phone: '07700 900123',
};

for (const javaScript of [true, false])
  describe(`on a small phone ${javaScript ? 'with' : 'without'} scripts`, () => {
    it('a child tells, in few pages, and gets a receipt', async () => {
      const { page, close } = await open(javaScript);
      await page.goto('/');
      await checkPage(page);
      await page.getByRole('button', { name: 'I am under 18' }).click();
      await checkPage(page);
      await page.getByRole('button', { name: 'It is about me' }).click();
      const seen: string[] = [];
      const sent = await walkPublicForm(page, {
        answers: CHILD,
        onPage: async (at, path) => {
          seen.push(path);
          await checkPage(at);
        },
      });
      assert.ok(seen.length <= 12, `${seen.length} pages`);
      assert.ok(seen.includes('/tell/call'), 'nobody said 999 to a child in danger');
      assert.deepEqual(sent.words, [...WORDS]);
      await page.emulateMedia({ media: 'print' });
      // Only what is laid out is printed: a text that is hidden on paper is in no such list.
      const paper = (await page.locator('body').allInnerTexts()).join('\n');
      for (const word of WORDS) assert.ok(paper.includes(word), word);
      assert.doesNotMatch(paper, /Heed|HD-|Jay|child|told|999/i);
      await page.emulateMedia({ media: 'screen' });
      assert.equal(
        site.raised[0]?.reporter.contact?.wouldLikeToTalkTo,
        'Somebody I already know: Miss Example',
      );
      await page.getByLabel(/^Word/).first().fill('pear');
      await page.getByRole('button', { name: 'Check my words' }).click();
      await checkPage(page);
      await close();
    });

    it('a neighbour tells of a child, a man and a car', async () => {
      const { page, close } = await open(javaScript);
      await page.goto('/tell');
      await walkPublicForm(page, {
        answers: ADULT,
        children: [{ age: 'about 14', school: 'the red-brick school' }],
        others: [
          { kind: 'adult', fields: { relationship: 'a man of about 40' } },
          { kind: 'vehicle', fields: { registration: 'ends 7KX', colour: 'silver' } },
        ],
        // Without scripts the pages are the same but for a class; the child's walk looks at them all.
        onPage: javaScript ? checkPage : checkNoSidewaysScroll,
      });
      assert.deepEqual(
        site.raised[0]?.mentions.map(({ kind }) => kind),
        ['child', 'adult', 'vehicle'],
      );
      assert.deepEqual(site.raised[0]?.indicators, ['missing-overnight', 'older-adult-with-car']);
      await close();
    });

    it('errors, adding and coming back are no barrier either', async () => {
      const { page, close } = await open(javaScript);
      await page.goto('/tell/who');
      await page.getByRole('button', { name: 'Carry on' }).click();
      await checkPage(page);
      await page.goto('/return');
      await page.getByRole('textbox').fill('wrong words');
      await page.getByRole('button', { name: 'Open' }).click();
      await checkPage(page);
      site.become({
        readAt: NOW,
        next: null,
        canChallenge: true,
        messages: [{ from: 'us', kind: 'answer', at: NOW, text: 'We read it all.' }],
      });
      await page.getByRole('textbox').fill(WORDS.join(' '));
      await page.getByRole('button', { name: 'Open' }).click();
      await page.getByRole('heading', { name: 'What has happened' }).waitFor();
      await checkPage(page);
      assert.match((await page.textContent('main')) ?? '', /We read it all/);
      await page.getByLabel('What did we get wrong').fill('It does not say when.');
      await page.getByRole('button', { name: 'Ask for it to be looked at again' }).click();
      await checkPage(page);
      await page.getByRole('button', { name: 'I am not safe now' }).click();
      await checkPage(page);
      assert.deepEqual(
        site.said.map(({ kind }) => kind),
        ['challenge', 'not-safe'],
      );
      await close();
    });

    it('one press leaves, and the half-written form is gone', async () => {
      const { page, close } = await open(javaScript);
      await page.goto('/young');
      await page.getByRole('button', { name: 'It is about me' }).click();
      await page.getByLabel('What is going on?').fill('Half a sentence');
      const gone = page.waitForRequest('https://www.bbc.co.uk/weather');
      await page
        .getByRole('button', { name: /Leave this page/ })
        .first()
        .click();
      await gone;
      // With a script the request to forget outlives the page: give it a moment to arrive.
      for (let turn = 0; turn < 200 && site.drafts.size > 0; turn += 1)
        await site.app.inject({ url: '/health' });
      assert.equal(site.drafts.size, 0);
      await page.goto('/tell/worry');
      assert.doesNotMatch(await page.content(), /Half a sentence/);
      await close();
    });
  });

describe('with scripts', () => {
  for (const key of ['Shift', 'Escape'])
    it(`three presses of ${key} leave; two do not`, async () => {
      const { page, close } = await open(true);
      await page.goto('/tell/who');
      await page.keyboard.press(key);
      await page.keyboard.press(key);
      await page.keyboard.press('a');
      assert.match(page.url(), /tell\/who/);
      for (let press = 0; press < 3; press += 1) await page.keyboard.press(key);
      await page.waitForURL('https://www.bbc.co.uk/weather');
      await close();
    });

  it('what is typed is kept while it is typed, and comes back', async () => {
    const { page, close } = await open(true);
    await page.clock.install();
    await page.goto('/young');
    await page.getByRole('button', { name: 'It is about me' }).click();
    await page.getByLabel('What is going on?').fill('Not yet sent');
    await page.locator('body.js-enabled').waitFor();
    const kept = page.waitForResponse('**/tell/keep/worry');
    await page.clock.fastForward(11_000);
    await kept;
    await page.goto('/tell/worry');
    assert.equal(await page.getByLabel('What is going on?').inputValue(), 'Not yet sent');
    await close();
  });

  it('what was typed before the script was there is kept as well', async () => {
    const { page, close } = await open(true);
    await page.clock.install();
    await page.goto('/young');
    const typed = Promise.withResolvers<void>();
    await page.route(/\.js(\?|$)/, async (route) => {
      await typed.promise;
      await route.continue();
    });
    await page.getByRole('button', { name: 'It is about me' }).click();
    await page.getByLabel('What is going on?').fill('On a slow phone');
    assert.equal(await page.locator('body.js-enabled').count(), 0, 'the script was not to be there yet');
    typed.resolve();
    await page.locator('body.js-enabled').waitFor();
    const kept = page.waitForResponse('**/tell/keep/worry');
    await page.clock.fastForward(11_000);
    await kept;
    await page.goto('/tell/worry');
    assert.equal(await page.getByLabel('What is going on?').inputValue(), 'On a slow phone');
    await close();
  });

  it('a lost connection keeps the page and its words, and says so', async () => {
    const { page, close } = await open(true);
    await page.clock.install();
    await page.goto('/young');
    await page.getByRole('button', { name: 'It is about me' }).click();
    await page.getByLabel('What is going on?').fill('In a tunnel');
    await page.locator('body.js-enabled').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Carry on' }).click();
    await page.getByText('You seem to be offline').waitFor();
    assert.equal(await page.getByLabel('What is going on?').inputValue(), 'In a tunnel');
    await page.context().setOffline(false);
    await page.clock.fastForward(2_000); // past the moment in which a second press counts as a double tap
    await page.getByRole('button', { name: 'Carry on' }).click();
    await page.waitForURL('**/tell/danger');
    await close();
  });

  it('a child tells by keyboard alone, and each page says where it begins', async () => {
    const { page, close } = await open(true);
    const reach = async (selector: string): Promise<void> => {
      const at = page.locator(selector).first();
      for (let press = 0; press < 40; press += 1) {
        if (await at.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no Tab reaches ${selector} on ${page.url()}`);
    };
    const press = async (selector: string, key: string): Promise<void> => {
      await reach(selector);
      await page.keyboard.press(key);
    };
    await page.goto('/young');
    await press('button[value="me-under-18"]', 'Enter');
    await page.waitForURL('**/tell/worry');
    await page.keyboard.press('Tab');
    assert.match(
      await page.evaluate(() => document.activeElement?.textContent ?? ''),
      /Skip to main content/,
    );
    await reach('#worry');
    await page.keyboard.type('In my own words');
    const forward = 'main form .govuk-button:not(.govuk-button--secondary)';
    await press(forward, 'Enter');
    for (const [path, choice] of [
      ['danger', '#danger'],
      ['worker', '#worker'],
      ['family', '#parents'],
    ] as const) {
      await page.waitForURL(`**/tell/${path}`);
      await press(choice, 'Space');
      if (path !== 'family') await page.keyboard.press('ArrowDown');
      await press(forward, 'Enter');
    }
    for (const path of ['you', 'talk', 'reach', 'files', 'check']) {
      await page.waitForURL(`**/tell/${path}`);
      await press(forward, 'Enter');
    }
    await page.locator('.heed-receipt').waitFor();
    assert.equal(site.raised[0]?.worry, 'In my own words');
    await close();
  });

  it('nothing is left in the browser’s own storage', async () => {
    const { page, close } = await open(true);
    await page.goto('/young');
    await page.getByRole('button', { name: 'It is about me' }).click();
    await page.getByLabel('What is going on?').fill('Words');
    const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    assert.deepEqual(stored, [0, 0, '']);
    await close();
  });
});

it('a language written from right to left has its pages the other way round, and no wider', async () => {
  await site.close();
  site = await startPublicSite({ assets, texts: { ...en, lang: 'ar', dir: 'rtl' } });
  baseURL = await site.app.listen({ host: '127.0.0.1', port: 0 });
  const { page, close } = await open(true);
  for (const path of ['/', '/young', '/tell/who', '/return']) {
    await page.goto(path);
    await checkPage(page);
  }
  assert.equal(await page.getAttribute('html', 'dir'), 'rtl');
  await close();
});
