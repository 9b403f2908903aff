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
const PARTICULARS = /[0-9a-f]{8}-[0-9a-f-]{27}|(?<=\/facts\/)[a-z-]+|HD-[0-9A-Z-]+|(?<==)[^&]*|\d+/g;
/** Addresses that leave or sign out, or are no pages. */
const LEFT_OUT = /^\/(assets|leave|health|sign-out|ledger\/(key|checkpoint)$)|\.(csv|json|svg|ico)(\?|$)/;

describe('every page', () => {
  let journey: Journey;
  let watched = '';
  let record = '';

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

  const cookieOf = (who: string) => `heed=${journey.area.posts.get(who)?.session ?? ''}`;

  /** Somebody with no part in a concern opens it in an emergency, so that its review has a page. Gives the concern. */
  before(async () => {
    const [concern] = await journey.query<{ id: string; reference: string }>(
      'select id::text, reference from concerns.concerns order by received_at limit 1',
      [],
    );
    const url = `${journey.heed.url}/emergency`;
    const cookie = cookieOf('worker-south-1');
    const token = /name="_csrf" value="([^"]+)"/.exec(
      await (await fetch(url, { headers: { cookie } })).text(),
    )?.[1];
    const fields = {
      _csrf: token ?? '',
      q: concern?.reference ?? '',
      reason: 'She telephoned from a car just now and does not know where she is.',
    };
    const opened = await fetch(url, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams(fields),
    });
    assert.equal(opened.status, 200, await opened.text());
    watched = `/concerns/${concern?.id}`;
  });

  /** The front door puts a child on record, whose pages are reached from there. */
  before(async () => {
    const [mention] = await journey.query<{ id: string; concern: string }>(
      `select id::text, concern_id::text as concern from people.mentions where kind = 'child' order by id desc limit 1`,
      [],
    );
    const cookie = cookieOf('screener-1');
    const url = `${journey.heed.url}/concerns/${mention?.concern}`;
    const token = /name="_csrf" value="([^"]+)"/.exec(
      await (await fetch(url, { headers: { cookie } })).text(),
    )?.[1];
    const linked = await fetch(`${url}/mentions/${mention?.id}`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ _csrf: token ?? '', decision: 'new' }),
    });
    assert.equal(linked.status, 200, await linked.text());
    const [linkedTo] = await journey.query<{ id: string }>(
      'select record_id::text as id from people.links',
      [],
    );
    record = `/records/person/${linkedTo?.id}`;
  });

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
    { who: 'screener-1', starts: ['/inbox', '/emergency'] },
    { who: 'front-door-manager', starts: ['/inbox'] },
    { who: 'administrator', starts: ['/inbox'] },
    { who: 'worker-south-1', starts: ['/inbox'] },
    { who: 'adviser-1', starts: ['/inbox'] },
    { who: 'scrutineer', starts: ['/inbox', '/emergency-openings'] },
    { who: 'information-governance', starts: ['/inbox', '/looks', '/emergency-openings', '/keeping'] },
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
      const waiting: string[] = [...starts];
      if (who === 'front-door-manager') waiting.push(watched, `${watched}/looks`);
      if (who === 'worker-south-1') waiting.push(watched);
      if (who === 'screener-1') waiting.push(record);
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
