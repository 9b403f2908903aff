/** Three children, three agencies, one car: nobody asks, and the manager of the exploitation team is shown why. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import { letAgenciesTell } from '../support/agencies-tell.ts';
import { DESK, keepPicture, NARROWEST } from '../support/browser.ts';
import { checkPage, type Journey, readMain, signInAs, startJourney } from '../support/journey.ts';

const child = (name: string, address: string): MentionAsGiven => ({
  kind: 'child',
  name,
  dateOfBirth: '2012-09-14',
  address,
  postcode: 'ZZ1 1AA',
});
const CAR: MentionAsGiven = { kind: 'vehicle', registration: 'ZZ12 HED', colour: 'grey' };
const BAZ: MentionAsGiven = { kind: 'adult', name: 'Bazlington Quillfeather', dateOfBirth: '1996-04-01' };
const AVA = child('Ava Pellingrove', '1 Alder Row');
const BEN = child('Ben Tarnwick', '22 Birch Row');
const CAL = child('Cal Osterholme', '3 Cedar Row');
const TOLD: readonly (readonly MentionAsGiven[])[] = [
  [AVA, CAR, BAZ],
  [BEN, CAR, BAZ],
  [CAL, CAR],
  [AVA, BEN, CAR],
  [CAL, CAR, BAZ],
];

/** Each telling by another agency, in turn. */
const tellAll = (journey: Journey) =>
  letAgenciesTell(journey, async (tell) => {
    for (const [n, mentions] of TOLD.entries()) {
      await tell(n, mentions);
      journey.heed.clock.move({ hours: 30 });
    }
  });

describe('a network', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
    await tellAll(journey);
  });
  after(() => journey?.close());

  test('is in the inbox of the manager, explains itself with every source, and is decided with a reason', async () => {
    const { page, close } = await journey.openPage({ javaScript: false, width: DESK });
    await signInAs(page, 'Manager, joint exploitation team');
    await page.locator('main a[href^="/patterns/"]').first().click();
    await checkPage(page);
    const main = await readMain(page);
    assert.match(main, /What joins them/);
    assert.match(main, /3 children of 3 homes/);
    const table = page.locator('section[aria-labelledby="network"] table');
    assert.match((await table.textContent()) ?? '', /grey ZZ12 HED.*named with 3 children.*Ava Pellingrove/s);
    const sources = await table.locator('a[href^="/concerns/"]').allInnerTexts();
    assert.ok(sources.length >= 5, 'each joining says which concern it comes from');
    assert.doesNotMatch(main, /guilty|suspect|offender|perpetrator/i);
    await keepPicture(page, 'network');
    assert.equal(
      await page.locator('figure [data-node]').count(),
      5,
      'three children, the man and the car are drawn',
    );
    await page.getByLabel('Strategy discussion about all the children named').check();
    await page
      .getByLabel('Why')
      .fill(
        'Three agencies each told us of the grey car with a child of another home, so all three are discussed together.',
      );
    await page.getByRole('button', { name: 'Record the review' }).click();
    assert.match(await readMain(page), /Reviewed/);
    await close();
    const narrow = await journey.openPage({ javaScript: false, width: NARROWEST });
    await signInAs(narrow.page, 'Manager, joint exploitation team');
    const [pattern] = await journey.query<{ id: string }>(
      `select id from concerns.patterns where figures ? 'network'`,
      [],
    );
    await narrow.page.goto(`/patterns/${pattern?.id}`);
    await checkPage(narrow.page);
    await keepPicture(narrow.page, 'network-narrow');
    await narrow.close();
  });

  test('is drawn so that its parts can be moved, and seen as of a day', async () => {
    const { page, close } = await journey.openPage({ javaScript: true, width: DESK });
    await signInAs(page, 'Manager, joint exploitation team');
    const [pattern] = await journey.query<{ id: string }>(
      `select id from concerns.patterns where figures ? 'network'`,
      [],
    );
    await page.goto(`/patterns/${pattern?.id}`);
    const shown = page.locator('figure [data-node]:not(.heed-network__later)');
    assert.equal(await shown.count(), 5);
    await page
      .locator('#network-until')
      .fill((await page.locator('#network-until').getAttribute('min')) ?? '');
    assert.equal(await shown.count(), 3, 'on the first day one child, one man and one car were known');
    await page.locator('#network-until').press('End');
    const node = page.locator('figure [data-node]').first();
    const before = await node.getAttribute('transform');
    await node.hover();
    await page.mouse.down();
    await page.mouse.move(300, 300);
    await page.mouse.up();
    assert.notEqual(await node.getAttribute('transform'), before, 'it could not be dragged');
    await checkPage(page);
    await close();
  });

  test('says who somebody is by one key each, with what speaks for it', async () => {
    const { page, close } = await journey.openPage({ javaScript: true, width: DESK });
    await signInAs(page, 'Manager, joint exploitation team');
    const [ava] = await journey.query<{ id: string }>(
      `select concern_id as id from people.mentions where kind = 'child' order by at limit 1`,
      [],
    );
    await page.goto(`/concerns/${ava?.id}`);
    const child = page.locator('li', { hasText: 'Child: Ava Pellingrove' }).first();
    const proposal = child.locator('.heed-proposal').first();
    assert.match((await proposal.textContent()) ?? '', /Very probably/);
    await proposal.locator('summary').click();
    assert.match((await proposal.textContent()) ?? '', /Date of birth\s*the same date\s*strongly for/);
    await keepPicture(page, 'proposal');
    await checkPage(page);
    const answered = async (key: string) =>
      Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
    const all = page.locator('.heed-proposal');
    await proposal.getByRole('button', { name: /^Yes/ }).focus();
    await page.keyboard.press('j');
    assert.ok(await all.nth(1).locator('button:focus').count(), 'j goes to the next one');
    await page.keyboard.press('k');
    await answered('y');
    assert.match((await child.textContent()) ?? '', /On record/, 'y says yes');
    const before = await all.count();
    await page.locator('.heed-proposal button:visible').first().focus();
    await answered('n');
    assert.ok((await all.count()) < before, 'n says no, and it is not proposed again');
    await close();
  });
});
