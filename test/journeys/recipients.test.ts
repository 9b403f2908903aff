/**
 * Somebody is invited, makes their keys, is put in the roster, and receives a disclosure, on a phone: header, no part in it, what was
 * told, acknowledged, noted. Source: 70-disclosures.md 9.3, 9.7, 9.9.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readBase64url, readGrant, toBase64url } from '../../src/modules/disclosures/index.ts';
import { isGranted } from '../../src/modules/disclosures/sealing/mirror-grant.ts';
import {
  checkAccessible,
  checkNoSidewaysScroll,
  DESK,
  keepPicture,
  PHONE,
  startBrowser,
} from '../support/browser.ts';
import { discloseTo, inviteTo, nextRoster, signInAs } from '../support/recipient-area.ts';
import { openSealedArea } from '../support/sealed-area.ts';

const area = await openSealedArea({ signIn: ['conference-chair'] });
const browser = await startBrowser();
after(async () => {
  await browser.close();
  await area.close();
});

const open = (width = PHONE) => browser.openPage({ javaScript: true, width, baseURL: area.heed.url });

async function check(page: Page, name: string): Promise<void> {
  await checkAccessible(page);
  await checkNoSidewaysScroll(page);
  await keepPicture(page, `recipient-${name}`);
}

const bytes = (text: unknown) => readBase64url(String(text)) ?? new Uint8Array();

interface Entry extends Readonly<Record<string, unknown>> {
  readonly seal: string;
  readonly sign: string;
}

const HANDLE = 'marsh-lantern';
const PASSPHRASE = 'seven slow boats under the moon';

describe('somebody who is invited', () => {
  let entry: Entry;

  test('makes their keys, reads them aloud and saves what the guardians need; nothing of it is sent', async () => {
    const { page, close } = await open();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await page.goto('/recipients/enrol');
    await page.getByRole('button', { name: 'Make my keys' }).click();
    await page.getByText('Type the sixteen letters').waitFor();
    await check(page, 'enrol-wrong');
    await page.getByRole('button', { name: 'Suggest a passphrase' }).click();
    await page.getByLabel('Invitation code').fill((await inviteTo(area)).toLowerCase());
    await page.getByLabel('Handle').fill(HANDLE);
    await page.getByLabel('Passphrase', { exact: true }).fill('short');
    await page.getByLabel('Passphrase again').fill('short');
    await page.getByRole('button', { name: 'Make my keys' }).click();
    await page.getByText('at least five different words').waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
    await page.getByLabel('Passphrase again').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Make my keys' }).click();
    await page.getByRole('heading', { name: 'Your keys are made' }).waitFor({ timeout: 60_000 });
    await check(page, 'enrolled');
    await page.getByLabel('Your name').fill('Ines Calder-Test');
    await page.getByLabel('Your post').fill('Independent adviser');
    await page.getByLabel('Your organisation').fill('Kestrel');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save the file' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'heed-recipient-request.json');
    entry = JSON.parse(readFileSync(await download.path(), 'utf8')) as Entry;
    assert.equal(entry.name, 'Ines Calder-Test');
    const everything = sent.join('\n');
    for (const word of ['Ines', 'Calder', PASSPHRASE, 'boats']) assert.ok(!everything.includes(word), word);
    await close();
  });

  test('signs in, and is told that the guardians have not listed them yet', async () => {
    const { page, close } = await open();
    await signInAs(page, HANDLE, PASSPHRASE);
    await page.getByText('not in the newest list').waitFor();
    await check(page, 'not-listed');
    await close();
  });

  test('once listed receives a disclosure, opens it in two steps, answers, and writes a note', async () => {
    const listed = nextRoster(area, area.roster, ({ recipients }) => ({
      recipients: [...recipients, { ...entry, organisation: 'kestrel' }],
    }));
    await area.publish(listed);
    const chair = area.recipient('conference-chair');
    const doctor = area.recipient('named-doctor');
    const { keyId } = await idOf(entry);
    await discloseTo(
      area,
      [
        [{ keyId, seal: bytes(entry.seal) }, 'recipient'],
        [{ keyId: chair.opener.keyId, seal: chair.opener.open }, 'recipient'],
        [{ keyId: doctor.opener.keyId, seal: doctor.opener.open }, 'recipient'],
      ],
      [
        { header: { danger: true } },
        { header: { test: true, organisation: '', unit: '', about: [] } },
        { header: { category: 'unsafe-workload', unit: 'Fostering' } },
      ],
    );
    const { page, close } = await open();
    await signInAs(page, HANDLE, PASSPHRASE);
    await page.getByText('Daily test (1, 1 to open)').waitFor();
    const titles = await page.locator('.heed-disclosure__title').allTextContents();
    assert.deepEqual(titles.slice(0, 2), [
      'Wrenfold Council, Assessment team North',
      'Wrenfold Council, Fostering',
    ]);
    await page.getByText('Being told that something is waiting').click();
    await page.getByLabel('Email address').fill('ines@example.org');
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.getByText('Kept.').waitFor();
    await page.getByText('A copy of the log at your organisation').click();
    await page.getByRole('button', { name: 'Sign for it' }).click();
    await page.getByText('This is no key of a mirror').waitFor();
    const mirror = new Uint8Array(32).fill(5);
    await page.getByLabel('The mirror’s key').fill(toBase64url(mirror));
    await page.getByRole('button', { name: 'Sign for it' }).click();
    const grant = readGrant((await page.locator('code').textContent()) ?? '');
    assert.ok(grant && (await isGranted(bytes(entry.sign), grant, mirror)));
    await check(page, 'list');
    await page.getByRole('button', { name: 'Wrenfold Council, Assessment team North' }).click();
    await page.getByRole('heading', { name: 'Do you have a part in this?' }).waitFor();
    assert.ok(!(await page.locator('main').textContent())?.includes('Four concerns'));
    await page.getByText('Imogen Hartley, Independent conference chair, Wrenfold Council').waitFor();
    await check(page, 'header');
    await page.getByRole('button', { name: 'I have no part in it' }).click();
    await page.getByText('Four concerns were closed unread.').waitFor();
    await check(page, 'body');
    await page.getByRole('button', { name: 'Acknowledge it' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('signature checked').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Acknowledge it' }).count(), 0);
    await page.getByRole('button', { name: 'Write a note' }).click();
    await page.getByLabel('Your note').fill('I ring the chair tomorrow.');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('I ring the chair tomorrow.').waitFor();
    assert.match((await page.locator(':focus').textContent()) ?? '', /Notes among those/);
    await page.getByRole('button', { name: 'Say what was done' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Fill in what you were given').waitFor();
    await page.getByRole('button', { name: 'Don’t send' }).click();
    await check(page, 'answered');

    // The other recipient reads the note, on a desk, and whose it is.
    const desk = await open(DESK);
    await signInAs(desk.page, chair.handle, chair.passphrase);
    await desk.page.getByRole('button', { name: 'Wrenfold Council, Assessment team North' }).click();
    await desk.page.getByRole('button', { name: 'I have no part in it' }).click();
    await desk.page.getByText('I ring the chair tomorrow.').waitFor();
    await desk.page
      .getByText('Note, Ines Calder-Test, Independent adviser, Kestrel Children’s Trust')
      .waitFor();
    await check(desk.page, 'desk');
    await desk.close();
    await page.getByRole('button', { name: 'Raise a concern about a child' }).click();
    await page.getByRole('heading', { name: 'What to leave out' }).waitFor();
    await page.getByText('Passages of the disclosure').click();
    await page.getByRole('button', { name: 'Put this below' }).click();
    assert.equal(await page.getByLabel('Your own words').inputValue(), 'Four concerns were closed unread.');
    await check(page, 'concern');
    const form = page.getByRole('link', { name: 'Open the form' });
    assert.deepEqual(
      [await form.getAttribute('href'), await form.getAttribute('rel')],
      ['/tell/who', 'noopener noreferrer'],
    );
    await page.getByLabel('Your own words').fill('');
    await page.getByLabel('Reference of the concern').fill('HD-7K2M-94');
    await page.getByRole('button', { name: 'Keep the reference' }).click();
    await page.getByText('A concern was raised from this: HD-7K2M-94').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Disclosed to you' }).waitFor();

    // The other one turns out to be about somebody they know.
    await page.getByRole('button', { name: 'Wrenfold Council, Fostering' }).click();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'I have a part in it' }).click();
    await page.getByRole('heading', { name: 'Disclosed to you' }).waitFor();
    await page.getByText('Daily test (1, 1 to open)').waitFor();
    assert.equal(await page.getByText('Fostering').count(), 0);
    await close();
  });
});

async function idOf({ seal, sign }: Entry) {
  const { keyIdOf } = await import('../../src/modules/disclosures/domain/roster-hash.ts');
  return { keyId: bytes(keyIdOf(bytes(seal), bytes(sign))) };
}

describe('the door', () => {
  test('a wrong passphrase opens nothing, and says no more for a handle that somebody has', async () => {
    const { page, close } = await open();
    await page.goto('/recipients');
    await check(page, 'door');
    for (const handle of [HANDLE, 'nobody-has-this']) {
      await page.getByLabel('Handle').fill(handle);
      await page.getByLabel('Passphrase', { exact: true }).fill('not this one, and not that');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('don’t belong together').waitFor({ timeout: 60_000 });
      await page.getByRole('button', { name: 'Sign in' }).isEnabled();
    }
    await close();
  });

  test('locked, the page has nothing of what was open, and what was not sent is asked about', async () => {
    const { page, close } = await open();
    const chair = area.recipient('conference-chair');
    await signInAs(page, chair.handle, chair.passphrase);
    await page.getByRole('button', { name: 'Wrenfold Council, Assessment team North' }).click();
    await page.getByText('Four concerns were closed unread.').waitFor();
    await page.getByRole('button', { name: 'Write a note' }).click();
    await page.getByLabel('Your note').fill('Not sent yet.');
    page.once('dialog', (dialog) => void dialog.dismiss());
    await page.getByRole('button', { name: 'Lock and sign out' }).click();
    await page.getByText('Four concerns were closed unread.').waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Lock and sign out' }).click();
    await page.getByText('You locked this page.').waitFor();
    const html = await page.content();
    for (const word of ['Four concerns', 'Not sent yet', 'Imogen']) assert.ok(!html.includes(word), word);
    const answer = await page.evaluate(async () => (await fetch('/recipients/api/reports')).status);
    assert.equal(answer, 401);
    await close();
  });

  test('without JavaScript says what is needed', async () => {
    const { page, close } = await browser.openPage({
      javaScript: false,
      width: PHONE,
      baseURL: area.heed.url,
    });
    for (const path of ['/recipients', '/recipients/enrol']) {
      await page.goto(path);
      // Shown by browsers without scripts; a browser that is only told not to run them keeps it as text.
      assert.match((await page.locator('noscript').textContent()) ?? '', /This page needs JavaScript/);
      await checkAccessible(page);
    }
    await close();
  });
});
