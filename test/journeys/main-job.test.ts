/**
 * The main job, walked as people walk it: somebody tells, gets a receipt; the front door owns it by a clock, decides with a
 * reason and answers; the reporter comes back, reads, replies and challenges; somebody who took no part answers that.
 * Once on a small phone with no JavaScript, once at a desk with it.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESK, keepPicture, PHONE } from '../support/browser.ts';
import { checkPage, findOwner, type Journey, readMain, signInAs, startJourney } from '../support/journey.ts';
import { walkPublicForm } from '../support/public-walk.ts';

const WORRY = 'Jay was collected at the gate again by an adult in a grey car, and will not say who it was.';
const REASON =
  'The school told us about an adult in a grey car. We asked the school and the police; nobody knows the adult.';
const ANSWER =
  'Thank you for telling us. Somebody read it today, and a social worker is looking into it now.';
const CHALLENGE = 'You did not say whether anybody looked at the grey car.';

describe('the main job', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
  });
  after(() => journey?.close());

  for (const { how, javaScript, width } of [
    { how: 'on a phone without JavaScript', javaScript: false, width: PHONE },
    { how: 'at a desk with JavaScript', javaScript: true, width: DESK },
  ]) {
    const picture = (name: string) => `${javaScript ? 'desk' : 'phone'}-${name}`;

    test(`from a worry to an answer, a challenge and its answer, ${how}`, async () => {
      const reporter = await journey.openPage({ javaScript, width });
      await reporter.page.goto('/');
      await checkPage(reporter.page);
      await keepPicture(reporter.page, picture('start'));
      await reporter.page.locator('main a[href^="/tell"], main a.govuk-button').last().click();
      const told = await walkPublicForm(reporter.page, {
        answers: {
          who: 'work',
          work: 'teacher',
          organisation: 'Wrenfold Invented Academy',
          worry: WORRY,
          signs: ['older-adult-with-car'],
          when: 'now',
          danger: 'no',
          worker: 'no',
          parents: 'not-sure',
          naming: 'named',
          name: 'Alex Fenwick-Oak',
          email: 'alex@example.org',
        },
        children: [
          { name: `Jay Marrowby${javaScript ? '' : '-Lee'}`, age: '14', school: 'Wrenfold Invented Academy' },
        ],
        others: [{ kind: 'vehicle', fields: { registration: 'ZZ12 HED', colour: 'grey' } }],
        onPage: async (page, path) => {
          await checkPage(page);
          if (path === '/tell/worry' || path === '/tell/check')
            await keepPicture(page, picture(path.slice(6)));
        },
      });
      assert.match(told.reference, /^HD-[0-9A-Z]{4,}-[0-9A-Z]{2}$/);
      assert.equal(told.words.length, 8);
      await keepPicture(reporter.page, picture('receipt'));

      const screener = await journey.openPage({ javaScript, width });
      await signInAs(screener.page, await findOwner(journey, told.reference, 'front-door.open%'));
      await checkPage(screener.page);
      await keepPicture(screener.page, picture('inbox'));
      await screener.page.locator('main a', { hasText: told.reference }).first().click();
      await openConcern(screener.page);
      await checkPage(screener.page);
      await keepPicture(screener.page, picture('concern'));
      assert.ok((await readMain(screener.page)).includes(WORRY), 'the worry is not there word for word');

      await screener.page.locator('main a[href$="/decide"]').first().click();
      await checkPage(screener.page);
      await screener.page.locator('main form button', { hasText: 'Decide' }).click();
      assert.ok(
        (await screener.page.locator('.govuk-error-summary a').count()) > 0,
        'deciding without a reason was let through',
      );
      await checkPage(screener.page);
      await screener.page.locator('input[name^="outcome-"][value="assessment"]').check();
      await screener.page.locator('input[name^="section-"][value="section-17"]').check();
      await screener.page.locator('select[name^="handed-to-"]').selectOption({ index: 1 });
      await screener.page.locator('[name="reason"]').fill(REASON);
      await screener.page
        .locator('[name="options-set-aside"]')
        .fill('Early help: too little is known about the adult.');
      await screener.page.locator('[name="would-reopen"]').fill('Being seen with the adult again.');
      await screener.page.locator('[name="answer-words"]').fill(ANSWER);
      await keepPicture(screener.page, picture('decide'));
      await screener.page.locator('main form button', { hasText: 'Decide' }).click();
      assert.equal(
        await screener.page.locator('.govuk-error-summary').count(),
        0,
        await readMain(screener.page),
      );
      await checkPage(screener.page);

      await reporter.page.goto('/return');
      await reporter.page.locator('[name="receipt"]').fill(told.words.join(' '));
      await reporter.page.locator('main form button').first().click();
      await reporter.page.getByRole('heading', { name: 'What has happened' }).waitFor();
      await checkPage(reporter.page);
      const seen = await readMain(reporter.page);
      assert.ok(seen.includes(ANSWER), 'the answer is not there');
      assert.ok(!seen.includes('grey car'), 'whoever holds the receipt reads what was first told');
      assert.ok(!seen.includes('Marrowby'), 'whoever holds the receipt reads a name');
      await keepPicture(reporter.page, picture('answer'));
      await reporter.page.locator('[name="challenge"]').fill(CHALLENGE);
      await reporter.page.locator('form[action="/return/challenge"] button').click();
      assert.equal(await reporter.page.locator('.govuk-error-summary').count(), 0);
      await checkPage(reporter.page);

      const other = await journey.openPage({ javaScript, width });
      await signInAs(other.page, await findOwner(journey, told.reference, '%challenge%'));
      await other.page.locator('main a', { hasText: told.reference }).first().click();
      await openConcern(other.page);
      assert.ok((await readMain(other.page)).includes(CHALLENGE));
      await other.page.locator('main a[href$="/challenge"]').first().click();
      await checkPage(other.page);

      for (const { close } of [reporter, screener, other]) await close();
    });
  }
});

/** From a duty's page to the concern it is about, where the inbox led to the duty. */
async function openConcern(page: Page): Promise<void> {
  if (/\/concerns\//.test(page.url())) return;
  await page.locator('main a[href^="/concerns/"]').first().click();
}
