/** A place nobody spoke of is named for children of seven homes: a manager is shown why, decides, and the rule's figures say so. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MentionAsGiven } from '../../src/kernel/mention.ts';
import { letAgenciesTell } from '../support/agencies-tell.ts';
import { DESK, keepPicture, NARROWEST } from '../support/browser.ts';
import { checkPage, type Journey, readMain, signInAs, startJourney } from '../support/journey.ts';

const MANAGER = 'Manager, joint exploitation team';
const NAMES = [
  'Ava Pellingrove',
  'Ben Tarnwick',
  'Cal Osterholme',
  'Dot Marlowick',
  'Eve Yarborough',
  'Finlay Quenby',
  'Gus Wetherall',
];
const ARCADE: MentionAsGiven = { kind: 'place', name: 'Harbour Arcade', postcode: 'ZZ9 9ZZ' };

/** One telling each, by another agency in turn, two days apart, after half a year in which nobody named the place. */
const tellAll = (journey: Journey) =>
  letAgenciesTell(journey, async (tell, judge) => {
    await tell(0, []);
    await judge();
    journey.heed.clock.move({ hours: 24 * 170 });
    for (const [n, name] of NAMES.entries()) {
      const child = {
        kind: 'child',
        name,
        dateOfBirth: `2012-0${n + 1}-14`,
        address: `${n + 1} Alder Row`,
      } as const;
      await tell(n, [{ ...child, postcode: `ZZ1 ${n}AA` }, ARCADE]);
      await judge();
      journey.heed.clock.move({ hours: 48 });
    }
  });

describe('a place’s sudden rise', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
    await tellAll(journey);
  });
  after(() => journey?.close());

  test('explains itself to the manager who owes its review, and is decided with a reason', async () => {
    const { page, close } = await journey.openPage({ javaScript: false, width: DESK });
    await signInAs(page, MANAGER);
    await page.locator('main a[href^="/patterns/"]').first().click();
    await checkPage(page);
    const main = await readMain(page);
    assert.match(main, /What Heed points out: A place’s sudden rise/);
    assert.match(main, /In four weeks this place was named for 7 children of 7 homes, by 3 agencies/);
    assert.match(main, /Before that it was not named at all/);
    const sources = await page.locator('section[aria-labelledby="signal-1"] a[href^="/concerns/"]').count();
    assert.equal(sources, 7, 'each telling is a source');
    assert.doesNotMatch(main, /guilty|suspect|offender|perpetrator/i);
    await keepPicture(page, 'place-rise');
    await page.getByLabel('Disruption with the police, licensing or housing').check();
    await page
      .getByLabel('Why')
      .fill(
        'Seven children of seven homes in three weeks: licensing and the police visit the arcade together.',
      );
    await page.getByRole('button', { name: 'Record the review' }).click();
    assert.match(await readMain(page), /Reviewed/);
    await close();
  });

  test('is counted as real in the figures of its rule, without a percentage of one', async () => {
    const { page, close } = await journey.openPage({ javaScript: false, width: DESK });
    await signInAs(page, MANAGER);
    await page.goto('/oversight/rules');
    await checkPage(page);
    const rise = page.locator('tr', { has: page.locator('#rule-place-rise') });
    const cells = await rise.locator('td').allInnerTexts();
    assert.deepEqual(
      cells.map((cell) => cell.trim()),
      ['1', '1', '0', '0', '0', 'too few', '2', '0', '0', '0'],
    );
    await keepPicture(page, 'rule-figures');
    await close();
  });

  test('is shown on a narrow screen too, with the rule’s setting and what it would have raised', async () => {
    const { page, close } = await journey.openPage({ javaScript: false, width: NARROWEST });
    const [pattern] = await journey.query<{ id: string }>(
      `select id from concerns.patterns where figures ? 'signal'`,
      [],
    );
    await signInAs(page, MANAGER);
    for (const [url, name] of [
      [`/patterns/${pattern?.id}`, 'place-rise-narrow'],
      ['/oversight/rules', 'rule-figures-narrow'],
    ] as const) {
      await page.goto(url);
      await checkPage(page);
      await keepPicture(page, name);
    }
    await close();
  });

  test('is proposed to begin later by the administrator, and begins so when the scrutineer agrees', async () => {
    const { page, close } = await journey.openPage({ javaScript: false, width: DESK });
    await signInAs(page, 'Heed administrator');
    await page.goto('/area/signals');
    await checkPage(page);
    await page.getByRole('link', { name: 'A place’s sudden rise' }).click();
    await checkPage(page);
    await keepPicture(page, 'rule-setting');
    await page.getByLabel('Owed from how many homes in four weeks').selectOption('9');
    await page
      .getByLabel('Why')
      .fill('The fair comes twice a year, and then every place by the harbour is named.');
    await page.getByRole('button', { name: 'Put it to the scrutineer' }).click();
    await close();
    const scrutineer = await journey.openPage({ javaScript: false, width: NARROWEST });
    await signInAs(scrutineer.page, 'Independent scrutineer');
    await scrutineer.page.goto('/area/changes');
    await checkPage(scrutineer.page);
    assert.match(await readMain(scrutineer.page), /it would have raised\s*0 patterns/);
    await keepPicture(scrutineer.page, 'rule-change-narrow');
    await scrutineer.page.getByRole('button', { name: 'Confirm' }).click();
    await scrutineer.page.goto('/oversight/rules');
    assert.match(await readMain(scrutineer.page), /Owed from 9 homes in four weeks on since/);
    await scrutineer.close();
  });
});
