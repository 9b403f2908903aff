import { button, type Html, html, NOTHING, panel, textInput } from '../../../../ui/index.ts';
import type { RaisedConcern } from '../../domain/raise-input.ts';
import { bullets, framePage, paragraphs, sayBy, tokenField, type View } from './frame-page.page.ts';
import { proofLink } from './keep-proof.page.ts';

/** What the confirmation page knows. The receipt travels in the bodies of forms only: never a URL, cookie, title or log. */
export interface Sent {
  readonly raised: Pick<RaisedConcern, 'reference' | 'receipt' | 'openedBy' | 'answeredBy' | 'repeated'>;
  readonly young: boolean;
  readonly declined: boolean;
  /** The two places (from 1) of the words to retype, and how it went. */
  readonly retype: readonly [number, number];
  readonly retyped?: 'right' | 'wrong' | undefined;
}

type Receipt = NonNullable<RaisedConcern['receipt']>;

function paper(view: View, receipt: Receipt): Html {
  const words = receipt.words.map((word) => html`<li class="heed-receipt__word">${word}</li>`);
  return html`<div class="heed-paper"><ol class="heed-receipt" translate="no">${words}</ol><p class="govuk-body govuk-!-margin-bottom-0">${view.t.sent.digits}:</p><p class="heed-digits" translate="no">${receipt.digits}</p></div>`;
}

function retype(view: View, sent: Sent, receipt: Receipt): Html {
  const { t } = view;
  const said =
    sent.retyped === 'right' ? t.sent.retypeRight : sent.retyped === 'wrong' ? t.sent.retypeWrong : undefined;
  const outcome = said !== undefined && html`<p class="govuk-inset-text" role="status">${said}</p>`;
  const { raised } = sent;
  const hidden = Object.entries({
    receipt: receipt.words.join(' '),
    digits: receipt.digits,
    reference: raised.reference,
    opened: raised.openedBy.toString(),
    answered: raised.answeredBy.toString(),
    young: sent.young ? 'yes' : '',
    first: String(sent.retype[0]),
    second: String(sent.retype[1]),
  }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
  const boxes = (['word-a', 'word-b'] as const).map((name, at) =>
    textInput({
      name,
      label: { text: t.sent.retypeWord(sent.retype[at] ?? 1) },
      classes: 'govuk-input--width-20',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: false,
    }),
  );
  return html`<section class="heed-notpaper" id="retype"><h2 class="govuk-heading-m">${t.sent.retypeHeading}</h2>${outcome}${paragraphs([t.sent.retypeLead])}<form method="post" action="/tell/receipt#retype" novalidate data-shaped>${tokenField(view)}${hidden}${boxes}${button({ text: t.sent.retypeButton, classes: 'govuk-button--secondary' })}</form></section>`;
}

function receiptPart(view: View, sent: Sent): Html {
  const { t } = view;
  const { receipt } = sent.raised;
  if (!receipt) {
    const why = sent.declined ? t.sent.declined : sent.raised.repeated ? t.sent.repeated : t.sent.declined;
    return paragraphs([why]);
  }
  const print = html`<p class="js-only heed-notpaper"><button type="button" class="govuk-button govuk-button--secondary" data-print>${t.sent.print}</button></p>`;
  return html`<h2 class="govuk-heading-m heed-notpaper">${t.sent.receiptHeading}</h2><div class="heed-notpaper">${paragraphs([t.sent.receiptLead])}</div>${paper(view, receipt)}<div class="heed-notpaper">${paragraphs([t.sent.careful, t.sent.printHint])}</div>${print}${retype(view, sent, receipt)}<div class="heed-notpaper">${proofLink(view, { receipt: receipt.words.join(' '), more: '' })}</div>`;
}

/** What happens next and by when, with the receipt. On paper only the words and digits are left. */
export function renderSent(view: View, sent: Sent): Html {
  const { t } = view;
  const { raised } = sent;
  const answered = raised.receipt ? t.sent.answeredBy : t.sent.answeredByContact;
  const next = [
    t.sent.openedBy(sayBy(t, raised.openedBy)),
    answered(sayBy(t, raised.answeredBy)),
    t.sent.climbs,
    t.sent.worse,
  ];
  const number = panel({
    titleText: t.sent.heading,
    text: html`${t.sent.reference}<br><strong>${raised.reference}</strong>`,
  });
  return framePage(view, {
    title: raised.receipt ? t.sent.plainTitle : t.sent.title,
    plain: raised.receipt !== null,
    body: html`<div class="heed-notpaper">${number}<p class="govuk-body-l">${sent.young ? t.sent.thanksChild : t.sent.thanks}</p></div>${receiptPart(view, sent)}<section class="heed-notpaper"><h2 class="govuk-heading-m">${t.sent.nextHeading}</h2>${bullets(next)}${button({ text: t.sent.done, href: '/leave', attributes: { 'data-leave': true } })}</section>${NOTHING}`,
  });
}
