/** Walks the public form as somebody would: answers what they have an answer to, leaves out the rest, carries on. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Answers by the field's name: a text or the value to choose. A list ticks several. */
export type FormAnswers = Readonly<Record<string, string | readonly string[]>>;

export interface WalkOptions {
  readonly answers: FormAnswers;
  /** Children to add, each by its own fields. */
  readonly children?: readonly FormAnswers[];
  /** Others to add: what kind, and its fields. */
  readonly others?: readonly { readonly kind: string; readonly fields: FormAnswers }[];
  /** Called on every page before it is filled in. */
  readonly onPage?: (page: Page, path: string) => Promise<void>;
}

/** What the confirmation page gave. */
export interface Confirmation {
  readonly reference: string;
  /** The eight words; empty when no receipt was wanted. */
  readonly words: readonly string[];
}

const MOST_PAGES = 40;

async function fillIn(page: Page, answers: FormAnswers): Promise<void> {
  for (const [name, answer] of Object.entries(answers)) {
    const fields = page.locator(`main [name="${name}"]`);
    if ((await fields.count()) === 0) continue;
    const type = await fields.first().getAttribute('type');
    for (const value of [answer].flat()) {
      if (type === 'radio' || type === 'checkbox')
        await page.locator(`main [name="${name}"][value="${value}"]`).check();
      else await fields.first().fill(value);
    }
  }
}

/** Presses the main button of the page's form. */
async function carryOn(page: Page): Promise<void> {
  await page
    .locator(
      'main form button.govuk-button:not(.govuk-button--secondary):not(.govuk-button--warning), form[action="/tell/children"] button',
    )
    .last()
    .click();
}

async function addItem(page: Page, kind: string, fields: FormAnswers): Promise<void> {
  await page.locator(`main a[href="/tell/add/${kind}"]`).click();
  await fillIn(page, fields);
  await carryOn(page);
}

/** From the page the visitor is on to the confirmation. Fails when the form goes in a circle or shows an error. */
export async function walkPublicForm(page: Page, options: WalkOptions): Promise<Confirmation> {
  for (let step = 0; step < MOST_PAGES; step++) {
    const path = new URL(page.url()).pathname;
    await options.onPage?.(page, path);
    assert.equal(await page.locator('.govuk-error-summary').count(), 0, `an error on ${path}`);
    if ((await page.locator('.govuk-panel').count()) > 0) return readConfirmation(page);
    if (path === '/tell/children')
      for (const child of options.children ?? []) await addItem(page, 'child', child);
    if (path === '/tell/others')
      for (const { kind, fields } of options.others ?? []) await addItem(page, kind, fields);
    await fillIn(page, options.answers);
    await carryOn(page);
  }
  throw new Error(`still on ${page.url()} after ${MOST_PAGES} pages`);
}

async function readConfirmation(page: Page): Promise<Confirmation> {
  const reference = ((await page.locator('.govuk-panel strong').textContent()) ?? '').trim();
  const words = await page.locator('.heed-receipt__word').allInnerTexts();
  return { reference, words: words.map((word) => word.trim()) };
}
