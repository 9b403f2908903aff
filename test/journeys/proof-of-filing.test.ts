/**
 * Somebody keeps a proof that they told us, on a phone without JavaScript; years later anybody checks it, with no server and no
 * settings. Whoever else finds it learns no more than that something was told. Source: 40-ledger.md (Witnesses).
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { parseTlogProof } from '../../src/modules/ledger/domain/tlog-proof.ts';
import { PHONE } from '../support/browser.ts';
import { runHeedCommand, THIS_HEED } from '../support/heed-process.ts';
import { checkPage, type Journey, startJourney } from '../support/journey.ts';
import { walkPublicForm } from '../support/public-walk.ts';

describe('a proof of filing', () => {
  let journey: Journey;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heed-proof-'));
    journey = await startJourney();
  });
  after(async () => {
    await journey?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Presses the button that saves, as often as it takes until the concern is signed for. */
  async function save(page: Page): Promise<string> {
    const path = join(folder, 'kept.txt');
    for (;;) {
      const download = page.waitForEvent('download', { timeout: 0 });
      download.catch(() => undefined);
      const answered = page.waitForResponse('**/return/proof/file');
      await page.locator('form[action="/return/proof/file"] button').click({ noWaitAfter: true });
      const answer = await answered;
      if (answer.status() === 409) {
        await page.locator('h1', { hasText: 'Nearly ready' }).waitFor();
        await checkPage(page);
        continue;
      }
      const saved = await download;
      assert.equal(saved.suggestedFilename(), 'note.txt');
      await saved.saveAs(path);
      return path;
    }
  }

  async function check(path: string): Promise<{ readonly code: number | null; readonly output: string }> {
    const key = await (await fetch(`${journey.heed.url}/ledger/key`)).text();
    const run = runHeedCommand(THIS_HEED, ['ledger', 'check-proof', path, '--key', key.trim()], {
      HEED_DATABASE_URL: 'postgres://nobody@nowhere.invalid/none',
    });
    return { code: await run.ended, output: run.output() };
  }

  test('is warned about, saved, and checked by anybody, on a phone without JavaScript', async () => {
    const { page, close } = await journey.openPage({ javaScript: false, width: PHONE });
    await page.goto('/');
    await page.locator('main a[href="/tell/who"]').click();
    const told = await walkPublicForm(page, {
      answers: {
        who: 'work',
        work: 'teacher',
        worry: 'Collected at the gate again by somebody we do not know.',
        danger: 'no',
        // Somebody with an account here is named; that must not be seen from the proof.
        worker: 'yes',
        'worker-who': journey.area.posts.get('screener-1')?.holder ?? '',
        parents: 'not-sure',
        naming: 'anonymous',
      },
      children: [{ name: 'Jay Marrowby-Test' }],
    });
    await page.locator('form[action="/return/proof"] button').click();
    await checkPage(page);
    const path = await save(page);
    await close();

    const { code, output } = await check(path);
    assert.equal(code, 0, output);
    assert.match(output, /PROVEN\. "concerns\.concern-received" was entered in the ledger as done at 2026-/);
    assert.match(output, /Log: demo\.heed\.invalid\/ledger/);
    assert.match(output, /No witness was named/);

    const bytes = new Uint8Array(readFileSync(path));
    const entry = Buffer.from(parseTlogProof(bytes).extra ?? []).toString('utf8');
    assert.equal(JSON.parse(entry).about.length, 1, 'the concern and nobody else');
    assert.equal(JSON.parse(entry).by, 'public');
    // Two words side by side: one alone may be a word of the proof's own, such as "about".
    const pairs = told.words.slice(1).map((word, at) => `${told.words[at]} ${word}`);
    for (const secret of [told.reference, ...pairs, 'Jay', 'gate'])
      assert.ok(!entry.includes(secret) && !Buffer.from(bytes).includes(secret), secret);
    const [given] = await journey.query<{ n: number }>(
      `select count(*)::int as n from ledger.entries where act = 'concerns.proof-given'`,
      [],
    );
    assert.equal(given?.n, 1);
    const [named] = await journey.query<{ n: number }>(
      `select count(*)::int as n from ledger.entries where act = 'concerns.worker-named' and cardinality(about) = 2`,
      [],
    );
    assert.equal(named?.n, 1, 'and the ledger still says who was named');

    const altered = join(folder, 'altered.txt');
    writeFileSync(
      altered,
      Buffer.from(bytes)
        .toString('utf8')
        .replace(/^index \d+$/m, 'index 0'),
    );
    assert.equal((await check(altered)).code, 1);
    writeFileSync(altered, 'nothing');
    assert.equal((await check(altered)).code, 2);
  });
});
