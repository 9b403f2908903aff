/**
 * A worker tells somebody independent, in a real browser at phone width, comes back, and writes again; and whatever goes wrong on the
 * way, nothing but ciphertext has left. Source: 70-disclosures.md 9.5-9.7, 10.13, 10.19-10.21, 10.23.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { decodeReport } from '../../src/modules/disclosures/domain/sealed-report.ts';
import { toBase64url } from '../../src/modules/disclosures/index.ts';
import {
  openBody,
  openBodyKeys,
  openHeader,
  openIdentity,
} from '../../src/modules/disclosures/sealing/open-report.ts';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  keepPicture,
  PHONE,
  startBrowser,
} from '../support/browser.ts';
import { recordTraffic } from '../support/record-traffic.ts';
import { openSealedArea } from '../support/sealed-area.ts';

const area = await openSealedArea();
const browser = await startBrowser();
const watched = await recordTraffic(area.heed.url);
after(async () => {
  await watched.close();
  await browser.close();
  await area.close();
});

const CANARY = 'Heron4711';

async function openForm(): Promise<{ readonly page: Page; close(): Promise<void> }> {
  const { page, close } = await browser.openPage({ javaScript: true, width: PHONE, baseURL: watched.url });
  await page.goto('/tell/sealed');
  await page.locator('form#sealed').waitFor();
  return { page, close };
}

async function fillForm(page: Page): Promise<void> {
  await page.getByLabel('The organisation it is about').selectOption('council');
  await page.getByLabel('Which part of it').selectOption({ index: 1 });
  await page.getByLabel('Who is it about?').fill(`Team manager ${CANARY}`);
  await page.getByLabel('Concerns about children are not heard').check();
  await page.getByLabel('Yes', { exact: true }).check();
  await page.getByLabel('What have you seen?').fill(`Four concerns were closed unread. ${CANARY}`);
}

async function seal(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'See who will read it' }).click();
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
}

async function readReceipt(page: Page): Promise<string> {
  await page.getByText('It is sent, and locked').waitFor();
  return (await page.locator('.heed-receipt__word').allTextContents()).join(' ');
}

async function comeBack(page: Page, receipt: string): Promise<void> {
  await page.goto('/return');
  await page.getByRole('textbox').fill(receipt);
  await page.getByRole('button', { name: 'Open' }).click();
}

/** What was sent to `path`, as it was sealed. */
function lastSealed(path: string) {
  const sent = watched
    .list()
    .filter((one) => one.method === 'POST' && one.path === path)
    .at(-1);
  const body = new URLSearchParams(sent?.request.split('\r\n\r\n').at(-1) ?? '');
  return decodeReport(new Uint8Array(Buffer.from(body.get('sealed') ?? '', 'base64url')));
}

const everythingSent = () =>
  watched
    .list()
    .map(({ request }) => request)
    .join('\n');

describe('a worker tells somebody independent', () => {
  test('from the form to the receipt, back again with it, and on', async () => {
    const { page, close } = await openForm();
    await checkAccessible(page);
    await checkNoSidewaysScroll(page);
    await fillForm(page);
    await page.getByRole('button', { name: 'See who will read it' }).click();
    await page.getByText('Chosen in your browser').waitFor();
    await keepPicture(page, 'sealed-readers');
    await checkAccessible(page);
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    const receipt = await readReceipt(page);
    await checkAccessible(page);
    await keepPicture(page, 'phone-sealed');
    await comeBack(page, receipt);
    await page.getByText('Nobody has opened it yet.').waitFor();
    await checkAccessible(page);
    await checkNoSidewaysScroll(page);
    await page.getByLabel('Write to them').fill(`It happened again. ${CANARY}`);
    await page.getByRole('button', { name: 'Lock it and send it' }).first().click();
    await page.getByText(`It happened again. ${CANARY}`).waitFor();
    await close();
    assert.ok(!everythingSent().includes(CANARY), 'what was written left the browser in the clear');
    for (const word of receipt.split(' ').filter((one) => one.length > 5))
      assert.ok(!new RegExp(`[=+]${word}[+&]`).test(everythingSent()), 'a word of the receipt was sent');
  });

  test('what arrives opens for each of those it names, header first, and says nothing of who sent it', async () => {
    const { page, close } = await openForm();
    await fillForm(page);
    await seal(page);
    await readReceipt(page);
    await close();
    const report = lastSealed('/tell/check');
    assert.ok(report);
    assert.deepEqual(
      report.readers.map(({ role }) => role).sort(),
      ['escalation', 'recipient', 'recipient', 'recipient', 'reserve', 'reserve'].slice(
        0,
        report.readers.length,
      ),
    );
    for (const reader of report.readers) {
      const known = area.recipients.find(
        ({ opener }) => toBase64url(opener.keyId) === toBase64url(reader.keyId),
      );
      assert.ok(known);
      const header = await openHeader(report, known.opener, reader.header, report.header);
      assert.ok(header.ok);
      assert.deepEqual(header.value.about, [`Team manager ${CANARY}`]);
      assert.equal(header.value.danger, true);
      const keys = await openBodyKeys(report, known.opener, reader.body);
      assert.ok(keys.ok);
      const body = await openBody(report, keys.value.body, report.body);
      assert.ok(body.ok);
      assert.equal(body.value.answers[0]?.answer, `Four concerns were closed unread. ${CANARY}`);
      const identity = await openIdentity(report, keys.value.identity, report.identity);
      assert.deepEqual(identity, { ok: true, value: { name: '', post: '', reach: '' } });
    }
  });

  test('whoever is ticked as not to see it is never among those it is sealed to', async () => {
    const { page, close } = await openForm();
    await fillForm(page);
    const boxes = page.locator('[name="keep-from"]');
    const first = await boxes.first().getAttribute('value');
    await boxes.first().check();
    await seal(page);
    await readReceipt(page);
    await close();
    const kept = area.recipient(first ?? '').opener.keyId;
    const readers = lastSealed('/tell/check')?.readers ?? [];
    assert.ok(readers.length > 0);
    assert.ok(!readers.some(({ keyId }) => toBase64url(keyId) === toBase64url(kept)));
  });

  test('what is missing is said at its field, and nothing is lost or sent', async () => {
    const { page, close } = await openForm();
    await page.getByLabel('What have you seen?').fill('Something.');
    const before = watched.list().length;
    await page.getByRole('button', { name: 'See who will read it' }).click();
    await page.getByRole('link', { name: 'Choose the organisation' }).waitFor();
    await page.getByRole('link', { name: 'Choose what sort of thing it is' }).waitFor();
    await checkAccessible(page);
    assert.equal(await page.getByLabel('What have you seen?').inputValue(), 'Something.');
    assert.equal(watched.list().length, before);
    await close();
  });

  test('what has happened since goes to others than those who read it, and comes out as a diary with proofs', async () => {
    const { page, close } = await openForm();
    await fillForm(page);
    await seal(page);
    const receipt = await readReceipt(page);
    const first = lastSealed('/tell/check')?.readers.filter(({ role }) => role !== 'escalation') ?? [];
    await comeBack(page, receipt);
    await page.getByLabel('The organisation it is about').selectOption('council');
    await page.getByRole('button', { name: 'Write it down' }).click();
    await page.getByLabel('What happened, who was there').fill('My shifts were cancelled.');
    await page.getByLabel('Duties taken away or changed').check();
    await page.getByLabel('On which day was it?').fill('2026-11-20');
    await page.getByRole('button', { name: 'Lock it and send it' }).nth(1).click();
    await page.getByText('My shifts were cancelled.').waitFor();
    await checkAccessible(page);
    const second = lastSealed('/tell/check');
    assert.equal(second?.policy, 'reprisal');
    for (const { keyId } of first)
      assert.ok(
        !second?.readers.some((one) => toBase64url(one.keyId) === toBase64url(keyId)),
        'told to the same people',
      );
    const lead = second?.readers.find(({ role }) => role === 'recipient');
    const known = area.recipients.find(
      ({ opener }) => toBase64url(opener.keyId) === toBase64url(lead?.keyId ?? new Uint8Array()),
    );
    assert.ok(second && lead && known);
    const header = await openHeader(second, known.opener, lead.header, second.header);
    assert.equal(header.ok && header.value.organisation, 'Wrenfold Council');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the diary' }).click(),
    ]);
    const { readFileSync } = await import('node:fs');
    const text = readFileSync(await file.path(), 'utf8');
    assert.match(text, /^A disclosure was made on 20\d\d-\d\d-\d\d\.\nProof: digest /);
    assert.match(
      text,
      /Happened on 2026-11-20\. Duties taken away or changed\nMy shifts were cancelled\.\nProof: /,
    );
    await close();
  });
});

describe('it fails closed', () => {
  test('an answer that never comes: all is still there, and sent again it is one', async () => {
    const { page, close } = await openForm();
    await fillForm(page);
    await page.route('**/tell/check', (route) => route.abort(), { times: 1 });
    await seal(page);
    await page.getByText('there is no connection, or it broke off').first().waitFor();
    assert.match(await page.getByLabel('What have you seen?').inputValue(), /closed unread/);
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await readReceipt(page);
    await close();
  });

  test('a roster that was altered, is older, or has one signature: nothing can be written to, and it says so', async () => {
    const { signed } = area.roster;
    const payload = Buffer.from(signed.payload, 'base64url').toString('utf8');
    const swapped = payload.replace(/"seal":\s*"[\w-]{10}/, (text) => `${text.slice(0, -10)}BAAAAAAAAA`);
    assert.notEqual(swapped, payload);
    const answers = [
      { chain: [{ ...signed, payload: Buffer.from(swapped).toString('base64url') }] },
      { chain: [{ ...signed, signatures: signed.signatures.slice(0, 1) }] },
      { chain: [] },
      'not even JSON',
    ];
    for (const answer of answers) {
      const { page, close } = await browser.openPage({
        javaScript: true,
        width: PHONE,
        baseURL: area.heed.url,
      });
      const body = typeof answer === 'string' ? answer : JSON.stringify({ statementKey: '', ...answer });
      await page.route('**/tell/roster', (route) => route.fulfill({ contentType: 'application/json', body }));
      await page.goto('/tell/sealed');
      await page.locator('#sealed-wait').getByRole('link', { name: 'Use the plain form' }).waitFor();
      assert.equal(await page.locator('form#sealed').isVisible(), false, JSON.stringify(answer).slice(0, 80));
      await close();
    }
  });

  test('who comes back to a list that is not good is told so, and writes to nobody', async () => {
    const { page, close } = await openForm();
    await fillForm(page);
    await seal(page);
    const receipt = await readReceipt(page);
    await close();
    const back = await browser.openPage({ javaScript: true, width: PHONE, baseURL: area.heed.url });
    const body = JSON.stringify({ chain: [{ ...area.roster.signed, signatures: [] }], statementKey: '' });
    await back.page.route('**/tell/roster', (route) =>
      route.fulfill({ contentType: 'application/json', body }),
    );
    await comeBack(back.page, receipt);
    await back.page.getByText('Who may read cannot be checked, so nothing is sent').waitFor();
    assert.equal(await back.page.getByLabel('Write to them').count(), 0);
    await back.close();
  });

  test('a browser that can not seal is told so, and given no form', async () => {
    const { page, close } = await browser.openPage({
      javaScript: true,
      width: PHONE,
      baseURL: area.heed.url,
    });
    await page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }));
    await page.goto('/tell/sealed');
    await page.getByText('This browser can’t lock what you write').waitFor();
    assert.equal(await page.locator('form#sealed').isVisible(), false);
    await close();
  });

  test('without JavaScript there is nothing to press: only the plain form, named as what it is', async () => {
    const { page, close } = await browser.openPage({
      javaScript: false,
      width: PHONE,
      baseURL: area.heed.url,
    });
    await page.goto('/tell/sealed');
    await page.getByText('which this website can read for a moment').waitFor();
    assert.equal(await page.getByRole('button', { name: 'See who will read it' }).count(), 0);
    await close();
  });
});

describe('nothing is left behind', () => {
  test('after leaving, neither storage, history, title nor the page come back to hold a word of it', async () => {
    const { page, close } = await openForm();
    await fillForm(page);
    await seal(page);
    const receipt = await readReceipt(page);
    const stored = () =>
      page.evaluate(async () =>
        JSON.stringify([
          Object.entries(localStorage),
          Object.entries(sessionStorage),
          document.cookie,
          document.title,
          location.href,
          history.state,
          await indexedDB.databases(),
          await caches.keys(),
        ]),
      );
    // Two words side by side: one alone may be a word of the page's own.
    const [first = '', ...others] = receipt.split(' ');
    const words = [CANARY, ...others.map((word, at) => `${[first, ...others][at]} ${word}`)];
    for (const word of words) assert.ok(!(await stored()).includes(word), word);
    await page.goto('/what-happens');
    await page.goBack();
    await page.locator('form#sealed').waitFor();
    assert.equal(await page.getByLabel('What have you seen?').inputValue(), '');
    for (const word of words) assert.ok(!(await page.locator('body').textContent())?.includes(word), word);
    await close();
  });
});
