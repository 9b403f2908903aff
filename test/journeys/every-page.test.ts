/**
 * Every page that links lead to, as each kind of person, passes axe at a desk and needs no sideways scrolling at 320 CSS
 * pixels (which is also 400% zoom of a 1280 pixel window); every form, sent empty, passes too. Source: 90-quality.md.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { checkAccessible, checkNoSidewaysScroll, NARROWEST } from '../support/browser.ts';
import { type Journey, startJourney } from '../support/journey.ts';
import { readLinks } from '../support/markup-reader.ts';

/** Ids, references and the like: pages that differ in these alone look alike. */
const PARTICULARS = /[0-9a-f]{8}-[0-9a-f-]{27}|HD-[0-9A-Z-]+|(?<==)[^&]*|\d+/g;
/** Addresses that leave or sign out, or are no pages. */
const LEFT_OUT = /^\/(assets|leave|health|sign-out)|\.(json|svg|ico)$/;

describe('every page', () => {
  let journey: Journey;

  before(async () => {
    journey = await startJourney();
    for (let n = 0; n < 8; n++) {
      const answer = await fetch(`${journey.heed.url}/api/v1/concerns`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${journey.area.apiToken}`,
          'content-type': 'application/json',
          'idempotency-key': `every-page-${n}`,
        },
        body: JSON.stringify(makeRaiseBody(n)),
      });
      assert.equal(answer.status, 201, await answer.text());
    }
  });
  after(() => journey?.close());

  async function check(page: Page, faults: string[], what: string): Promise<void> {
    for (const one of [checkAccessible, checkNoSidewaysScroll]) {
      await one(page).catch((error: Error) => faults.push(`${what}: ${error.message.slice(0, 600)}`));
    }
  }

  /** Sends the page's first form as it stands, which is mostly empty, to see how it says no. */
  async function sendEmpty(page: Page, url: string, faults: string[]): Promise<void> {
    const button = page.locator('main form[method="post"]:not([action*="demo"]) button:visible').first();
    if ((await button.count()) === 0) return;
    await button.click();
    await page.waitForLoadState();
    if ((await page.locator('.govuk-error-summary').count()) > 0)
      await check(page, faults, `${url}, sent empty`);
  }

  for (const { who, starts } of [
    { who: 'screener-1', starts: ['/inbox'] },
    { who: 'front-door-manager', starts: ['/inbox'] },
    { who: 'administrator', starts: ['/inbox'] },
    { who: 'adviser-1', starts: ['/inbox'] },
    { who: 'scrutineer', starts: ['/inbox'] },
    {
      who: null,
      starts: ['/', '/young', '/what-happens', '/return', '/sign-in', '/sign-in/demo', '/nothing-here'],
    },
  ]) {
    test(`that ${who ?? 'anybody'} can reach is accessible and reflows`, async () => {
      const { page, close } = await journey.openPage({ javaScript: true, width: NARROWEST });
      if (who !== null) {
        const value = journey.area.posts.get(who)?.session ?? '';
        await page.context().addCookies([{ name: 'heed', value, url: journey.heed.url }]);
      }
      const waiting = [...starts];
      const seen = new Set<string>();
      const faults: string[] = [];
      for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
        const kind = url.replace(PARTICULARS, '*');
        if (seen.has(kind) || LEFT_OUT.test(url)) continue;
        seen.add(kind);
        await page.goto(url);
        await check(page, faults, url);
        waiting.push(...readLinks(await page.content()));
        await sendEmpty(page, url, faults);
      }
      assert.ok(seen.size >= 4, `only ${seen.size} kinds of page were reached: ${[...seen].join(' ')}`);
      assert.equal(faults.length, 0, faults.slice(0, 8).join('\n'));
      await close();
    });
  }
});
