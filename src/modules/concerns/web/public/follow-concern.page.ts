import {
  button,
  type FormErrors,
  type Html,
  html,
  insetText,
  NOTHING,
  textarea,
} from '../../../../ui/index.ts';
import { carryReceipt, type Held } from './carry-receipt.page.ts';
import { framePage, paragraphs, sayBy, sayWhen, type View } from './frame-page.page.ts';
import { proofLink } from './keep-proof.page.ts';
import type { FollowedConcern, FollowedMessage } from './ports.ts';

/** What whoever holds the receipt sees, and what they may have typed. */
export interface Following {
  readonly concern: FollowedConcern;
  readonly held: Held;
  /** Random, made with this page: the same form sent twice is one message. */
  readonly key: string;
  readonly notice?: Html | string | undefined;
  readonly errors?: FormErrors | undefined;
  readonly typed?:
    | { readonly message?: string | undefined; readonly challenge?: string | undefined }
    | undefined;
}

function standing(view: View, { concern }: Following): readonly Html[] {
  const { t, settings } = view;
  const { comeBack } = t;
  const when = (instant: Temporal.Instant): string => sayWhen(t, instant);
  const lines = [comeBack.received(when(concern.receivedAt))];
  if (concern.readAt) lines.push(comeBack.read(when(concern.readAt)));
  const { next } = concern;
  if (!next) return [...lines, html`${comeBack.nothingOwed}`];
  const late = Temporal.Instant.compare(next.by, settings.now()) < 0;
  const by = sayBy(t, next.by);
  if (next.what === 'read') lines.push(late ? comeBack.notReadLate : comeBack.notRead(by));
  if (next.what === 'answer') lines.push(late ? comeBack.answerLate : comeBack.answerBy(by));
  if (next.what === 'challenge-answer') lines.push(late ? comeBack.challengeLate : comeBack.challengeBy(by));
  return lines;
}

function message(view: View, given: FollowedMessage): Html {
  const { t } = view;
  const when = sayWhen(t, given.at);
  if (given.from === 'you')
    return html`<div class="heed-message heed-message--mine"><p class="govuk-body">${t.comeBack.yours[given.kind](when)}</p></div>`;
  return html`<article class="heed-message"><h3 class="govuk-heading-s">${t.comeBack.kinds[given.kind]}</h3><p class="govuk-body-s">${when}</p><p class="govuk-body heed-said">${given.text}</p></article>`;
}

function formOf(view: View, following: Following, action: string, content: Html): Html {
  const key = html`<input type="hidden" name="key" value="${following.key}">`;
  return carryReceipt(view, action, following.held, html`${key}${content}`);
}

function notSafe(view: View, following: Following): Html {
  const { comeBack } = view.t;
  return html`<div class="heed-danger"><h2 class="govuk-heading-m">${comeBack.notSafeHeading}</h2>${paragraphs([comeBack.notSafeLead])}${formOf(view, following, '/return/not-safe', button({ text: comeBack.notSafeButton, classes: 'govuk-button--warning', preventDoubleClick: true }))}</div>`;
}

/** The box to write to us in, with what was typed in it before. */
export function renderWriting(view: View, { errors, typed }: Pick<Following, 'errors' | 'typed'>): Html {
  const { comeBack } = view.t;
  return textarea({
    name: 'message',
    label: { text: comeBack.moreLabel },
    hint: { text: comeBack.moreHint },
    errorMessage: errors?.byField.message,
    value: typed?.message,
    rows: 6,
  });
}

function writeMore(view: View, following: Following): Html {
  const { comeBack } = view.t;
  const box = renderWriting(view, following);
  return html`<h2 class="govuk-heading-m">${comeBack.moreHeading}</h2>${formOf(view, following, '/return/message', html`${box}${button({ text: comeBack.moreButton, preventDoubleClick: true })}`)}`;
}

function challenge(view: View, following: Following): Html {
  const { comeBack } = view.t;
  if (following.concern.challengeOpen) return paragraphs([comeBack.challengeOpen]);
  if (!following.concern.canChallenge) return NOTHING;
  const box = textarea({
    name: 'challenge',
    label: { text: comeBack.challengeLabel },
    errorMessage: following.errors?.byField.challenge,
    value: following.typed?.challenge,
    rows: 5,
  });
  return html`<h2 class="govuk-heading-m">${comeBack.challengeHeading}</h2>${paragraphs([comeBack.challengeLead])}${formOf(view, following, '/return/challenge', html`${box}${button({ text: comeBack.challengeButton, classes: 'govuk-button--secondary', preventDoubleClick: true })}`)}`;
}

/** For whoever comes back to something that was erased: said plainly and kindly, with a way to tell us anew. */
function renderErased(view: View, at: Temporal.Instant, typed: string): Html {
  const { comeBack } = view.t;
  const { frontDoor } = view.settings;
  const call = html`${comeBack.erasedCall} <a class="govuk-link" href="tel:${frontDoor.dialled}"><strong>${frontDoor.shown}</strong></a>.`;
  // What they have just written to us reached nobody: it is in front of them, to be told anew.
  const unsent =
    typed !== '' &&
    html`<h2 class="govuk-heading-m">${comeBack.erasedUnsent}</h2><p class="govuk-body heed-said">${typed}</p>`;
  return framePage(view, {
    title: comeBack.erasedTitle,
    body: html`<h1 class="govuk-heading-l">${comeBack.erasedHeading}</h1>${paragraphs([comeBack.erased(sayWhen(view.t, at)), comeBack.erasedWhy, comeBack.erasedAgain, call, comeBack.erasedKept])}${unsent}<div class="heed-actions">${button({ text: comeBack.done, href: '/leave', attributes: { 'data-leave': true } })}</div>`,
  });
}

/** What has happened, for whoever holds the receipt: never the first words, a name, or whether a child is known. */
export function renderFollowed(view: View, following: Following): Html {
  const { comeBack } = view.t;
  const { messages, erasedAt } = following.concern;
  if (erasedAt)
    return renderErased(view, erasedAt, following.typed?.message ?? following.typed?.challenge ?? '');
  const hidden = messages.some((given) => given.from === 'you') ? paragraphs([comeBack.hidden]) : NOTHING;
  const thread =
    messages.length > 0
      ? html`${messages.map((given) => message(view, given))}${hidden}`
      : paragraphs([comeBack.noMessages]);
  return framePage(view, {
    title: comeBack.statusTitle,
    errors: following.errors?.summary,
    notice: following.notice,
    body: html`<h1 class="govuk-heading-l">${comeBack.statusHeading}</h1>${insetText({ text: paragraphs(standing(view, following)) })}${notSafe(view, following)}<h2 class="govuk-heading-m">${comeBack.messagesHeading}</h2>${thread}${writeMore(view, following)}${challenge(view, following)}${proofLink(view, following.held)}<div class="heed-actions">${formOf(view, following, '/return', button({ text: comeBack.again, classes: 'govuk-button--secondary' }))}${button({ text: comeBack.done, href: '/leave', attributes: { 'data-leave': true } })}</div>`,
  });
}
