/** What a receipt opens, without JavaScript: opened on the server for this one answer. Source: 70-disclosures.md 9.6, 9.14. */
import { formatReceiptWords } from '../../../../kernel/receipt/receipt.ts';
import {
  type AssetNames,
  button,
  type Html,
  html,
  insetText,
  NOTHING,
  notificationBanner,
  publicPage,
  radios,
  textarea,
} from '../../../../ui/index.ts';
import type { OpenThread, ShownItem } from '../../sealing/open-thread.ts';
import { paragraphs, sayDate } from './frame-reading.page.ts';
import { FOLLOW_EN as t } from './texts/en-follow.ts';
import { PLAIN_EN } from './texts/en-plain.ts';

/** What the discloser can do in the thread without a script. */
export const PLAIN_ACTS = ['message', 'ask-outside', 'withdraw'] as const;
export type PlainAct = (typeof PLAIN_ACTS)[number];

export interface PlainThread {
  readonly open: OpenThread;
  /** The receipt's ten bytes, to be carried in the page's forms and nowhere else. */
  readonly secret: Uint8Array;
  /** Random, made with this page: the same form sent twice is one message. */
  readonly key: string;
  readonly notice?: string | undefined;
  /** What is wrong with what they wrote, and what that was. */
  readonly fault?: string | undefined;
  readonly typed?: string | undefined;
}

const fill = (text: string, values: Readonly<Record<string, string | number>>) =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

function standing({ thread }: OpenThread): Html {
  const { readers, escalated, closed, withdrawn, removal } = thread.standing;
  const count = (at: string) => readers.filter((one) => one.standing === at).length;
  const on = (text: string, day: string | null) => (day === null ? [] : [fill(text, { day: sayDate(day) })]);
  const lines = [
    ...on(t.arrived, thread.day),
    count('cleared') > 0 ? fill(t.cleared, { n: count('cleared') }) : t.noneYet,
    ...(count('recused') > 0 ? [fill(t.recused, { n: count('recused') })] : []),
    ...on(t.escalated, escalated),
    ...on(t.closed, closed),
    ...on(t.withdrawn, withdrawn),
    ...on(t.removal, removal),
  ];
  return insetText({ text: paragraphs(lines) });
}

/** One message: who, when, and what it says; or that it can't be trusted. */
function message({ item, by, content }: ShownItem): Html {
  const day = sayDate(item.day);
  if (by === 'forged' || !content)
    return html`<article class="heed-message"><h3 class="govuk-heading-s">${day}</h3>${insetText({ text: t.forged })}</article>`;
  const name = by === 'you' || by === 'gone' ? '…' : `${by.name}, ${by.post}`;
  const who = by === 'you' ? fill(t.fromYou, { day }) : fill(t.from, { who: name, day });
  const act = t.acts[item.act];
  const signed = by !== 'you' && html`<p class="govuk-hint">${by === 'gone' ? t.gone : t.checked}</p>`;
  return html`<article class="heed-message"><h3 class="govuk-heading-s">${act === '' ? who : `${who}: ${act}`}</h3><p class="govuk-body heed-said">${content.text}</p>${signed}</article>`;
}

const hidden = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`;

function form(shown: PlainThread, action: string, content: Html): Html {
  const receipt = formatReceiptWords(shown.secret).join(' ');
  return html`<form method="post" action="${action}" autocomplete="off" novalidate data-shaped>${hidden('receipt', receipt)}${hidden('key', shown.key)}${content}</form>`;
}

function listActs({
  thread,
}: OpenThread): readonly { value: PlainAct; text: string; hint?: { text: string } }[] {
  const { readers, escalated, withdrawn } = thread.standing;
  const held = readers.some(({ role, standing: at }) => role === 'escalation' && at === 'held');
  return [
    { value: 'message', text: PLAIN_EN.actMessage },
    ...(held && escalated === null
      ? [{ value: 'ask-outside' as const, text: t.askOutside, hint: { text: t.askOutsideWhy } }]
      : []),
    ...(withdrawn === null
      ? [{ value: 'withdraw' as const, text: t.takeBack, hint: { text: t.takeBackWhy } }]
      : []),
  ];
}

function writing(shown: PlainThread): Html {
  const box = textarea({
    name: 'message',
    label: { text: t.write, classes: 'govuk-label--m' },
    hint: { text: t.writeHint },
    errorMessage: shown.fault === undefined ? undefined : { text: shown.fault },
    value: shown.typed,
    rows: 6,
    spellcheck: false,
  });
  const acts = radios({
    name: 'act',
    value: 'message',
    fieldset: { legend: { text: PLAIN_EN.actLabel, classes: 'govuk-fieldset__legend--s' } },
    items: listActs(shown.open),
  });
  return form(
    shown,
    '/return/message',
    html`${box}${acts}${button({ text: t.send, preventDoubleClick: true })}`,
  );
}

/** The thread, and a form to write with. */
export function renderPlainThread(assets: AssetNames, shown: PlainThread): Html {
  const { open, notice, fault } = shown;
  const messages = open.items.length === 0 ? paragraphs([t.noMessages]) : html`${open.items.map(message)}`;
  const again = form(shown, '/return', button({ text: t.again, classes: 'govuk-button--secondary' }));
  const leave = button({ text: t.leave, href: '/leave', attributes: { 'data-leave': true } });
  return publicPage({
    assets,
    lang: 'en-GB',
    dir: 'ltr',
    title: t.heading,
    plain: true,
    errors: fault === undefined ? undefined : [{ text: fault, href: '#message' }],
    notice: notice === undefined ? undefined : notificationBanner({ text: notice, disableAutoFocus: true }),
    footerLinks: [{ href: '/return', text: 'I have a receipt' }],
    body: html`<h1 class="govuk-heading-l">${t.heading}</h1>${paragraphs([PLAIN_EN.followLead])}${standing(open)}<h2 class="govuk-heading-m">${t.messages}</h2>${messages}${open.whole ? NOTHING : insetText({ text: t.missing })}${writing(shown)}<div class="heed-actions">${again}${leave}</div>`,
  });
}
