/** A whole Heed with Wrenfold in it and a browser to walk through it: what every journey begins with. */
import assert from 'node:assert/strict';
import pg from 'pg';
import type { Page } from 'playwright-core';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  type OpenedPage,
  startBrowser,
  type TestBrowser,
} from './browser.ts';
import { type HeedTestOptions, startHeed, type TestHeed } from './heed.ts';
import { fillWrenfold, type Wrenfold } from './wrenfold.ts';

export interface Journey {
  readonly heed: TestHeed;
  readonly area: Wrenfold;
  readonly browser: TestBrowser;
  /** A page of its own cookies. */
  openPage(how: { readonly javaScript: boolean; readonly width: number }): Promise<OpenedPage>;
  /** Rows from the database, to find out what no page says. */
  query<R extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<readonly R[]>;
  close(): Promise<void>;
}

/** Starts everything. Close it in `after`. */
export async function startJourney(options: HeedTestOptions = {}): Promise<Journey> {
  const made: { area?: Wrenfold } = {};
  const heed = await startHeed({
    ...options,
    fill: async (database, secrets, clock) => {
      made.area = await fillWrenfold({ urls: database.urls, secrets, clock });
    },
  });
  const { area } = made;
  if (!area) throw new Error('Wrenfold was not made');
  const browser = await startBrowser();
  const pool = new pg.Pool({ connectionString: heed.database.urls.superuser, max: 1 });
  return {
    heed,
    area,
    browser,
    openPage: (how) => browser.openPage({ ...how, baseURL: heed.url }),
    query: async <R extends pg.QueryResultRow>(text: string, values: readonly unknown[]) =>
      (await pool.query<R>(text, [...values])).rows,
    close: async () => {
      await browser.close();
      await pool.end();
      await heed.close();
    },
  };
}

/** Signs in by the demo's one click as whoever holds the post of that name, and lands in the inbox. */
export async function signInAs(page: Page, post: string): Promise<void> {
  await page.goto('/sign-in/demo');
  await page.locator('main button', { hasText: new RegExp(`^\\s*${post}\\s*,`) }).click();
  await page.waitForURL(/\/inbox/);
}

/** Every check that any page must pass, in whatever state it is. */
export async function checkPage(page: Page): Promise<void> {
  await checkAccessible(page);
  await checkNoSidewaysScroll(page);
  const title = await page.title();
  assert.ok(title.length > 3, `"${title}" is no page title`);
}

/** Name of the post that owes this rule's duty about the concern with that reference. */
export async function findOwner(journey: Journey, reference: string, rule: string): Promise<string> {
  const rows = await journey.query<{ name: string }>(
    `select p.name from duties.duties d join access.posts p on p.id = d.post_id
     where d.reference = $1 and d.rule_id like $2 and d.state = 'open' order by d.from_at desc`,
    [reference, rule],
  );
  assert.ok(rows[0], `nobody owes ${rule} about ${reference}`);
  return rows[0].name;
}

/** What the page says, apart from its head and foot. */
export async function readMain(page: Page): Promise<string> {
  return (await page.locator('main').textContent()) ?? '';
}
