/**
 * Pictures and documents with a disclosure: cleaned of what they hide where that is asked for, byte for byte the same where they are
 * evidence, and opened by those they are for. Source: 70-disclosures.md 9.15, 10.17, 10.19.
 */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { decodeReport } from '../../src/modules/disclosures/domain/sealed-report.ts';
import { toBase64url } from '../../src/modules/disclosures/index.ts';
import { openBody, openBodyKeys } from '../../src/modules/disclosures/sealing/open-report.ts';
import { openFile } from '../../src/modules/disclosures/sealing/seal-file.ts';
import { PHONE, startBrowser } from '../support/browser.ts';
import { recordTraffic } from '../support/record-traffic.ts';
import { openSealedArea } from '../support/sealed-area.ts';

const area = await openSealedArea();
const browser = await startBrowser();
const watched = await recordTraffic(area.heed.url);
const client = new pg.Client({ connectionString: area.heed.database.urls.superuser });
await client.connect();
after(async () => {
  await client.end();
  await watched.close();
  await browser.close();
  await area.close();
});

const HIDDEN = 'Exif\0\0zqGPS51.5N-zqSERIAL4711';

/** A real picture, with a segment that cameras write: where, when, which device. */
async function takePhotograph(page: Page): Promise<Buffer> {
  const plain = Buffer.from(
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(64, 48);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = 'teal';
      context.fillRect(0, 0, 64, 48);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg' });
      return [...new Uint8Array(await blob.arrayBuffer())];
    }),
  );
  const segment = Buffer.from(HIDDEN, 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, segment.length + 2]);
  return Buffer.concat([plain.subarray(0, 2), head, segment, plain.subarray(2)]);
}

interface Attached {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

async function fill(page: Page, files: readonly Attached[], keep: boolean): Promise<void> {
  await page.getByLabel('The organisation it is about').selectOption('council');
  await page.getByLabel('Something is hidden').check();
  await page.getByLabel('No, or I don’t know').check();
  await page.getByLabel('What have you seen?').fill('It is in the picture.');
  await page.locator('input[name=files]').setInputFiles([...files]);
  if (keep) await page.getByLabel('Keep pictures exactly as they are').check();
  await page.getByRole('button', { name: 'See who will read it' }).click();
}

/** Sends these, and gives what one who may read it finds. */
async function sendAndOpen(files: readonly Attached[], keep: boolean) {
  const { page, close } = await browser.openPage({ javaScript: true, width: PHONE, baseURL: watched.url });
  await page.goto('/tell/sealed');
  await page.locator('form#sealed').waitFor();
  await fill(page, files, keep);
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByText('It is sent, and locked').waitFor();
  await close();
  const sent = watched
    .list()
    .filter(({ path }) => path === '/tell/check')
    .at(-1);
  const body = new URLSearchParams(sent?.request.split('\r\n\r\n').at(-1) ?? '');
  const report = decodeReport(new Uint8Array(Buffer.from(body.get('sealed') ?? '', 'base64url')));
  const reader = report?.readers[0];
  assert.ok(report && reader);
  const known = area.recipients.find(({ opener }) => toBase64url(opener.keyId) === toBase64url(reader.keyId));
  assert.ok(known);
  const keys = await openBodyKeys(report, known.opener, reader.body);
  assert.ok(keys.ok);
  const told = await openBody(report, keys.value.body, report.body);
  assert.ok(told.ok);
  const opened = [];
  for (const { file, bytes, name, type } of told.value.files) {
    const { rows } = await client.query<{ sealed: Buffer }>(
      'select sealed from disclosure.file_parts where file_id = $1 order by part',
      [file],
    );
    const id = new Uint8Array(Buffer.from(file, 'hex'));
    const content = await openFile(
      keys.value.body,
      report.report,
      id,
      rows.map(({ sealed }) => sealed),
      bytes,
    );
    opened.push({ name, type, content: content && Buffer.from(content) });
  }
  return opened;
}

const { page: studio, close: closeStudio } = await browser.openPage({
  javaScript: true,
  width: PHONE,
  baseURL: area.heed.url,
});
await studio.goto('/speak-up');
const photograph = await takePhotograph(studio);
await closeStudio();
const picture = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photograph };
const document = {
  name: 'letter.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4 as it is'),
};

test('the photograph does hold what it should not', () => {
  assert.ok(photograph.includes('zqGPS'));
});

test('a picture is cleaned, and a document stays as it is', async () => {
  const [first, second] = await sendAndOpen([picture, document], false);
  assert.equal(first?.name, 'photo.jpg');
  assert.ok(first?.content && first.content.length > 100);
  assert.ok(!first.content.includes('zq') && !first.content.includes('Exif'));
  assert.deepEqual([...first.content.subarray(0, 2)], [0xff, 0xd8], 'still a picture');
  assert.equal(Buffer.compare(second?.content ?? Buffer.alloc(0), document.buffer), 0);
});

test('kept as evidence it is the same to the byte', async () => {
  const [first] = await sendAndOpen([picture], true);
  assert.equal(Buffer.compare(first?.content ?? Buffer.alloc(0), photograph), 0);
});

test('a file in several parts arrives whole', async () => {
  const large = { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(9_000_000, 'frame') };
  const [first] = await sendAndOpen([large], false);
  assert.equal(Buffer.compare(first?.content ?? Buffer.alloc(0), large.buffer), 0);
});

test('what only says that it is a picture can’t be cleaned, and then nothing is sent', async () => {
  const { page, close } = await browser.openPage({ javaScript: true, width: PHONE, baseURL: watched.url });
  await page.goto('/tell/sealed');
  await page.locator('form#sealed').waitFor();
  const before = watched.list().filter(({ path }) => path === '/tell/check').length;
  await fill(
    page,
    [{ name: 'not.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>alert(1)</script>') }],
    false,
  );
  await page.getByRole('button', { name: 'Lock it and send it' }).click();
  await page.getByRole('link', { name: /A picture could not be cleaned: not\.jpg/ }).waitFor();
  assert.equal(watched.list().filter(({ path }) => path === '/tell/check').length, before);
  await close();
});

test('more files than ten, and larger than 25 MB, are refused where they are chosen', async () => {
  const { page, close } = await browser.openPage({ javaScript: true, width: PHONE, baseURL: watched.url });
  await page.goto('/tell/sealed');
  await page.locator('form#sealed').waitFor();
  const many = Array.from({ length: 11 }, (_, at) => ({ ...document, name: `${at}.pdf` }));
  await fill(page, many, false);
  await page.getByRole('link', { name: 'Choose at most 10 files' }).waitFor();
  await close();
});
