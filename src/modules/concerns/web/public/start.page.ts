import { button, type Html, html } from '../../../../ui/index.ts';
import { bullets, framePage, paragraphs, tokenField, type View } from './frame-page.page.ts';

/** One line for those who work with children and are not listened to: to the pages about speaking up. */
function speakUp({ t }: View): Html {
  return html`<p class="govuk-body"><a class="govuk-link" href="/speak-up">${t.start.speakUp}</a></p>`;
}

/** The first page: 999 before anything else. */
export function renderStart(view: View, notice?: string): Html {
  const { t, settings } = view;
  const { start } = t;
  return framePage(view, {
    title: start.title,
    notice,
    body: html`<h1 class="govuk-heading-xl">${start.heading}</h1>
<div class="heed-danger">${start.danger}</div>
<p class="govuk-body-l">${start.lead(settings.areaName)}</p>
<h2 class="govuk-heading-m">${start.youngHeading}</h2>${paragraphs([start.young])}
${button({ text: start.youngButton, href: '/young', isStartButton: true })}
<h2 class="govuk-heading-m">${start.adultHeading}</h2>${paragraphs([start.adult])}
${button({ text: start.adultButton, href: '/tell/who', isStartButton: true })}
${speakUp(view)}
<h2 class="govuk-heading-m">${start.comeBackHeading}</h2>
<p class="govuk-body"><a class="govuk-link" href="/return">${start.comeBack}</a></p>
<h2 class="govuk-heading-m">${start.nextHeading}</h2>${bullets(start.next)}
<h2 class="govuk-heading-m">${start.secretHeading}</h2>${paragraphs(start.secret)}
<p class="govuk-body"><a class="govuk-link" href="/what-happens">${t.footer.what}</a></p>
<h2 class="govuk-heading-m">${start.talkHeading}</h2>${paragraphs([start.talkUs(settings.frontDoor), start.talkChild(settings.childline), start.talkAdult(settings.nspcc)])}`,
  });
}

/** The first page for somebody under 18. */
export function renderYoung(view: View): Html {
  const { t, settings } = view;
  const { young } = t;
  const start = (who: string, text: string): Html =>
    html`<button type="submit" class="govuk-button govuk-button--start" data-module="govuk-button" name="who" value="${who}">${text}</button>`;
  return framePage(view, {
    title: young.title,
    back: '/',
    body: html`<h1 class="govuk-heading-xl">${young.heading}</h1>
<div class="heed-danger">${t.start.danger}</div>
${paragraphs(young.lead)}
<form method="post" action="/tell/who">${tokenField(view)}<p>${start('me-under-18', young.aboutMe)}</p><p>${start('friend-under-18', young.aboutFriend)}</p></form>
<h2 class="govuk-heading-m">${young.secretHeading}</h2>${paragraphs([young.secret])}
<h2 class="govuk-heading-m">${young.familyHeading}</h2>${paragraphs([young.family])}
<h2 class="govuk-heading-m">${young.leaveHeading}</h2>${paragraphs([young.leave])}
<h2 class="govuk-heading-m">${young.talk}</h2>${paragraphs([t.start.talkChild(settings.childline)])}`,
  });
}

/** What happens with what people tell us, at more length. */
export function renderWhat(view: View): Html {
  const { what } = view.t;
  const parts = what.parts.map(
    (part) => html`<h2 class="govuk-heading-m">${part.heading}</h2>${paragraphs(part.words)}`,
  );
  return framePage(view, {
    title: what.title,
    back: '/',
    body: html`<h1 class="govuk-heading-l">${what.heading}</h1>${parts}${speakUp(view)}`,
  });
}

/** Said to somebody who ticked danger, before anything else is asked. */
export function renderCall(view: View, back: string | undefined): Html {
  const { call } = view.t;
  return framePage(view, {
    title: call.title,
    back,
    body: html`<div class="heed-danger"><h1 class="govuk-heading-l">${call.heading}</h1>${call.lead}</div>${paragraphs([call.also])}<form method="post" action="/tell/call">${tokenField(view)}${button({ text: call.go })}</form>`,
  });
}
