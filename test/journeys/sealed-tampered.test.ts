/**
 * Somebody who administers the database changes, removes, moves or swaps what was sealed: whoever comes back with their receipt is told
 * so in plain words, and is shown none of it. Source: 70-disclosures.md 10.13, 10.15, 9.17 (an insider with all of the database).
 */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { formatReceiptWords } from '../../src/kernel/receipt/receipt.ts';
import { PHONE, startBrowser } from '../support/browser.ts';
import { disclose, writeAgain } from '../support/disclose.ts';
import { openSealedArea } from '../support/sealed-area.ts';

const area = await openSealedArea();
const browser = await startBrowser();
const owner = new pg.Client({ connectionString: area.heed.database.urls.superuser });
await owner.connect();
after(async () => {
  await owner.end();
  await browser.close();
  await area.close();
});

/** Past every trigger, as nobody but an administrator of the database can. */
async function tamper(text: string, values: readonly unknown[]): Promise<void> {
  await owner.query('set session_replication_role = replica');
  const { rowCount } = await owner.query(text, [...values]);
  await owner.query('set session_replication_role = default');
  assert.ok((rowCount ?? 0) > 0, 'nothing was changed');
}

async function comeBack(secret: Uint8Array, look: (page: Page) => Promise<void>): Promise<void> {
  const { page, close } = await browser.openPage({ javaScript: true, width: PHONE, baseURL: area.heed.url });
  await page.goto('/return');
  await page.getByRole('textbox').fill(formatReceiptWords(secret).join(' '));
  await page.getByRole('button', { name: 'Open' }).click();
  await look(page);
  await close();
}

async function writeThree() {
  const sent = await disclose(area);
  for (const text of ['The first.', 'The second.', 'The third.']) await writeAgain(area, sent, text);
  return sent;
}

const MISSING = 'A message is missing here, or they are not in their order';
const FORGED = 'This message can’t be shown';

describe('on the way back', () => {
  test('what nobody touched is whole', async () => {
    const { secret } = await writeThree();
    await comeBack(secret, async (page) => {
      await page.getByText('The third.').waitFor();
      assert.equal(await page.getByText(MISSING).count(), 0);
      assert.equal(await page.getByText(FORGED).count(), 0);
    });
  });

  test('a message taken out of the middle is missed', async () => {
    const { id, secret } = await writeThree();
    await tamper("delete from disclosure.items where report_id = $1 and lane = 'thread' and seq = 2", [id]);
    await comeBack(secret, async (page) => {
      await page.getByText(MISSING).waitFor();
    });
  });

  test('two that changed places are neither shown nor taken for whole', async () => {
    const { id, secret } = await writeThree();
    await tamper(
      `update disclosure.items i set sealed = o.sealed, signature = o.signature, hash = o.hash from disclosure.items o
       where i.report_id = $1 and o.report_id = $1 and i.lane = 'thread' and o.lane = 'thread'
         and (i.seq, o.seq) in ((1, 2), (2, 1))`,
      [id],
    );
    await comeBack(secret, async (page) => {
      await page.getByText(FORGED).first().waitFor();
      assert.equal(await page.getByText('The first.').count(), 0);
    });
  });

  test('one that was altered in a single bit is not shown', async () => {
    const { id, secret } = await writeThree();
    await tamper(
      'update disclosure.items set sealed = set_byte(sealed, 100, 255 - get_byte(sealed, 100)) where report_id = $1 and seq = 1',
      [id],
    );
    await comeBack(secret, async (page) => {
      await page.getByText(FORGED).first().waitFor();
      assert.equal(await page.getByText('The first.').count(), 0);
    });
  });

  test('one that another discloser wrote, put in the place of theirs, is not shown', async () => {
    const [mine, theirs] = [await writeThree(), await writeThree()];
    await tamper(
      `update disclosure.items i set sealed = o.sealed, signature = o.signature from disclosure.items o
       where i.report_id = $1 and o.report_id = $2 and i.seq = 3 and o.seq = 3`,
      [mine.id, theirs.id],
    );
    await comeBack(mine.secret, async (page) => {
      await page.getByText(FORGED).first().waitFor();
    });
  });

  test('the keys of one disclosure under another open nothing, and it says so', async () => {
    const [mine, theirs] = [await writeThree(), await writeThree()];
    await tamper(
      'update disclosure.reports r set commitments = o.commitments from disclosure.reports o where r.id = $1 and o.id = $2',
      [mine.id, theirs.id],
    );
    await comeBack(mine.secret, async (page) => {
      await page.getByText('What was answered can’t be opened').waitFor();
      assert.equal(await page.getByText('The first.').count(), 0);
    });
  });
});
