/** Who knew what, when, as somebody reads it: on a desk, a phone and the narrowest window, without scripts, and in print. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { DESK, keepPicture, NARROWEST, PHONE } from '../support/browser.ts';
import { checkPage, type Journey, readMain, signInAs, startJourney } from '../support/journey.ts';

describe('who knew what, when', () => {
  let journey: Journey;
  let concern = '';
  let reference = '';

  before(async () => {
    journey = await startJourney();
    const answer = await fetch(`${journey.heed.url}/api/v1/concerns`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${journey.area.apiToken}`,
        'content-type': 'application/json',
        'idempotency-key': 'who-knew-1',
      },
      body: JSON.stringify(makeRaiseBody(1)),
    });
    assert.equal(answer.status, 201);
    ({ reference } = (await answer.json()) as { reference: string });
    const [row] = await journey.query<{ id: string }>(
      'select id from concerns.concerns where reference = $1',
      [reference],
    );
    concern = row?.id ?? '';
    journey.heed.clock.move({ hours: 40 });
    for (let look = 0; look < 240; look++) {
      const reached = await journey.query(
        'select 1 from duties.rungs_reached r join duties.duties d on d.id = r.duty_id where d.about_id = $1',
        [concern],
      );
      if (reached.length > 0) break;
      await new Promise((done) => setTimeout(done, 250));
    }
  });
  after(() => journey?.close());

  for (const [name, width] of [
    ['desk', DESK],
    ['phone', PHONE],
    ['narrowest', NARROWEST],
  ] as const)
    test(`is read at ${name} width without scripts, from the reference to the print and back`, async () => {
      const { page, close } = await journey.openPage({ javaScript: false, width });
      await signInAs(page, 'Independent scrutineer');
      await page.getByRole('link', { name: 'Who knew what' }).click();
      await checkPage(page);
      await page.getByLabel('Reference of a concern or a pattern').fill(reference);
      await page.getByRole('button', { name: 'Find' }).click();
      await page.waitForURL(/\/who-knew\/concern\//);
      await checkPage(page);
      assert.match(await readMain(page), /Clock passed/);
      await keepPicture(page, `${name}-who-knew`);

      await page.locator('[name="date-day"]').fill('31');
      await page.locator('[name="date-month"]').fill('2');
      await page.locator('[name="date-year"]').fill('2026');
      await page.getByRole('button', { name: 'Show' }).click();
      await checkPage(page);
      assert.equal(await page.locator('[name="date-day"]').inputValue(), '31');
      assert.match(await readMain(page), /Give a date/);
      await page.locator('[name="date-day"]').fill('16');
      await page.locator('[name="date-month"]').fill('11');
      await page.locator('[name="time"]').fill('10:30');
      await page.getByRole('button', { name: 'Show' }).click();
      await checkPage(page);
      assert.match(await readMain(page), /As of Mon, 16 Nov 2026, 10:30/);
      await keepPicture(page, `${name}-who-knew-then`);

      await page.getByRole('link', { name: 'Print it without people’s names' }).click();
      await page.waitForURL(/\/print\?/);
      await checkPage(page);
      await page.emulateMedia({ media: 'print' });
      await keepPicture(page, `${name}-who-knew-print`);
      await page.emulateMedia({ media: 'screen' });
      await page.getByRole('link', { name: 'Back' }).click();
      assert.match(await readMain(page), /As of Mon, 16 Nov 2026, 10:30/);
      await close();
    });
});
