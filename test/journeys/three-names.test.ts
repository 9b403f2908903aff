/**
 * Three people speak of one girl and none of them knows: a youth worker by her nickname, a GP by her name in law, a police log
 * that spelt both wrong. They meet on one screen: through the search, through the concern's own page, by keyboard; and a link
 * that turns out to be wrong is taken back with nothing lost. Past failure: 33 reports of one child, each read by itself.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { DESK, keepPicture, NARROWEST } from '../support/browser.ts';
import { checkPage, type Journey, readMain, signInAs, startJourney } from '../support/journey.ts';

const SCREENER = 'Front-door screener 1';

describe('a nickname, a name in law and a misspelling', () => {
  let journey: Journey;
  let sent = 0;
  const told = new Map<string, string>();

  /** A concern from an agency's system; kept by who told. */
  async function tell(who: string, ...mentions: readonly object[]): Promise<void> {
    sent += 1;
    const answer = await fetch(`${journey.heed.url}/api/v1/concerns`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${journey.area.apiToken}`,
        'content-type': 'application/json',
        'idempotency-key': `three-names-${sent}`,
      },
      body: JSON.stringify({ ...makeRaiseBody(sent), danger: 'no', mentions }),
    });
    const { reference } = (await answer.json()) as { reference: string };
    assert.equal(answer.status, 201);
    const [row] = await journey.query<{ id: string }>(
      'select id::text from concerns.concerns where reference = $1',
      [reference],
    );
    told.set(who, row?.id ?? '');
  }

  before(async () => {
    journey = await startJourney();
    await tell('youth worker', {
      kind: 'child',
      name: 'Lottie Farthingale',
      age: '14',
      school: 'Wrenfold Academy',
    });
    await tell('gp', {
      kind: 'child',
      name: 'Charlotte Mary Farthingale',
      dateOfBirth: '2012-05-19',
      identifiers: { nhs: '943 476 5919' },
      address: '4 Ropewalk',
      postcode: 'ZE7 3LN',
    });
    await tell('police', {
      kind: 'child',
      name: 'FARTHINGAL, Charlote',
      dateOfBirth: '19/05/2012',
      address: '4 Ropewalk ZE7 3LN',
    });
    // Her brother, at the same address: somebody else.
    await tell('school', {
      kind: 'child',
      name: 'Edmund Farthingale',
      dateOfBirth: '2014-11-02',
      address: '4 Ropewalk',
      postcode: 'ZE7 3LN',
    });
  });
  after(() => journey?.close());

  const urlOf = (who: string) => `/concerns/${told.get(who)}`;
  const bundle = async (page: Page) =>
    ((await page.locator('.heed-bundle').textContent()) ?? '').replace(/\s+/g, ' ');

  async function look(page: Page, name: string): Promise<void> {
    for (const width of [NARROWEST, DESK]) {
      await page.setViewportSize({ width, height: 900 });
      await checkPage(page);
    }
    for (const width of [375, DESK]) {
      await page.setViewportSize({ width, height: 900 });
      await keepPicture(page, `three-names-${name}-${width}`);
    }
  }

  test('meet on one screen, and a wrong link is undone, without JavaScript', async () => {
    const { page, close } = await journey.openPage({ javaScript: false, width: DESK });
    await signInAs(page, SCREENER);

    await page.goto(urlOf('police'));
    assert.match(await bundle(page), /2 warnings/, 'the GP’s telling counts, and her brother’s does not');
    assert.match(
      await bundle(page),
      /very probably the same child, not confirmed yet: name, date of birth and address agree/,
    );
    assert.match(await bundle(page), /somebody else at the same address/);
    await look(page, 'before');
    const proposals = page.locator('.heed-proposal');
    await proposals
      .filter({ hasText: 'Charlotte Mary' })
      .getByRole('button', { name: /^Yes, the same/ })
      .click();
    assert.match(await bundle(page), /the same child, confirmed by Front-door screener 1/);

    await page.goto(urlOf('youth worker'));
    await page.locator('summary', { hasText: 'Who this may be' }).first().click();
    await proposals
      .filter({ hasText: 'Charlotte Mary' })
      .first()
      .getByRole('button', { name: /^Yes, the same/ })
      .click();
    assert.match(await bundle(page), /3 warnings/);
    await look(page, 'concern');

    await page.locator('#search-box').fill('lotty farthingale 14');
    await page.keyboard.press('Enter');
    const first = page.locator('[data-heed-results] > li').first();
    const words = ((await first.textContent()) ?? '').replace(/\s+/g, ' ');
    assert.match(words, /On record/);
    for (const who of ['youth worker', 'gp', 'police'])
      assert.equal(
        await first.locator(`a[href^="${urlOf(who)}"]`).count(),
        1,
        `${who} is not under her record`,
      );
    assert.equal(
      await first.locator(`a[href^="${urlOf('school')}"]`).count(),
      0,
      'her brother is taken for her',
    );
    await look(page, 'search');

    // It was another Lottie after all: the link is taken back, with why, and each keeps what is its own.
    await page.goto(urlOf('youth worker'));
    await page.locator('summary', { hasText: 'This is wrong' }).click();
    await page.getByLabel('Why it is not the same').fill('Her cousin, who is called Lottie as well.');
    await page.getByRole('button', { name: 'Undo the link' }).click();
    assert.match(await readMain(page), /Said not to be the same/);
    assert.doesNotMatch(await bundle(page), /the same child, confirmed|very probably/);
    await page.goto(urlOf('police'));
    assert.match(await bundle(page), /2 warnings/);
    await close();
  });

  test('are found and opened by keys alone: / to the box, j and k among the results, Enter', async () => {
    const { page, close } = await journey.openPage({ javaScript: true, width: DESK });
    await signInAs(page, SCREENER);
    await page.keyboard.press('/');
    await page.keyboard.type('Charlotte Farthingale');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search$/);
    await page.locator('[data-heed-results]').waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
    await page.keyboard.press('j');
    const record = await focused();
    assert.match(record, /^\/records\/person\//);
    await page.keyboard.press('j');
    assert.match(await focused(), /^\/concerns\//);
    await page.keyboard.press('k');
    assert.equal(await focused(), record);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === record);
    assert.match(await readMain(page), /Charlotte Mary Farthingale/);

    // Turned off, a key is a key and nothing more.
    await page.goto('/search');
    await page.getByRole('button', { name: 'Turn them off' }).click();
    await page.keyboard.press('/');
    assert.notEqual(await page.evaluate(() => document.activeElement?.id), 'q');
    await page.getByRole('button', { name: 'Turn them on' }).click();
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'q');
    await close();
  });

  test('whoever is not found is put on record, once it was seen who it may be', async () => {
    const { page, close } = await journey.openPage({ javaScript: false, width: DESK });
    await signInAs(page, SCREENER);
    await page.goto('/search');
    await look(page, 'tips');
    await page.locator('#q').fill('Peverell Unheard-Of');
    await page.locator('.heed-search-again button').click();
    await look(page, 'none');
    await page.getByRole('link', { name: 'Put a person or thing on record' }).click();
    await look(page, 'kinds');
    await page.getByRole('link', { name: 'A child, born or not born yet' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Charlotte Farthingale');
    await page.getByLabel('When they were born', { exact: true }).fill('19 May 2012');
    await page.getByLabel('Who or what says so', { exact: true }).fill('A neighbour, by phone');
    await look(page, 'new');
    await page.getByRole('button', { name: 'Look who it may be, and put on record' }).click();
    assert.match(await readMain(page), /This may be somebody or something that is known already/);
    assert.match(await readMain(page), /Very probably the same\./);
    await look(page, 'maybe');
    await page.getByLabel('Name', { exact: true }).fill('Peverell Unheard-Of');
    await page.getByLabel('When they were born', { exact: true }).fill('3 Jan 2011');
    await page.getByRole('button', { name: 'Look again with what I changed' }).click();
    await page.waitForURL(/\/records\/person\//);
    assert.match(await readMain(page), /Peverell Unheard-Of/);
    await close();
  });
});
