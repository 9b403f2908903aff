/**
 * A concern and a sealed disclosure, watched from the network: same host, same addresses, same sizes, sent and come back to. Source:
 * 70-disclosures.md 9.2, 10.20. What differs and is said so in docs/threat-model.md: which pages are visited before, and request heads.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { ANSWER_SIZES, REQUEST_SIZES } from '../../src/kernel/traffic-shape.ts';
import { PHONE, startBrowser } from '../support/browser.ts';
import { walkPublicForm } from '../support/public-walk.ts';
import { type Exchange, recordTraffic } from '../support/record-traffic.ts';
import { openSealedArea } from '../support/sealed-area.ts';
import { fillWrenfold } from '../support/wrenfold.ts';

const area = await openSealedArea({
  fill: async ({ urls }, secrets, clock) => {
    await fillWrenfold({ urls, secrets, clock });
  },
});
const browser = await startBrowser();
after(async () => {
  await browser.close();
  await area.close();
});

const NEIGHBOUR = { who: 'neighbour', danger: 'no', worker: 'no', parents: 'not-sure', naming: 'anonymous' };

const words = async (page: Page) => (await page.locator('.heed-receipt__word').allTextContents()).join(' ');

async function sendConcern(page: Page, worry: string): Promise<string> {
  await page.goto('/tell');
  await walkPublicForm(page, { answers: { ...NEIGHBOUR, worry } });
  await page.locator('.heed-receipt__word').first().waitFor();
  return words(page);
}

async function sendSealed(page: Page, worry: string): Promise<string> {
  await page.goto('/tell/sealed');
  await page.getByLabel('The organisation it is about').selectOption('council');
  await page.getByLabel('Something is hidden').check();
  await page.getByLabel('No, or I don’t know').check();
  await page.getByLabel('What have you seen?').fill(worry);
  await page.getByRole('button', { name: 'See who will read it' }).click();
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.locator('.heed-receipt__word').first().waitFor();
  return words(page);
}

async function comeBack(page: Page, receipt: string): Promise<void> {
  await page.goto('/return');
  await page.getByRole('textbox').fill(receipt);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('heading', { name: 'What has happened' }).waitFor();
}

/** What a watcher sees of one visit after the form was filled in: addresses are hidden by TLS, sizes and hosts are not. */
function shapeOf(seen: readonly Exchange[]): readonly string[] {
  return seen
    .filter(({ path }) => ['/tell/check', '/return', '/tell/roster'].includes(path.split('?')[0] ?? ''))
    .map(({ method, path, host, status, sent, answered }) =>
      [
        method,
        path,
        host.split(':')[0],
        status,
        sent.body,
        path === '/tell/roster' ? 'list' : answered.body,
      ].join(' '),
    );
}

async function watch(walk: (page: Page) => Promise<void>): Promise<readonly Exchange[]> {
  const watched = await recordTraffic(area.heed.url);
  const { page, close } = await browser.openPage({ javaScript: true, width: PHONE, baseURL: watched.url });
  try {
    await walk(page);
    await close();
    return watched.list();
  } finally {
    await watched.close();
  }
}

test('sending: the same address, and the same bytes there and back', async () => {
  const posts = async (send: (page: Page, worry: string) => Promise<string>, worry: string) => {
    const seen = await watch(async (page) => void (await send(page, worry)));
    return shapeOf(seen.filter(({ method }) => method === 'POST'));
  };
  const expected = [`POST /tell/check 127.0.0.1 200 ${REQUEST_SIZES[0]} ${ANSWER_SIZES[0]}`];
  for (const worry of ['Short.', 'Nobody listened. '.repeat(150)]) {
    assert.deepEqual(await posts(sendConcern, worry), expected);
    assert.deepEqual(await posts(sendSealed, worry), expected);
  }
});

test('coming back: the same addresses in the same order, and the same bytes there and back', async () => {
  const receipts: string[] = [];
  await watch(
    async (page) => void receipts.push(await sendConcern(page, 'Short.'), await sendSealed(page, 'Short.')),
  );
  const shapes: (readonly string[])[] = [];
  for (const receipt of receipts)
    shapes.push([...shapeOf(await watch((page) => comeBack(page, receipt)))].sort());
  assert.deepEqual(shapes[0], shapes[1]);
  assert.equal(shapes[0]?.filter((line) => line.startsWith('POST /return')).length, 2);
});
