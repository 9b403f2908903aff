/** It is sent: the receipt, written down before the page is left, and what happens next. */
import { formatReceiptDigits, formatReceiptWords } from '../../src/kernel/receipt/receipt.ts';
import { toBase64url } from '../../src/modules/disclosures/domain/base64url.ts';
import type { Statement } from '../../src/modules/disclosures/domain/statement.ts';
import type { SealedTexts } from '../../src/modules/disclosures/web/public/texts/en-sealed.ts';
import { randomBelow } from './chance.ts';
import { bullets, button, el, fill, h2, inset, p } from './dom.ts';

function retype(words: readonly string[], t: SealedTexts): HTMLElement {
  const first = randomBelow(7);
  const places = [first, first + 1 + randomBelow(7 - first)];
  const boxes = places.map((place, at) => {
    const id = `retype-${at}`;
    const box = el('input', {
      class: 'govuk-input govuk-input--width-20',
      id,
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
    });
    const label = el('label', { class: 'govuk-label', for: id }, fill(t.retypeWord, { n: place + 1 }));
    return { place, box, group: el('div', { class: 'govuk-form-group' }, label, box) };
  });
  const said = el('div', { 'aria-live': 'polite' });
  const check = () => {
    const right = boxes.every(({ place, box }) => box.value.trim().toLowerCase() === words[place]);
    said.replaceChildren(inset(right ? t.retypeRight : t.retypeWrong));
  };
  return el(
    'section',
    {},
    h2(t.retypeHeading),
    ...boxes.map(({ group }) => group),
    said,
    button(t.retypeButton, check, true),
  );
}

/** The statement as a file that another program can check (docs/sealed-format.md). */
function proofLink({ digest, day, signature }: Statement, key: string, t: SealedTexts): HTMLElement {
  const proof = {
    heed: 'statement 1',
    digest: toBase64url(digest),
    day,
    signature: toBase64url(signature),
    key,
  };
  const save = () => {
    const url = URL.createObjectURL(new Blob([JSON.stringify(proof, null, 2)], { type: 'application/json' }));
    el('a', { href: url, download: `proof-${day}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return el('section', {}, p(t.proofWarning), button(t.proof, save, true));
}

/** Shows it in place of the form. */
export function showDone(
  at: HTMLElement,
  secret: Uint8Array,
  statement: Statement,
  statementKey: string,
  t: SealedTexts,
): void {
  const words = formatReceiptWords(secret);
  const heading = el('h1', { class: 'govuk-panel__title', tabindex: '-1' }, t.sentHeading);
  at.replaceChildren(
    el('div', { class: 'govuk-panel govuk-panel--confirmation' }, heading),
    h2(t.receiptHeading),
    p(t.receiptLead),
    el(
      'div',
      { class: 'heed-paper' },
      el(
        'ol',
        { class: 'heed-receipt', translate: 'no' },
        ...words.map((word) => el('li', { class: 'heed-receipt__word' }, word)),
      ),
      p(`${t.receiptDigits}:`),
      el('p', { class: 'heed-digits', translate: 'no' }, formatReceiptDigits(secret)),
    ),
    p(t.receiptCareful),
    retype(words, t),
    h2(t.nextHeading),
    bullets(t.next),
    proofLink(statement, statementKey, t),
    el('p', {}, el('a', { class: 'govuk-button', href: '/leave' }, t.leave)),
  );
  at.hidden = false;
  heading.focus();
  window.scrollTo(0, 0);
}
