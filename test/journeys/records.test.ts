/**
 * A child's record in a real browser, without JavaScript and at the width of a small phone: a fact put on record by the
 * keyboard, a family drawn and said, a chronology, printed; each page accessible and without sideways scrolling.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { DESK, keepPicture, NARROWEST } from '../support/browser.ts';
import { checkPage, type Journey, startJourney } from '../support/journey.ts';

describe('a record', () => {
  let journey: Journey;
  let concern = '';

  before(async () => {
    journey = await startJourney();
    const body = {
      ...makeRaiseBody(1),
      mentions: [
        {
          kind: 'child',
          name: 'Clementine Harrowgate',
          dateOfBirth: '2012-05-14',
          school: 'Wrenfold Primary',
        },
        { kind: 'adult', name: 'Ursula Harrowgate', relationship: 'mother' },
      ],
    };
    const answer = await fetch(`${journey.heed.url}/api/v1/concerns`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${journey.area.apiToken}`,
        'content-type': 'application/json',
        'idempotency-key': 'a-record-1',
      },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 201);
    const [row] = await journey.query<{ id: string }>('select id::text from concerns.concerns limit 1', []);
    concern = `/concerns/${row?.id}`;
  });
  after(() => journey?.close());

  /** At both widths, and kept as a picture where pictures are kept. */
  async function look(page: Page, name: string): Promise<void> {
    for (const width of [NARROWEST, DESK]) {
      await page.setViewportSize({ width, height: 800 });
      await checkPage(page);
    }
    for (const width of [375, DESK]) {
      await page.setViewportSize({ width, height: 800 });
      await keepPicture(page, `record-${name}-${width}`);
    }
    await page.setViewportSize({ width: NARROWEST, height: 800 });
  }

  async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values))
      await page.getByLabel(label, { exact: true }).fill(value);
  }

  test('is filled by the keyboard without JavaScript, drawn, and read in order of time', async () => {
    const { page, close } = await journey.openPage({ javaScript: false, width: NARROWEST });
    const value = journey.area.posts.get('screener-1')?.session ?? '';
    await page.context().addCookies([{ name: 'heed', value, url: journey.heed.url }]);
    await page.goto(concern);
    await page.getByRole('button', { name: /Put on record.*Clementine/ }).click();
    await page.getByRole('button', { name: /Put on record.*Ursula/ }).click();
    await page.getByRole('link', { name: /Open the record of Clementine/ }).click();
    await page.waitForURL(/\/records\/person\//);
    await look(page, 'new');
    const record = new URL(page.url()).pathname;

    await page.goto(`${record}/facts/birth`);
    await page.getByLabel('When they were born', { exact: true }).focus();
    await page.keyboard.type('31 February 2012');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('School roll');
    // The page looked at is the one that the key led to, whole.
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await look(page, 'fact-refused');
    assert.equal(
      await page.getByLabel('When they were born', { exact: true }).inputValue(),
      '31 February 2012',
    );
    await fill(page, { 'When they were born': '14 May 2012' });
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`${record}$`));

    await page.goto(`${record}/facts/birth`);
    await fill(page, {
      'When they were born': '17 May 2012',
      'Who or what says so': 'Her grandmother, by telephone',
    });
    await page.getByLabel('Exact', { exact: true }).check();
    await page.getByRole('button', { name: 'Put on record' }).click();
    await page.waitForURL(new RegExp(`${record}$`));
    assert.equal(await page.getByText('These don’t agree').count(), 1);
    for (const [name, kind] of [
      ['', 'They: mother of this person'],
      ['Rufus Harrowgate', 'They: sibling of this person'],
      ['Leopold Harrowgate', 'They: father of this person'],
      ['Gideon Stonecrop-Featherstonehaugh', 'They: lives with this person'],
    ] as const) {
      await page.goto(`${record}/relate`);
      const known = page.getByLabel('Somebody or something on record', { exact: true });
      if (name === '') await known.selectOption({ label: 'Ursula Harrowgate (adult)' });
      else {
        await page.getByLabel('Or the name of somebody not yet on record').fill(name);
        await page.getByLabel(name.startsWith('Rufus') ? 'A child' : 'An adult', { exact: true }).check();
      }
      await page.getByLabel('What they are to each other').selectOption({ label: kind });
      await page.getByLabel('Since when', { exact: true }).fill('March 2025');
      await page.getByLabel('Who or what says so').fill('School');
      if (name === '') await look(page, 'relate');
      await page.getByRole('button', { name: 'Put on record' }).click();
      await page.waitForURL(new RegExp(`${record}$`));
    }
    await look(page, 'full');
    await page.getByRole('link', { name: 'Family and household' }).click();
    await look(page, 'family');
    assert.equal(await page.locator('svg[role="img"] rect').count(), 4);
    await page.goto(`${record}/chronology`);
    await look(page, 'chronology');
    await page.getByRole('link', { name: 'Print this chronology' }).click();
    await look(page, 'chronology-print');
    await page.goto(`${record}/join`);
    await look(page, 'join');
    await page.goto(`${record}/protection`);
    await look(page, 'protection');
    await close();
  });
});
