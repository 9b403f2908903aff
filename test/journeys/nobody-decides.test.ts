/**
 * Nobody reads it, nobody decides: the clock alone carries a concern up its ladder, past every rung of the council, until
 * posts outside it are answering. Past failure: warnings that died quietly on one desk for sixteen years.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DESK, keepPicture, PHONE } from '../support/browser.ts';
import { checkPage, type Journey, readMain, signInAs, startJourney } from '../support/journey.ts';
import { walkPublicForm } from '../support/public-walk.ts';

/** Each step of the clock, and the posts that must have been reached by then. Monday 16 November 2026, 10:00, is the start. */
const STEPS: readonly { readonly hours: number; readonly reached: readonly string[] }[] = [
  { hours: 13, reached: ['Team manager, front door'] },
  { hours: 30, reached: ['Head of service, front door and assessment'] },
  { hours: 24, reached: ['Director of children’s services'] },
  { hours: 24, reached: ['Chief executive', 'Superintendent', 'Independent scrutineer'] },
  { hours: 96, reached: ['National contact'] },
];

describe('when nobody decides', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney({ start: '2026-11-16T10:00:00Z' });
  });
  after(() => journey?.close());

  /** Waits for the engine to catch up with the clock; it looks by itself, so nothing is nudged. */
  async function waitUntilReached(reference: string, post: string): Promise<void> {
    for (let i = 0; i < 240; i++) {
      const rows = await journey.query(
        `select 1 from duties.rungs_reached r join duties.duties d on d.id = r.duty_id join access.posts p on p.id = r.post_id
         where d.reference = $1 and p.name like $2`,
        [reference, `%${post}%`],
      );
      if (rows.length > 0) return;
      await new Promise((done) => setTimeout(done, 250));
    }
    assert.fail(`${post} was never reached`);
  }

  test('the clock carries a concern to the outside scrutineer, and each rung can see it', async () => {
    const reporter = await journey.openPage({ javaScript: false, width: PHONE });
    await reporter.page.goto('/tell/who');
    const told = await walkPublicForm(reporter.page, {
      answers: {
        who: 'neighbour',
        worry: 'The children next door are left alone every night this week.',
        danger: 'no',
        worker: 'no',
        parents: 'not-sure',
        naming: 'anonymous',
      },
    });
    for (const { hours, reached } of STEPS) {
      journey.heed.clock.move({ hours });
      for (const post of reached) await waitUntilReached(told.reference, post);
    }

    const outside = await journey.openPage({ javaScript: false, width: DESK });
    await signInAs(outside.page, 'Independent scrutineer');
    assert.match(await readMain(outside.page), new RegExp(told.reference), 'the scrutineer is not shown it');
    await checkPage(outside.page);
    await keepPicture(outside.page, 'desk-climbed');

    await reporter.page.goto('/return');
    await reporter.page.locator('[name="receipt"]').fill(told.words.join(' '));
    await reporter.page.locator('main form button').first().click();
    await reporter.page.getByRole('heading', { name: 'What has happened' }).waitFor();
    await checkPage(reporter.page);
    assert.match(
      await readMain(reporter.page),
      /late|senior|outside/i,
      'the reporter is not told that it is late',
    );

    const mails = journey.heed.inbox.mails.map(({ raw }) => raw.replaceAll('=\r\n', ''));
    assert.ok(
      mails.some((raw) => raw.includes(told.reference)),
      'no rung was sent an e-mail',
    );
    for (const raw of mails)
      assert.doesNotMatch(raw, /next door|left alone/i, 'what was told is in an e-mail');

    const missed = await journey.query<{ state: string }>(
      `select d.state from duties.duties d where d.reference = $1 and d.rule_id like 'front-door.%'`,
      [told.reference],
    );
    assert.ok(
      missed.length > 0 && missed.every(({ state }) => state === 'open'),
      'climbing met a duty that nobody met',
    );
    await reporter.close();
    await outside.close();
  });
});
