/**
 * Pages that carry a sealed disclosure's bytes to the script that made them, framed like a concern's and as large. What is in the
 * attributes means nothing to Heed. Source: 70-disclosures.md 9.2, 9.5, 9.6; docs/decisions/1042.
 */
import { button, type Html, html, panel } from '../../../../ui/index.ts';
import { framePage, paragraphs, type View } from './frame-page.page.ts';
import type { SealedAnswer } from './ports.ts';

/** What the sealed threads that a receipt's tokens open hold from where they were asked; `null` where a token opens none. */
export interface SealedThreads {
  readonly thread: Uint8Array | null;
  readonly more: Uint8Array | null;
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

function leave(view: View): Html {
  return button({ text: view.t.sent.done, href: '/leave', attributes: { 'data-leave': true } });
}

/** The answer to sealed bytes that were sent: the statement to keep, or the code of why they were not taken. */
export function renderSealedAnswer(view: View, answer: SealedAnswer): Html {
  const { sent, sealed } = view.t;
  const carried = answer.ok
    ? html`<div id="heed-sealed" data-answer="${base64url(answer.answer)}"></div>`
    : html`<div id="heed-sealed" data-refused="${answer.code}"></div>`;
  const head = answer.ok
    ? panel({ titleText: sent.heading })
    : html`<h1 class="govuk-heading-l">${sealed.refused}</h1>`;
  return framePage(view, {
    title: answer.ok ? sent.plainTitle : sealed.refused,
    plain: true,
    body: html`<div class="heed-notpaper">${head}</div>${carried}<div class="heed-notpaper">${leave(view)}</div>`,
  });
}

/** What has happened with a sealed disclosure: only the script of whoever holds the receipt can open it. */
export function renderSealedFollowed(view: View, { thread, more }: SealedThreads): Html {
  const { comeBack, sealed } = view.t;
  const first = thread && html` data-thread="${base64url(thread)}"`;
  const second = more && html` data-more="${base64url(more)}"`;
  return framePage(view, {
    title: comeBack.statusTitle,
    body: html`<h1 class="govuk-heading-l">${comeBack.statusHeading}</h1><div id="heed-sealed"${first}${second}></div><noscript>${paragraphs([sealed.needsScript])}</noscript><div class="heed-actions">${leave(view)}</div>`,
  });
}
