import { button, type Content, type Html, html } from '../../../../ui/index.ts';
import { NSPCC_LINE, PROTECT_LINE } from '../../domain/law/prescribed-persons.ts';
import {
  bullets,
  frameReading,
  paragraphs,
  RETURN_PATH,
  type ReadingView,
  SEALED_PATH,
  telephone,
} from './frame-reading.page.ts';
import { ENGLISH_SPEAK_UP } from './texts/en-speak-up.ts';
import { ENGLISH_WHO_LEARNS } from './texts/en-who-learns.ts';

function part(heading: string, body: Content): Html {
  return html`<h2 class="govuk-heading-m">${heading}</h2>${body}`;
}

/** The first reading page: what can't be promised stands before what can, and both before the button. */
export function renderSpeakUp(view: ReadingView): Html {
  const t = ENGLISH_SPEAK_UP;
  const lines = {
    nspcc: telephone(NSPCC_LINE),
    protect: telephone(PROTECT_LINE),
    frontDoor: telephone(view.frontDoor),
  };
  return frameReading(view, {
    title: t.title,
    back: '/',
    here: 'start',
    body: html`<h1 class="govuk-heading-xl">${t.heading}</h1>
<div class="heed-danger">${t.danger}</div>
<p class="govuk-body-l">${t.lead}</p>
${paragraphs([t.aboutChild])}
${part(t.secretHeading, bullets(t.secret))}
<p class="govuk-body"><a class="govuk-link" href="${t.more.learns.href}">${t.learnsLink}</a></p>
${part(t.canHeading, bullets(t.can))}
${part(t.readersHeading, bullets(t.readers))}
${part(t.whenHeading, bullets(t.when))}
${part(t.beforeHeading, bullets(t.before))}
${button({ text: t.startButton, href: SEALED_PATH, isStartButton: true })}
${paragraphs([t.startHint, html`<a class="govuk-link" href="${RETURN_PATH}">${t.back}</a>`])}
${part(t.otherHeading, paragraphs([t.other.phone(lines), t.other.letter, t.other.person]))}`,
  });
}

/** Who could find out what about a sealed message: one heading for each of them, since a table is too wide for a phone. */
export function renderWhoLearnsWhat(view: ReadingView): Html {
  const t = ENGLISH_WHO_LEARNS;
  const parties = t.parties.map(
    ({ who, learns, not }) =>
      html`<h2 class="govuk-heading-m">${who}</h2><h3 class="govuk-heading-s">${t.learns}</h3>${bullets(learns)}<h3 class="govuk-heading-s">${t.not}</h3>${bullets(not)}`,
  );
  return frameReading(view, {
    title: t.title,
    back: '/speak-up',
    here: 'learns',
    body: html`<h1 class="govuk-heading-xl">${t.heading}</h1>
${paragraphs(t.lead)}
<div class="heed-danger"><h2 class="govuk-heading-m">${t.reviewHeading}</h2>${paragraphs([t.review])}</div>
${parties}
${part(t.openHeading, bullets(t.open))}`,
  });
}
