/**
 * The main job by keyboard alone, as somebody who can use no mouse does it: Tab to what is wanted, arrows within a choice,
 * Space to tick, Enter to press. Nothing is clicked, and wherever the keyboard is can be seen. Source: 90-quality.md.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DESK } from '../support/browser.ts';
import { findOwner, type Journey, readMain, startJourney } from '../support/journey.ts';

const MOST_TABS = 120;

/** What has the focus now, as far as finding it needs. */
async function readFocus(page: Page): Promise<{ readonly css: string; readonly seen: boolean }> {
  return page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement) || at === document.body) return { css: '', seen: true };
    const style = getComputedStyle(at);
    const box = at.parentElement
      ? getComputedStyle(at.parentElement.querySelector('label') ?? at, '::before')
      : style;
    const ring = [style, box].some(
      (one) =>
        (one.outlineStyle !== 'none' && one.outlineWidth !== '0px') ||
        one.boxShadow !== 'none' ||
        one.backgroundColor === 'rgb(255, 221, 0)',
    );
    const name = at.getAttribute('name') ?? '';
    return {
      css: `${at.tagName.toLowerCase()}[name=${name}][value=${at.getAttribute('value') ?? ''}] ${at.textContent?.trim().slice(0, 60) ?? ''} ${at.getAttribute('href') ?? ''}`,
      seen: ring,
    };
  });
}

/** Tabs until what has the focus matches; fails when it cannot be reached, or when the focus cannot be seen on the way. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  for (let i = 0; i < MOST_TABS; i++) {
    const focus = await readFocus(page);
    assert.ok(focus.seen, `nothing shows that the keyboard is on ${focus.css}`);
    if (wanted.test(focus.css)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${wanted} cannot be reached by Tab on ${page.url()}`);
}

/** Presses Enter and waits for the page it leads to. */
async function enter(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
  await page.waitForLoadState();
}

async function choose(page: Page, name: string, value: string): Promise<void> {
  await tabTo(page, new RegExp(`^input\\[name=${name}\\]`));
  for (let i = 0; i < 12; i++) {
    if (await page.locator(`input[name="${name}"][value="${value}"]`).isChecked()) return;
    await page.keyboard.press(i === 0 ? 'Space' : 'ArrowDown');
  }
  assert.fail(`${name} cannot be set to ${value} by keyboard`);
}

async function write(page: Page, name: string, words: string): Promise<void> {
  await tabTo(page, new RegExp(`\\[name=${name}\\]`));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(words);
}

async function carryOn(page: Page, button: RegExp): Promise<void> {
  await tabTo(page, new RegExp(`^button.*(${button.source})`));
  await enter(page);
}

describe('by keyboard alone', () => {
  let journey: Journey;
  before(async () => {
    journey = await startJourney();
  });
  after(() => journey?.close());

  test('a child can tell, and a screener can decide and answer', async () => {
    const reporter = await journey.openPage({ javaScript: true, width: DESK });
    const { page } = reporter;
    await page.goto('/tell/who');
    await page.keyboard.press('Tab');
    assert.match((await readFocus(page)).css, /Skip to main content/, 'the first stop is not the skip link');
    await choose(page, 'who', 'me-under-18');
    await carryOn(page, /Carry on/);
    await write(page, 'worry', 'I do not want to go home at the weekend.');
    await carryOn(page, /Carry on/);
    for (let step = 0; step < 12 && !/\/tell\/check/.test(page.url()); step++) {
      const path = new URL(page.url()).pathname;
      if (path === '/tell/danger') await choose(page, 'danger', 'no');
      if (path === '/tell/worker') await choose(page, 'worker', 'no');
      if (path === '/tell/family') await choose(page, 'parents', 'unsafe-to-tell');
      if (path === '/tell/you') await write(page, 'name', 'Jay');
      await carryOn(page, /Carry on/);
    }
    await carryOn(page, /Send/);
    const reference = /HD-[0-9A-Z]{4,}-[0-9A-Z]{2}/.exec(await readMain(page))?.[0] ?? '';
    assert.notEqual(reference, '', 'nothing was sent');

    const screener = await journey.openPage({ javaScript: true, width: DESK });
    const owner = await findOwner(journey, reference, 'front-door.open%');
    await screener.page.goto('/sign-in/demo');
    await tabTo(screener.page, new RegExp(`^button.*\\] ${owner}`));
    await enter(screener.page);
    await tabTo(screener.page, new RegExp(`^a.*${reference}`));
    await enter(screener.page);
    if (!/\/concerns\//.test(screener.page.url())) {
      await tabTo(screener.page, /^a.*\/concerns\//);
      await enter(screener.page);
    }
    await tabTo(screener.page, /\/decide$/);
    await enter(screener.page);
    const subject =
      (await screener.page.locator('input[name^="outcome-"]').first().getAttribute('name')) ?? '';
    await choose(screener.page, subject, 'immediate-protection');
    await tabTo(screener.page, /^select\[name=handed-to-/);
    await screener.page.keyboard.press('ArrowDown');
    await choose(screener.page, subject.replace('outcome-', 'section-'), 'section-47');
    await write(
      screener.page,
      'reason',
      'They do not feel safe at home this weekend, so the discussion is held today.',
    );
    await write(screener.page, 'options-set-aside', 'Waiting until Monday: they said the weekend.');
    await write(screener.page, 'would-reopen', 'Anything more that they tell us.');
    await carryOn(screener.page, /Decide/);
    assert.equal(
      await screener.page.locator('.govuk-error-summary').count(),
      0,
      `it was not decided: ${await screener.page.locator('.govuk-error-summary').allTextContents()}`,
    );
    assert.match(screener.page.url(), /done=decide/);
    await reporter.close();
    await screener.close();
  });
});
