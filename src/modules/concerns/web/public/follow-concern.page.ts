import {
  button,
  details,
  type FormErrors,
  type Html,
  html,
  insetText,
  NO_ERRORS,
  NOTHING,
  textarea,
} from '../../../../ui/index.ts';
import { framePage, paragraphs, sayBy, sayWhen, tokenField, type View } from './frame-page.page.ts';
import { proofLink } from './keep-proof.page.ts';
import type { FollowedConcern, FollowedMessage } from './ports.ts';

/**
 * The page that asks for the receipt. `typed` comes back when it was wrong, and so does what they had written to us
 * with it (`words`), which goes on to the page after this one.
 */
export function renderReturn(view: View, typed = '', errors: FormErrors = NO_ERRORS, words = ''): Html {
  const { comeBack } = view.t;
  const box = textarea({
    name: 'receipt',
    label: { text: comeBack.label },
    hint: { text: comeBack.hint },
    errorMessage: errors.byField.receipt,
    value: typed,
    rows: 3,
    autocomplete: 'off',
    spellcheck: false,
    attributes: { autocapitalize: 'none', translate: 'no' },
  });
  return framePage(view, {
    title: comeBack.title,
    back: '/',
    errors: errors.summary,
    body: html`<h1 class="govuk-heading-l">${comeBack.heading}</h1><form method="post" action="/return" novalidate>${tokenField(view)}${box}${words !== '' && writing(view, { typed: { message: words } })}${button({ text: comeBack.button })}</form>${details({ summaryText: comeBack.lostSummary, text: comeBack.lost })}`,
  });
}

/** What whoever holds the receipt sees, and what they may have typed. */
export interface Following {
  readonly concern: FollowedConcern;
  /** As typed; goes back in the bodies of this page's forms and nowhere else. */
  readonly receipt: string;
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
  return html`<form method="post" action="${action}" novalidate>${tokenField(view)}<input type="hidden" name="receipt" value="${following.receipt}"><input type="hidden" name="key" value="${following.key}">${content}</form>`;
}

function notSafe(view: View, following: Following): Html {
  const { comeBack } = view.t;
  return html`<div class="heed-danger"><h2 class="govuk-heading-m">${comeBack.notSafeHeading}</h2>${paragraphs([comeBack.notSafeLead])}${formOf(view, following, '/return/not-safe', button({ text: comeBack.notSafeButton, classes: 'govuk-button--warning', preventDoubleClick: true }))}</div>`;
}

function writing(view: View, { errors, typed }: Pick<Following, 'errors' | 'typed'>): Html {
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
  const box = writing(view, following);
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
    body: html`<h1 class="govuk-heading-l">${comeBack.statusHeading}</h1>${insetText({ text: paragraphs(standing(view, following)) })}${notSafe(view, following)}<h2 class="govuk-heading-m">${comeBack.messagesHeading}</h2>${thread}${writeMore(view, following)}${challenge(view, following)}${proofLink(view, following.receipt)}<div class="heed-actions">${formOf(view, following, '/return', button({ text: comeBack.again, classes: 'govuk-button--secondary' }))}${button({ text: comeBack.done, href: '/leave', attributes: { 'data-leave': true } })}</div>`,
  });
}
