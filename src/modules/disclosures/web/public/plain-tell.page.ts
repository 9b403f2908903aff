/** The pages of the form without JavaScript: the same questions, who will read it, and the receipt. Source: 70-disclosures.md 9.14. */

import { formatReceiptDigits, formatReceiptWords } from '../../../../kernel/receipt/receipt.ts';
import {
  type AssetNames,
  button,
  type Content,
  type FormErrors,
  type Html,
  html,
  insetText,
  NO_ERRORS,
  NOTHING,
  panel,
  publicPage,
  type SummaryError,
  warningText,
} from '../../../../ui/index.ts';
import type { Recipient, Roster } from '../../domain/roster.ts';
import { WHY_NOT } from '../../domain/route-conflicts.ts';
import type { Route } from '../../domain/route-disclosure.ts';
import { bullets, paragraphs } from './frame-reading.page.ts';
import { nameRecipient, whatIsIt, whereIsIt, whoAreYou } from './questions.page.ts';
import type { TypedFields } from './read-typed.form.ts';
import { PLAIN_EN, PLAIN_FORM_EN as t } from './texts/en-plain.ts';

/** Every field of the form but those that are ticked. */
export const TEXT_FIELDS = [
  'employer',
  'organisation',
  'unit',
  'about',
  'category',
  'danger',
  'seen',
  'told',
  'wish',
  'name',
  'post',
  'reach',
] as const;

interface Framed {
  readonly title: string;
  readonly back?: string;
  readonly errors?: readonly SummaryError[];
  readonly body: Content;
}

function frame(assets: AssetNames, page: Framed): Html {
  return publicPage({
    assets,
    lang: 'en-GB',
    dir: 'ltr',
    plain: true,
    footerLinks: [{ href: '/return', text: 'I have a receipt' }],
    ...page,
  });
}

const link = (href: string, text: string) =>
  html`<p class="govuk-body"><a class="govuk-link" href="${href}">${text}</a></p>`;

const otherWays = link('/speak-up/outside', t.otherWays);

/** The words that somebody typed, where there is no form to give them back in. */
function unsent(typed: TypedFields): Html {
  const texts = [t.about, t.seen, t.told, t.wish];
  const written = (['about', 'seen', 'told', 'wish'] as const).map((name, at) => ({
    asked: texts[at],
    answer: typed.text(name),
  }));
  const given = written.filter(({ answer }) => answer !== '');
  if (given.length === 0) return NOTHING;
  return html`<h2 class="govuk-heading-m">${PLAIN_EN.unsent}</h2>${given.map(({ asked, answer }) => html`<h3 class="govuk-heading-s">${asked}</h3><p class="govuk-body heed-said">${answer}</p>`)}`;
}

/** Nothing can be sent, and why; with what was typed. */
export function renderNotNow(assets: AssetNames, why: string, typed: TypedFields): Html {
  return frame(assets, {
    title: t.title,
    back: '/speak-up',
    body: html`<h1 class="govuk-heading-l">${t.heading}</h1>${insetText({ text: why })}${unsent(typed)}${otherWays}`,
  });
}

/** The form, with what was typed and what is wrong with it. */
export function renderPlainForm(
  assets: AssetNames,
  roster: Roster,
  typed: TypedFields,
  errors: FormErrors = NO_ERRORS,
): Html {
  const filled = { typed, errors, roster };
  const lead = html`${warningText({ text: PLAIN_EN.warning })}${link('/tell/sealed', PLAIN_EN.useSealed)}${paragraphs(t.lead)}${warningText({ text: t.danger })}${paragraphs([PLAIN_EN.device])}`;
  return frame(assets, {
    title: t.title,
    back: '/speak-up',
    errors: errors.summary,
    body: html`<h1 class="govuk-heading-l">${t.heading}</h1>${lead}<form method="post" action="/tell/plain" autocomplete="off" novalidate data-shaped>${whereIsIt(t, filled)}${whatIsIt(t, filled)}<h2 class="govuk-heading-m">${t.files}</h2>${paragraphs([PLAIN_EN.noFiles])}${whoAreYou(t, filled)}${button({ text: t.check, name: 'go', value: 'check' })}</form>${otherWays}`,
  });
}

const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`;

/** What was typed, carried on to the next step: nothing of it is kept here between the two. */
function carried(typed: TypedFields): Html {
  const texts = TEXT_FIELDS.map((name) => hidden(name, typed.text(name)));
  return html`${texts}${typed.list('keep-from').map((one) => hidden('keep-from', one))}`;
}

function readers(roster: Roster, route: Route): Html {
  const names = (list: readonly Recipient[]) => bullets(list.map((one) => nameRecipient(roster, one)));
  const part = (heading: string, list: readonly Recipient[]) =>
    list.length > 0 && html`<h2 class="govuk-heading-s">${heading}</h2>${names(list)}`;
  const kept = route.keptAway.map(
    ({ recipient, why }) => `${nameRecipient(roster, recipient)}: ${WHY_NOT[why]}`,
  );
  const away = kept.length > 0 && html`<h2 class="govuk-heading-s">${t.keptAway}</h2>${bullets(kept)}`;
  if (route.kind === 'nobody') return html`${insetText({ text: t.nobody })}${away}${otherWays}`;
  if (route.kind === 'outside') return html`${paragraphs([t.outsideOnly])}${names(route.escalation)}${away}`;
  return html`${paragraphs([t.readersLead])}${names(route.recipients)}${part(t.reserves, route.reserves)}${part(t.outsideBody, route.escalation ? [route.escalation] : [])}${away}`;
}

export interface PlainCheck {
  readonly roster: Roster & { readonly hash: string };
  readonly typed: TypedFields;
  readonly route: Route;
  /** Names this sending, and draws who reads it: pressed twice it is one. */
  readonly key: string;
  /** Why it was not sent. */
  readonly fault?: string | undefined;
}

/** Who will read it, before it is sent. */
export function renderPlainCheck(assets: AssetNames, { roster, typed, route, key, fault }: PlainCheck): Html {
  const sending =
    route.kind !== 'nobody' &&
    html`${hidden('key', key)}${hidden('roster', roster.hash)}${button({ text: t.send, name: 'go', value: 'send', preventDoubleClick: true })}`;
  const change = button({
    text: PLAIN_EN.change,
    name: 'go',
    value: 'change',
    classes: 'govuk-button--secondary',
  });
  return frame(assets, {
    title: PLAIN_EN.checkTitle,
    ...(fault === undefined ? {} : { errors: [{ text: fault }] }),
    body: html`<h1 class="govuk-heading-l">${t.readers}</h1>${readers(roster, route)}<form method="post" action="/tell/plain" novalidate data-shaped>${carried(typed)}<div class="govuk-button-group">${sending}${change}</div></form>`,
  });
}

/** It is sent: the receipt, shown once. */
export function renderPlainSent(assets: AssetNames, secret: Uint8Array): Html {
  const words = formatReceiptWords(secret).map((word) => html`<li class="heed-receipt__word">${word}</li>`);
  const paper = html`<div class="heed-paper"><ol class="heed-receipt" translate="no">${words}</ol><p class="govuk-body govuk-!-margin-bottom-0">${t.receiptDigits}:</p><p class="heed-digits" translate="no">${formatReceiptDigits(secret)}</p></div>`;
  const leave = button({ text: t.leave, href: '/leave', attributes: { 'data-leave': true } });
  return frame(assets, {
    title: t.title,
    body: html`<div class="heed-notpaper">${panel({ titleText: t.sentHeading })}<h2 class="govuk-heading-m">${t.receiptHeading}</h2>${paragraphs([t.receiptLead])}</div>${paper}<div class="heed-notpaper">${paragraphs([t.receiptCareful])}<h2 class="govuk-heading-m">${t.nextHeading}</h2>${bullets(t.next)}<h2 class="govuk-heading-m">${PLAIN_EN.more}</h2>${paragraphs([PLAIN_EN.comeBack])}${leave}</div>${NOTHING}`,
  });
}
