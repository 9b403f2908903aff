/**
 * What somebody sends in a disclosure, or does to one that is kept, harms nobody who opens it. Source: 70-disclosures.md 10.6, 10.13,
 * 10.14, 10.17, 10.18, 10.21.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import pg from 'pg';
import type { Page } from 'playwright-core';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  keepPicture,
  type OpenedPage,
  PHONE,
  startBrowser,
} from '../support/browser.ts';
import { discloseTo, nextRoster, signInAs } from '../support/recipient-area.ts';
import type { SealedFor } from '../support/recipient-site.ts';
import { openSealedArea } from '../support/sealed-area.ts';

const area = await openSealedArea({ signIn: ['conference-chair'] });
const browser = await startBrowser();
const pool = new pg.Pool({ connectionString: area.heed.database.urls.superuser, max: 1 });
after(async () => {
  await browser.close();
  await pool.end();
  await area.close();
});

const chair = area.recipient('conference-chair');
const doctor = area.recipient('named-doctor');
const to = (id: string) => {
  const { opener } = area.recipient(id);
  return { keyId: opener.keyId, seal: opener.open };
};
const READERS = [
  [to('conference-chair'), 'recipient'],
  [to('named-doctor'), 'recipient'],
  [to('advocate'), 'recipient'],
] as const;

/** Runs, if anything of it runs. */
const SCRIPTS = [
  '<img src=x onerror="window.ran=1"><script>window.ran=1</script>',
  '"><svg onload=window.ran=1>',
  'javascript:window.ran=1',
  '{{constructor.constructor("window.ran=1")()}}$' + '{window.ran=1}',
  '\u202eevil\u202c \u200b\u0007\u001b[31m [x](javascript:window.ran=1)',
];
const HOSTILE = SCRIPTS.join(' ').slice(0, 290);

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PNG that says it is so large; its pixels are there only for a small one. */
function png(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(Math.min(height, 64) * (1 + 3 * Math.min(width, 64)), 0x44);
  for (let row = 0; row < Math.min(height, 64); row += 1) rows[row * (1 + 3 * Math.min(width, 64))] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const html = Buffer.from('<html><script>window.ran=1</script></html>');
const FILES = [
  { name: `photo\u202egnp.html`, bytes: html },
  { name: '../../etc/passwd', bytes: Buffer.from('root') },
  { name: 'CON.txt', bytes: Buffer.from('device') },
  { name: 'page.jpg', bytes: html },
  {
    name: 'drawing.svg',
    bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=1"/>'),
  },
  {
    name: '<img src=x onerror=window.ran=1>.png',
    bytes: Buffer.concat([png(40, 30), Buffer.from('PK\x03\x04<script>window.ran=1</script>')]),
  },
  { name: 'huge.png', bytes: png(50_000, 50_000) },
];

async function ran(page: Page): Promise<unknown> {
  return page.evaluate('window.ran');
}

describe('a disclosure made to do harm', () => {
  let opened: OpenedPage;
  before(async () => {
    await discloseTo(area, READERS, [
      {
        header: { organisation: HOSTILE, unit: HOSTILE, about: [HOSTILE, HOSTILE] },
        body: { answers: SCRIPTS.map((text) => ({ asked: text, answer: `${text}\n\n${text}` })), files: [] },
        attach: FILES,
      },
    ]);
    const roster = nextRoster(area, area.roster, ({ recipients, organisations }) => ({
      organisations: organisations.map((one) => ({
        ...one,
        name: '<b onmouseover=window.ran=1>Council</b>',
      })),
      recipients: recipients.map((one) => ({ ...one, name: `<img src=x onerror=window.ran=1> ${one.id}` })),
    }));
    await area.publish(roster);
    opened = await browser.openPage({ javaScript: true, width: PHONE, baseURL: area.heed.url });
    await signInAs(opened.page, chair.handle, chair.passphrase);
  });
  after(() => opened?.close());

  test('runs nothing in list, header, body, names or file names, and the policy has nothing to report', async () => {
    const { page, complaints } = opened;
    await page.locator('.heed-disclosure__title').first().click();
    await page.getByText('Do you have a part in this?').waitFor();
    await page.getByText('<img src=x onerror=window.ran=1> named-doctor, Named doctor').waitFor();
    await checkNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'I have no part in it' }).click();
    await page.getByRole('heading', { name: 'What was told' }).waitFor();
    await checkAccessible(page);
    await checkNoSidewaysScroll(page);
    await keepPicture(page, 'recipient-hostile');
    await page.getByRole('button', { name: 'Raise a concern about a child' }).click();
    await page.getByText('Passages of the disclosure').click();
    await page.getByRole('button', { name: 'Put this below' }).first().click();
    await page.getByLabel('Your own words').fill('');
    await page.goBack();
    await page.getByRole('heading', { name: 'What was told' }).waitFor();
    assert.equal(await ran(page), undefined);
    assert.deepEqual(complaints, []);
  });

  test('its files are saved under names that are what they seem, as they were sent, and never opened', async () => {
    const { page, complaints } = opened;
    const expected = [
      'photognp.html',
      '_.._etc_passwd',
      '_CON.txt',
      'page.jpg',
      'drawing.svg',
      '_img src=x onerror=window.ran=1_.png',
      'huge.png',
    ];
    const items = page.locator('.heed-file');
    assert.equal(await items.count(), FILES.length);
    for (const [at, file] of FILES.entries()) {
      const item = items.nth(at);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        item.getByRole('button', { name: 'Save' }).click(),
      ]);
      assert.equal(download.suggestedFilename(), expected[at], file.name);
      assert.equal(Buffer.compare(readFileSync(await download.path()), file.bytes), 0);
    }
    assert.equal(page.url(), `${area.heed.url}/recipients`);
    assert.equal(await ran(page), undefined);
    assert.deepEqual(complaints, []);
  });

  test('a picture is drawn anew; what is none, or says it is too large, is not', async () => {
    const { page, complaints } = opened;
    const look = async (name: RegExp) => {
      const item = page.locator('.heed-file').filter({ hasText: name });
      await item.getByRole('button', { name: 'Look at it here' }).click();
      return item;
    };
    const good = await look(/window\.ran=1_\.png/);
    await good.locator('canvas').waitFor();
    assert.deepEqual(
      await good.locator('canvas').evaluate((one: HTMLCanvasElement) => [one.width, one.height]),
      [40, 30],
    );
    for (const name of [/page\.jpg/, /huge\.png/]) {
      const item = await look(name);
      await item.getByText('This can’t be shown here').waitFor();
      assert.equal(await item.locator('canvas').count(), 0);
    }
    assert.equal(
      await page
        .locator('.heed-file')
        .filter({ hasText: /drawing\.svg/ })
        .getByRole('button', { name: 'Look' })
        .count(),
      0,
    );
    assert.equal(await page.locator('main img, main iframe, main object, main embed').count(), 0);
    assert.equal(await ran(page), undefined);
    assert.deepEqual(complaints, []);
  });
});

describe('what somebody with the whole database did', () => {
  const forge = async (text: string, values: readonly unknown[]) => {
    // As whoever owns the tables could: the triggers are for everybody else.
    await pool.query('set session_replication_role = replica');
    await pool.query(text, [...values]);
    await pool.query('set session_replication_role = origin');
  };

  async function openOne(made: SealedFor, then: (page: Page) => Promise<void>): Promise<void> {
    const opened = await browser.openPage({ javaScript: true, width: PHONE, baseURL: area.heed.url });
    await signInAs(opened.page, chair.handle, chair.passphrase);
    await then(opened.page);
    assert.ok(made.id.length > 0);
    await opened.close();
  }

  test('is said in plain words, and nothing altered, swapped or moved is shown', async () => {
    const [altered, swapped, whole] = await discloseTo(area, READERS, [
      { header: { organisation: 'Altered', unit: '' } },
      { header: { organisation: 'Swapped', unit: '' } },
      { header: { organisation: 'Whole', unit: '' } },
    ]);
    assert.ok(altered && swapped && whole);
    await forge(
      `update disclosure.reports set header = set_byte(header, 40, get_byte(header, 40) # 1) where id = $1`,
      [altered.id],
    );
    await forge(
      `update disclosure.reports set commitments = (select commitments from disclosure.reports where id = $2) where id = $1`,
      [swapped.id, whole.id],
    );
    await openOne(whole, async (page) => {
      await page.getByText('it was changed after it was sealed').waitFor();
      await page.getByText('Different people were given different keys').waitFor();
      await page.getByRole('button', { name: 'Whole' }).click();
      await page.getByRole('button', { name: 'I have no part in it' }).click();
      await page.getByText('Four concerns were closed unread.').waitFor();
      for (const text of ['First message.', 'Second message.']) {
        await page.getByRole('button', { name: 'Write or ask something' }).click();
        await page.getByLabel('Your message').fill(text);
        await page.getByRole('button', { name: 'Send', exact: true }).click();
        await page.getByText(text).waitFor();
      }
      // The first is taken away; the second is said to be another's, with everything else as it was.
      await forge('delete from disclosure.items where report_id = $1 and seq = 1', [whole.id]);
      await page.getByRole('button', { name: 'Back to the list' }).click();
      await page.getByRole('button', { name: 'Whole' }).click();
      await page.getByText('something before it is missing or was moved').waitFor();
      assert.equal(await page.getByText('Second message.').count(), 0);
      await forge('update disclosure.items set key_id = $2 where report_id = $1 and seq = 2', [
        whole.id,
        Buffer.from(doctor.opener.keyId),
      ]);
      await page.getByRole('button', { name: 'Back to the list' }).click();
      await page.getByRole('button', { name: 'Whole' }).click();
      await page.getByText('not signed by whoever it says').waitFor();
      await keepPicture(page, 'recipient-forged');
    });
  });

  test('a newer list that was there and is hidden, or another in its place, is noticed by what was sealed by it', async () => {
    const seen = await browser.openPage({ javaScript: true, width: PHONE, baseURL: area.heed.url });
    await signInAs(seen.page, chair.handle, chair.passphrase);
    await seen.page.getByRole('button', { name: 'Whole' }).waitFor();
    assert.equal(await seen.page.getByText('Names may be wrong').count(), 0);
    for (const [version, said] of [
      [7, 'is older than one that was used before'],
      [1, 'one of them is false'],
    ] as const) {
      const hidden = { version, hash: new Uint8Array(32).fill(9) };
      const [made] = await discloseTo(area, READERS, [
        { roster: hidden, header: { organisation: 'By another list', unit: '' } },
      ]);
      await seen.page.getByRole('button', { name: 'Look for new ones' }).click();
      await seen.page.getByText(said).waitFor();
      await forge(`delete from disclosure.readers where report_id = $1`, [made?.id]);
    }
    await seen.close();
  });

  test('a roster past its last day still lets them read, by the names that were signed, and says that it is late', async () => {
    const opened = await browser.openPage({ javaScript: true, width: PHONE, baseURL: area.heed.url });
    await opened.page.clock.install({ time: '2040-01-01T10:00:00Z' });
    await signInAs(opened.page, chair.handle, chair.passphrase);
    await opened.page.getByText('past its last day').waitFor();
    await opened.page.getByRole('button', { name: 'Whole' }).click();
    await opened.page.getByText('named-doctor, Named doctor').first().waitFor();
    await opened.close();
  });

  test('a roster that the guardians did not sign names nobody, and what others wrote is not taken as checked', async () => {
    await forge(
      `update disclosure.rosters set signed = replace(signed, '"signature":"', '"signature":"A') where version = 1`,
      [],
    );
    const opened = await browser.openPage({ javaScript: true, width: PHONE, baseURL: area.heed.url });
    await signInAs(opened.page, chair.handle, chair.passphrase);
    await opened.page.getByText('Names are not shown').waitFor();
    await opened.page.getByRole('button', { name: 'Whole' }).click();
    await opened.page.getByText('somebody not in the list').first().waitFor();
    await opened.close();
  });
});

test('left alone for ten minutes the page forgets the keys, and all that it showed', async () => {
  const opened = await browser.openPage({ javaScript: true, width: PHONE, baseURL: area.heed.url });
  const { page } = opened;
  await page.clock.install();
  await signInAs(page, chair.handle, chair.passphrase);
  await page.getByRole('button', { name: 'Whole' }).click();
  await page.getByText('Four concerns were closed unread.').waitFor();
  await page.clock.runFor('09:10');
  await page.getByText('This page locks in a minute').waitFor();
  await page.clock.runFor('01:00');
  await page.getByText('This page locked itself').waitFor();
  assert.ok(!(await page.content()).includes('Four concerns'));
  await opened.close();
});
