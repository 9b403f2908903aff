/**
 * A worker without JavaScript tells somebody independent: the server sees the words for a moment, and keeps none of them. Source:
 * 70-disclosures.md 9.14, and 10, tests 4, 5, 20 and 23.
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { formatReceiptWords } from '../../src/kernel/receipt/receipt.ts';
import { ANSWER_SIZES } from '../../src/kernel/traffic-shape.ts';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  keepPicture,
  PHONE,
  startBrowser,
} from '../support/browser.ts';
import { isKept } from '../support/everything-kept.ts';
import { hiddenFields } from '../support/form-client.ts';
import { openSealedArea } from '../support/sealed-area.ts';

const area = await openSealedArea();
const { urls } = area.heed.database;
const browser = await startBrowser();
const sealed = new pg.Pool({ connectionString: urls.sealed, max: 1 });
after(async () => {
  await sealed.end();
  await browser.close();
  await area.close();
});

const CANARY = 'Heron4712';
const FIELDS: Readonly<Record<string, string>> = {
  employer: 'council',
  unit: 'assessment-north',
  about: `Team manager ${CANARY}`,
  category: 'concerns-ignored',
  danger: 'yes',
  seen: `Four concerns were closed unread. ${CANARY}`,
  name: `Robin ${CANARY}`,
};

async function openPlain(): Promise<{ readonly page: Page; close(): Promise<void> }> {
  const opened = await browser.openPage({ javaScript: false, width: PHONE, baseURL: area.heed.url });
  await opened.page.goto('/tell/plain');
  return opened;
}

async function fillForm(page: Page): Promise<void> {
  await page.getByLabel('The organisation it is about').selectOption('council');
  await page.getByLabel('Which part of it').selectOption('assessment-north');
  await page.getByLabel('Who is it about?').fill(`Team manager ${CANARY}`);
  await page.getByLabel('Concerns about children are not heard').check();
  await page.getByLabel('Yes', { exact: true }).check();
  await page.getByLabel('What have you seen?').fill(`Four concerns were closed unread. ${CANARY}`);
}

/** A form as a browser without scripts sends it. */
async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(`${area.heed.url}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
}

const wordsIn = (html: string) =>
  [...html.matchAll(/<li class="heed-receipt__word">(\w+)<\/li>/g)].map(([, word]) => word).join(' ');

const countReports = async () => (await sealed.query('select from disclosure.reports')).rowCount;

describe('telling without JavaScript', () => {
  test('from the form to the receipt, on a phone', async () => {
    const { page, close } = await openPlain();
    await page.getByText('This website sees what you write here for a moment').waitFor();
    await checkAccessible(page);
    await checkNoSidewaysScroll(page);
    await keepPicture(page, 'plain-form');
    await fillForm(page);
    await page.getByRole('button', { name: 'See who will read it' }).click();
    await page.getByText('Chosen by chance').waitFor();
    await checkAccessible(page);
    await checkNoSidewaysScroll(page);
    await keepPicture(page, 'plain-check');
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await page.getByText('It is sent, and locked').waitFor();
    await checkAccessible(page);
    await checkNoSidewaysScroll(page);
    await keepPicture(page, 'plain-sent');
    assert.equal(await page.locator('.heed-receipt__word').count(), 8);
    assert.deepEqual(await page.context().cookies(), []);
    await close();
  });

  test('those it is sealed to are those whom the page named, and the row says that the server sealed it', async () => {
    const check = await (await post('/tell/plain', { ...FIELDS, go: 'check' })).text();
    const sent = await post('/tell/plain', { ...hiddenFields(check, '/tell/plain'), go: 'send' });
    assert.equal(sent.status, 200);
    const { rows } = await sealed.query(
      `select e.key_id, e.header_envelope, r.unsigned, r.sealed_by, r.day from disclosure.readers e
         join disclosure.reports r on r.id = e.report_id order by r.ctid desc, e.place limit 6`,
    );
    assert.ok(rows.every((row) => row.sealed_by === 'server'));
    for (const row of rows) {
      const known = area.recipients.find(({ opener }) => Buffer.from(opener.keyId).equals(row.key_id));
      assert.ok(known && check.includes(known.name));
    }
  });

  test('what is missing is said, with everything typed still there; changing it is a way back', async () => {
    const { page, close } = await openPlain();
    await page.getByLabel('What have you seen?').fill('Something.');
    await page.getByRole('button', { name: 'See who will read it' }).click();
    await page.getByRole('link', { name: 'Choose the organisation' }).waitFor();
    await checkAccessible(page);
    assert.equal(await page.getByLabel('What have you seen?').inputValue(), 'Something.');
    await fillForm(page);
    await page.getByLabel('Tobias Fenwick').check();
    await page.getByRole('button', { name: 'See who will read it' }).click();
    await page.getByText('Tobias Fenwick').waitFor();
    assert.match(
      (await page.locator('main').textContent()) ?? '',
      /Tobias Fenwick.*You said they must not see it/,
    );
    await page.getByRole('button', { name: 'Change what you wrote' }).click();
    assert.match(await page.getByLabel('What have you seen?').inputValue(), /closed unread/);
    assert.ok(await page.getByLabel('Tobias Fenwick').isChecked());
    await close();
  });

  test('pressed twice it is one, and both are shown the same receipt', async () => {
    const before = await countReports();
    const check = await (await post('/tell/plain', { ...FIELDS, go: 'check' })).text();
    const fields = { ...hiddenFields(check, '/tell/plain'), go: 'send' };
    const answers = await Promise.all([1, 2, 3].map(() => post('/tell/plain', fields)));
    const receipts = await Promise.all(answers.map(async (answer) => wordsIn(await answer.text())));
    assert.equal(receipts[0]?.split(' ').length, 8);
    assert.equal(new Set(receipts).size, 1);
    assert.equal(await countReports(), (before ?? 0) + 1);
  });

  test('answers are of the sizes that all answers have', async () => {
    const check = await post('/tell/plain', { ...FIELDS, go: 'check' });
    for (const answer of [check, await fetch(`${area.heed.url}/tell/plain`)])
      assert.ok((ANSWER_SIZES as readonly number[]).includes((await answer.arrayBuffer()).byteLength));
  });

  test('more than can be sealed at once, or a part that is not on the list, is said at its field and nothing is sent', async () => {
    const before = await countReports();
    const long = await post('/tell/plain', {
      ...FIELDS,
      about: 'x '.repeat(150).concat('\n').repeat(20),
      go: 'send',
    });
    assert.equal(long.status, 422);
    assert.match(await long.text(), /more than can be sent at once/);
    for (const odd of [{ unit: 'none-such' }, { employer: 'none-such' }])
      assert.equal((await post('/tell/plain', { ...FIELDS, ...odd, go: 'check' })).status, 422);
    assert.equal(await countReports(), before);
  });
});

/** Tells, and gives the receipt's words. */
async function tell(): Promise<string> {
  const check = await (await post('/tell/plain', { ...FIELDS, go: 'check' })).text();
  const sent = await post('/tell/plain', { ...hiddenFields(check, '/tell/plain'), go: 'send' });
  return wordsIn(await sent.text());
}

describe('coming back without JavaScript', () => {
  test('with the words or the digits, on a phone: what was done, writing again, and the body outside', async () => {
    const receipt = await tell();
    const { page, close } = await browser.openPage({
      javaScript: false,
      width: PHONE,
      baseURL: area.heed.url,
    });
    await page.goto('/return');
    await page.getByRole('textbox').fill(receipt.toUpperCase());
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('Nobody has opened it yet.').waitFor();
    await checkAccessible(page);
    await checkNoSidewaysScroll(page);
    await keepPicture(page, 'plain-thread');
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await page.getByRole('link', { name: 'Write something first' }).waitFor();
    await page.getByLabel('Write to them').fill(`It happened again. ${CANARY}`);
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await page.getByText('It is sent.').waitFor();
    await page.getByText(`It happened again. ${CANARY}`).waitFor();
    await checkAccessible(page);
    await page.getByLabel('Ask for the body outside').check();
    await page.getByLabel('Write to them').fill('Nobody answers.');
    await page.getByRole('button', { name: 'Lock it and send it' }).click();
    await page.getByText('The body outside has been able to read it').waitFor();
    assert.deepEqual(await page.context().cookies(), []);
    assert.ok(!page.url().includes('?'));
    await close();
  });

  test('pressed twice it is one message', async () => {
    const receipt = await tell();
    const opened = await (await post('/return', { receipt })).text();
    const fields = { ...hiddenFields(opened, '/return/message'), message: 'Once.', act: 'message' };
    const answers = await Promise.all([1, 2].map(() => post('/return/message', fields)));
    for (const answer of answers) assert.equal(answer.status, 200);
    const again = await (await post('/return', { receipt })).text();
    assert.equal(again.match(/heed-said">Once\.</g)?.length, 1);
  });

  test('what is answered is as large, and has the same headers, as for words that open nothing', async () => {
    const shapeOf = async (receipt: string) => {
      const answer = await post('/return', { receipt });
      return [(await answer.arrayBuffer()).byteLength, ...answer.headers.keys()].join(' ');
    };
    assert.equal(await shapeOf(await tell()), await shapeOf('apricot apricot'));
  });

  test('words that open nothing are answered alike: not one of a receipt, of nobody’s, or with a message', async () => {
    const wrong = ['apricot apricot', formatReceiptWords(new Uint8Array(10).fill(7)).join(' ')];
    for (const receipt of wrong) {
      const [asked, written] = await Promise.all([
        post('/return', { receipt }),
        post('/return/message', { receipt, message: 'x' }),
      ]);
      assert.deepEqual([asked.status, written.status], [404, 404]);
      assert.match(await asked.text(), /could not find anything with those words/);
      assert.match(await written.text(), /could not find anything with those words/);
    }
  });
});

describe('nothing is kept but what is sealed', () => {
  test('no word of it is in a table or in the log', async () => {
    assert.ok((await countReports()) !== 0);
    assert.equal(await isKept(urls.superuser, CANARY), false);
    assert.ok(await isKept(urls.superuser, 'disclosures.report-received'), 'the search finds nothing at all');
    assert.ok(!area.heed.logLines.join('\n').includes(CANARY));
  });
});
