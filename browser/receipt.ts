/**
 * Reads a receipt in the page it is typed on: a mistake is said at once and nothing is sent, and of a right one only the tokens
 * are. The words are in no request, and gone with the page. Source: 70-disclosures.md 9.4 and 9.6; docs/decisions/1041.
 */
import { deriveReceiptKeys, receiptSalt } from '../src/kernel/receipt/derive-receipt.ts';
import { listNearWords } from '../src/kernel/receipt/near-words.ts';
import { parseReceipt, type ReceiptProblem } from '../src/kernel/receipt/parse-receipt.ts';
import { formatReceiptToken, formatToken } from '../src/kernel/receipt/receipt-token.ts';
import { holdReceipt } from '../src/modules/disclosures/sealing/open-thread.ts';
import { followSealed } from './sealed/follow.ts';

/** More would push what to do about the first off a small screen. */
const MOST_WORDS_NAMED = 3;

type Sentences = Readonly<Record<string, string | undefined>>;

/** The page's sentence of that name, with what was typed in its place. */
function say(sentences: Sentences, name: string, values: Readonly<Record<string, string>> = {}): string {
  return (sentences[name] ?? '').replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
}

function sayUnknown(sentences: Sentences, place: number, typed: string): string {
  const near = listNearWords(typed);
  const list = new Intl.ListFormat(document.documentElement.lang, { type: 'disjunction' });
  const unknown = say(sentences, 'unknownWord', { place: String(place), typed });
  return near.length === 0 ? unknown : `${unknown} ${say(sentences, 'near', { words: list.format(near) })}`;
}

/** What is wrong, one sentence for each thing to put right. */
function listFaults(sentences: Sentences, problem: ReceiptProblem): readonly string[] {
  switch (problem.kind) {
    case 'empty':
      return [say(sentences, 'missing')];
    case 'word-count':
      return [say(sentences, 'wordCount', { found: String(problem.found) })];
    case 'digit-count':
      return [say(sentences, 'digitCount', { found: String(problem.found) })];
    case 'mistyped':
      return [say(sentences, problem.as)];
    case 'unknown-words':
      return problem.words
        .slice(0, MOST_WORDS_NAMED)
        .map(({ place, typed }) => sayUnknown(sentences, place, typed));
  }
}

/** Takes away what the page said was wrong, by this script or by the server. */
function clearFaults(box: HTMLTextAreaElement): void {
  for (const old of document.querySelectorAll('.govuk-error-summary, #receipt-error')) old.remove();
  box.classList.remove('govuk-textarea--error');
  box.closest('.govuk-form-group')?.classList.remove('govuk-form-group--error');
}

/** Shows what is wrong as the server's own pages do: listed above, said at the box, in the title; and the focus goes there. */
function showFaults(form: HTMLFormElement, box: HTMLTextAreaElement, faults: readonly string[]): void {
  clearFaults(box);
  const parts = form.querySelector('template')?.content.cloneNode(true) as DocumentFragment | undefined;
  const summary = parts?.querySelector<HTMLElement>('.govuk-error-summary');
  const item = parts?.querySelector('li');
  const message = parts?.querySelector('.govuk-error-message');
  if (!summary || !item || !message) throw new Error('the page has no template to say what is wrong');
  for (const fault of faults) {
    const next = item.cloneNode(true) as Element;
    next.querySelector('a')?.append(fault);
    item.before(next);
  }
  item.remove();
  message.id = 'receipt-error';
  message.append(faults.join(' '));
  box.before(message);
  box.classList.add('govuk-textarea--error');
  box.closest('.govuk-form-group')?.classList.add('govuk-form-group--error');
  box.setAttribute('aria-describedby', 'receipt-hint receipt-error');
  form.parentElement?.prepend(summary);
  document.title = form.dataset.errorTitle ?? document.title;
  summary.focus();
}

function readIn(form: HTMLFormElement, box: HTMLTextAreaElement): void {
  const salt = receiptSalt(form.dataset.deployment ?? '');
  let asking = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const parsed = parseReceipt(box.value);
    if (!parsed.ok) {
      showFaults(form, box, listFaults(form.dataset, parsed.problem));
      return;
    }
    if (asking) return;
    asking = true;
    // Which channel a receipt is for is known to neither the words nor this page: the sealed one is asked first, and where it has
    // nothing the form goes on as it is.
    const held = holdReceipt(parsed.secret, form.dataset.deployment ?? '');
    void followSealed(held, form)
      .then(
        (followed) => {
          if (!followed) form.submit();
        },
        () => showFaults(form, box, [document.querySelector<HTMLElement>('main')?.dataset.offline ?? '']),
      )
      .finally(() => {
        asking = false;
      });
  });
  form.addEventListener('formdata', ({ formData }) => {
    const parsed = parseReceipt(box.value);
    // Never the words: were there no token to send, nothing would be.
    formData.set('receipt', '');
    if (!parsed.ok) return;
    formData.set('receipt', formatReceiptToken(deriveReceiptKeys(parsed.secret, salt).token));
    formData.set('more', formatToken(deriveReceiptKeys(parsed.secret, salt, 1).token));
  });
  // However the page is left, it holds no words when it is come back to.
  window.addEventListener('pagehide', () => {
    box.value = '';
  });
}

const form = document.querySelector<HTMLFormElement>('form[data-receipt]');
const box = form?.querySelector('textarea[name="receipt"]');
if (form && box instanceof HTMLTextAreaElement) readIn(form, box);
