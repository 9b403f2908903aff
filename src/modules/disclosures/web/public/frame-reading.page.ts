/** What the reading pages have in common: quick exit, the links between them, and where a statement of law comes from. */
import {
  type AssetNames,
  type Content,
  ENGLISH,
  type Html,
  html,
  NOTHING,
  publicPage,
  type SummaryError,
} from '../../../../ui/index.ts';
import type { Telephone } from '../../domain/law/prescribed-persons.ts';
import { READ_ON, type Sourced } from '../../domain/law/source.ts';
import { ENGLISH_LAW } from './texts/en-law.ts';
import { ENGLISH_SPEAK_UP } from './texts/en-speak-up.ts';

/** Where the sealed form begins. */
export const SEALED_PATH = '/tell/sealed';
/** Where somebody comes back with a receipt, whichever way they told us. */
export const RETURN_PATH = '/return';

/** What the reading pages are drawn with. */
export interface ReadingView {
  readonly assets: AssetNames;
  /** The area's own telephone, where a child is the matter. */
  readonly frontDoor: Telephone;
}

/** One reading page. */
export interface ReadingPage {
  readonly title: string;
  readonly back: string;
  readonly errors?: readonly SummaryError[] | undefined;
  readonly body: Content;
  /** Which of the reading pages this is, so that it does not link to itself. */
  readonly here: keyof typeof ENGLISH_SPEAK_UP.more;
}

/** The layout's words, with the foot of the other public pages. */
const WORDS = {
  ...ENGLISH,
  footer: html`This site does not track you. It keeps nothing on your device after you leave.`,
};

/** Frames a reading page; the foot is that of every public page, so that a glance does not tell which part was open. */
export function frameReading(view: ReadingView, page: ReadingPage): Html {
  const { moreHeading, more } = ENGLISH_SPEAK_UP;
  const others = Object.entries(more).filter(([name]) => name !== page.here);
  return publicPage({
    assets: view.assets,
    lang: 'en-GB',
    dir: 'ltr',
    words: WORDS,
    title: page.title,
    back: page.back,
    errors: page.errors,
    footerLinks: [
      { href: '/what-happens', text: 'What happens with what you tell us' },
      { href: RETURN_PATH, text: 'I have a receipt' },
    ],
    body: html`${page.body}<nav class="heed-noprint" aria-labelledby="read-more"><h2 class="govuk-heading-m" id="read-more">${moreHeading}</h2>
<ul class="govuk-list">${others.map(([, { href, text }]) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul></nav>`,
  });
}

/** Paragraphs. */
export function paragraphs(lines: readonly Content[]): Html {
  return html`${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}`;
}

/** A list of short lines. */
export function bullets(lines: readonly Content[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

/** A day as people say it: "Thursday 25 February 2027". */
export function sayLongDay(day: Temporal.PlainDate): string {
  return day
    .toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .replace(',', '');
}

/** A day without its weekday: "26 November 2026". */
export function sayDate(iso: string): string {
  return Temporal.PlainDate.from(iso).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

/** A telephone number to press. */
export function telephone(number: Telephone): Html {
  return html`<a class="govuk-link" href="tel:${number.dialled}">${number.shown}</a>`;
}

/** Where a statement comes from, and what is in doubt about it; when it was read, where that is not `READ_ON`. */
export function sourceOf({ source, asOf, doubt }: Sourced): Html {
  const uncertain = doubt === undefined ? NOTHING : html`${ENGLISH_LAW.doubt} ${doubt} `;
  const dated = source.dated === undefined ? '' : `, dated ${sayDate(source.dated)}`;
  const end = `${source.paragraph}${dated}`.endsWith('?') ? '' : '.';
  const read = asOf === READ_ON ? '' : ` ${ENGLISH_LAW.readOn(sayDate(asOf))}`;
  return html`<p class="govuk-body-s">${uncertain}${ENGLISH_LAW.source} <a class="govuk-link" href="${source.address}">${source.name}</a>, ${source.paragraph}${dated}${end}${read}</p>`;
}
