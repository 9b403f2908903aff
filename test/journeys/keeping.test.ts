/**
 * Holding and erasing by hand in a real browser, on a phone and at a desk: propose, see what will be lost, erase, and come
 * back as the person who told us. Nothing of what was said may stand on any of these pages, in their titles or addresses.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { checkAccessible, checkNoSidewaysScroll, DESK, keepPicture } from '../support/browser.ts';
import { type Journey, signInAs, startJourney } from '../support/journey.ts';

const REASON = 'The request was upheld, and the letter that says so is in the file of requests.';
const WIDTHS = [375, DESK] as const;
const SECRET = /Harbottle|boathouse/;

let journey: Journey;
before(async () => {
  journey = await startJourney();
});
after(() => journey?.close());

const column = async (text: string, values: readonly unknown[]) =>
  (await journey.query<{ found: string }>(text, values))[0]?.found ?? '';

/** Every page here: readable, no wider than the screen, and silent about what was said. */
async function look(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await checkNoSidewaysScroll(page);
    await keepPicture(page, `keeping-${name}-${width}`);
  }
  await checkAccessible(page);
  assert.doesNotMatch(`${page.url()} ${await page.title()} ${await page.content()}`, SECRET, name);
}

test('a record is held, let go, proposed, seen for what will be lost, and erased by two people; the reporter is told', {
  timeout: 240_000,
}, async () => {
  const raised = await fetch(`${journey.heed.url}/api/v1/concerns`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${journey.area.apiToken}`,
      'content-type': 'application/json',
      'idempotency-key': 'keeping-1',
    },
    body: JSON.stringify({
      reporter: { kind: 'teacher', naming: 'named' },
      language: 'en-GB',
      worry: 'She was taken to the boathouse again, and came back late.',
      answers: [],
      when: 'recent',
      danger: 'no',
      indicators: [],
      aboutWorker: { yes: false },
      parents: 'not-sure',
      mentions: [{ kind: 'child', name: 'Sorrel Harbottle' }],
      receiptDeclined: false,
      attachments: [],
    }),
  });
  assert.equal(raised.status, 201, await raised.clone().text());
  const { reference, receipt } = (await raised.json()) as {
    reference: string;
    receipt: { words: readonly string[] };
  };
  const id = await column('select id::text as found from concerns.concerns where reference = $1', [
    reference,
  ]);
  const opened = async () => (await journey.openPage({ javaScript: false, width: DESK })).page;
  const screener = await opened();
  await signInAs(screener, 'Front-door screener 1');
  await screener.goto(`/concerns/${id}/decide`);
  const child = await column(`select subject as found from concerns.subjects where concern_id = $1`, [id]);
  await screener.check(`input[name="outcome-${child}"][value="information-and-advice"]`);
  await screener.fill('[name="reason"]', 'The school knows where she was and has spoken to her carer today.');
  await screener.fill('[name="would-reopen"]', 'Another sighting.');
  await screener.click('main form button[type="submit"], main form .govuk-button');
  await journey.query(
    `update duties.duties set state = 'met', ended_at = from_at, ended_act = 'tests.done', next_at = null
     where about_id = $1 and state = 'open'`,
    [id],
  );

  const governance = await opened();
  await signInAs(governance, 'Information governance officer');
  await governance.click('nav >> text=Keeping');
  await look(governance, 'over');
  await governance.fill('[name="reference"]', reference);
  await governance.click('text=Show how it is kept');
  await look(governance, 'record');
  await governance.click('text=Place a legal hold');
  await governance.click('text=Place the hold');
  assert.match(await governance.content(), /Say why, in your own words/);
  await look(governance, 'hold-wrong');
  await governance.fill('[name="reason"]', REASON);
  await governance.click('text=Place the hold');
  await look(governance, 'held');
  assert.equal(await governance.locator('text=Propose that it be erased').count(), 0, 'a hold always wins');

  const second = await opened();
  await signInAs(second, 'Independent scrutineer');
  await second.goto('/keeping/holds');
  await look(second, 'holds');
  await second.click(`main >> text=${reference}`);
  await second.click('text=Lift this hold');
  await look(second, 'lift');
  await second.fill('[name="reason"]', REASON);
  await second.click('button:has-text("Lift the hold")');

  await governance.goto(`/concerns/${id}/keeping`);
  await governance.click('text=Propose that it be erased');
  await look(governance, 'propose');
  await governance.check('[name="ground"][value="rights-request"]');
  await governance.fill('[name="reason"]', REASON);
  await governance.click('text=Propose it to a second person');
  await governance.goto('/keeping/waiting');
  await look(governance, 'waiting');
  await governance.click(`main >> text=${reference}`);
  assert.equal(await governance.locator('text=See what will be lost').count(), 0, 'not one person alone');

  await second.goto('/inbox');
  await second.click(`main >> text=Erasing what was said in a record`);
  await second.goto('/keeping/waiting');
  await second.click(`main >> text=${reference}`);
  await look(second, 'erasure');
  await second.click('text=See what will be lost');
  await look(second, 'loss');
  await second.click('text=Erase it for good');
  assert.match(await second.content(), /Say that you have read what will be lost/);
  await second.check('[name="read"]');
  await second.fill('[name="reason"]', REASON);
  await second.click('text=Erase it for good');
  await look(second, 'erased');
  await second.goto('/keeping/done');
  await look(second, 'done');

  await screener.goto(`/concerns/${id}`);
  assert.match(await screener.content(), /what happened is still recorded/);
  await look(screener, 'concern');
  await screener.goto(`/concerns/${id}/decide`);
  assert.doesNotMatch(await screener.content(), SECRET);

  const reporter = await opened();
  await reporter.goto('/return');
  await reporter.fill('[name="receipt"]', receipt.words.join(' '));
  await reporter.click('main form button');
  await reporter.getByText('You were right to tell us').waitFor();
  await look(reporter, 'reporter');
  assert.match(await reporter.content(), /You were right to tell us/);

  const followed = await fetch(`${journey.heed.url}/api/v1/concerns/${reference}`, {
    headers: { authorization: `Bearer ${journey.area.apiToken}` },
  });
  assert.equal(followed.status, 410);
  assert.doesNotMatch(await followed.text(), SECRET);
  for (const line of journey.heed.logLines) assert.doesNotMatch(line, SECRET);
});
