/** The inbox and the pages of duties in a real browser: readable by everybody, at every width, without scripts. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  DESK,
  keepPicture,
  NARROWEST,
  PHONE,
  startBrowser,
  type TestBrowser,
} from '../support/browser.ts';
import { type DutySite, openDutySite } from '../support/duty-site.ts';
import { type DutyWorld, openDutyWorld, type TestPostName } from '../support/duty-world.ts';

const MONDAY = Temporal.Instant.from('2026-11-16T10:00:00Z');

let world: DutyWorld;
let site: DutySite;
let browser: TestBrowser;
let baseURL: string;
let red: string;

before(async () => {
  world = await openDutyWorld(MONDAY);
  site = await openDutySite(world);
  baseURL = await site.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await startBrowser();
  const [first] = await world.raise({
    rule: 'front-door.open-red',
    about: world.concern(),
    post: world.posts.screener.id,
    reference: 'HD-7K2M-94',
    earlierWarnings: 4,
  });
  await world.raise({
    rule: 'front-door.decide',
    about: world.concern(),
    post: world.posts.screener.id,
    reference: 'HD-3W29-21',
  });
  assert.ok(first);
  red = first.id;
  world.setNow(MONDAY.add({ hours: 60 }));
  for (let done = 1; done > 0; ) done = (await world.engine.runOnce()).duties;
});
after(async () => {
  await browser?.close();
  await site?.app.close();
  await world?.close();
});

async function open(who: TestPostName, url: string, width: number, javaScript = false) {
  const opened = await browser.openPage({ javaScript, width, baseURL });
  await opened.page.context().addCookies([{ name: 'heed', value: who, url: baseURL }]);
  const answer = await opened.page.goto(url);
  assert.equal(answer?.status(), 200, url);
  return opened;
}

const PAGES: readonly (readonly [TestPostName, string])[] = [
  ['screener', '/inbox'],
  ['manager', '/inbox?show=team'],
  ['director', '/inbox?show=climbed'],
  ['national', '/inbox?show=red'],
  ['screener', '/rules'],
  ['screener', '/notices'],
  ['scrutineer', '/ladders'],
  ['administrator', '/ladders/front-door/change'],
  ['administrator', '/alarms'],
];

describe('the pages of duties', () => {
  for (const [who, url] of PAGES)
    test(`${url} can be used by everybody, on the narrowest screen and on a desk`, async () => {
      for (const width of [NARROWEST, DESK]) {
        const { page, close } = await open(who, url, width);
        await checkAccessible(page);
        await checkNoSidewaysScroll(page);
        await close();
      }
    });

  test('a manager reads on a phone how far a red duty has climbed, and says that they know', async () => {
    const { page, close } = await open('manager', `/duties/${red}`, PHONE);
    await checkAccessible(page);
    await checkNoSidewaysScroll(page);
    assert.ok(await page.getByText('Reached: director').isVisible());
    await page.getByRole('button', { name: 'I know about this' }).click();
    await page.getByText(/said that they know/).waitFor();
    await keepPicture(page, 'duty-climbed');
    await close();
  });

  test('asking for more time without a reason keeps the date and says what is missing', async () => {
    const { page, close } = await open('screener', `/duties/${red}`, PHONE);
    await page.getByText('Ask for more time').first().click();
    await page.getByLabel('Day', { exact: true }).fill('4');
    await page.getByLabel('Month', { exact: true }).fill('12');
    await page.getByLabel('Year', { exact: true }).fill('2026');
    await page.getByRole('button', { name: 'Ask for more time' }).click();
    await page.getByText('There is a problem').waitFor();
    assert.equal(await page.getByLabel('Year', { exact: true }).inputValue(), '2026');
    await checkAccessible(page);
    await page.getByLabel('Why is more time needed?').fill('The school is closed until then');
    await page.getByRole('button', { name: 'Ask for more time' }).click();
    await page.getByText('A second person has to answer this').waitFor();
    await checkAccessible(page);
    await close();
  });
});
