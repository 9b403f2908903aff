import {
  type Content,
  type Html,
  html,
  NOTHING,
  notificationBanner,
  publicPage,
  type SummaryError,
} from '../../../../ui/index.ts';
import type { PublicSettings } from './ports.ts';
import type { PublicTexts } from './texts/en.ts';

/** What every public page is drawn with. */
export interface View {
  readonly settings: PublicSettings;
  readonly t: PublicTexts;
  /** Proves that a form was sent from the page this browser was given; empty where no draft is at stake. */
  readonly token: string;
}

/** One public page. */
export interface Framed {
  readonly title: string;
  readonly back?: string | undefined;
  readonly errors?: readonly SummaryError[] | undefined;
  /** Said above the page, about what just happened. */
  readonly notice?: Content | undefined;
  readonly plain?: boolean | undefined;
  /** A script of this page's own. */
  readonly script?: string | undefined;
  readonly body: Content;
}

/** Frames a page with quick exit, the way out of danger, and the links at its foot. */
export function framePage(view: View, page: Framed): Html {
  const { settings, t } = view;
  return publicPage({
    assets: settings.assets,
    lang: t.lang,
    dir: t.dir,
    words: t.layout,
    title: page.title,
    back: page.back,
    errors: page.errors,
    notice:
      page.notice &&
      notificationBanner({ text: page.notice, titleText: t.form.notice, disableAutoFocus: true }),
    plain: page.plain,
    script: page.script,
    footerLinks: [
      { href: '/what-happens', text: t.footer.what },
      { href: '/return', text: t.footer.back },
    ],
    body: page.body,
  });
}

/** The hidden field that goes with every form that changes a draft; nothing where there is no draft to protect. */
export function tokenField(view: View): Html {
  return view.token === '' ? NOTHING : html`<input type="hidden" name="_csrf" value="${view.token}">`;
}

/** Paragraphs. */
export function paragraphs(lines: readonly Content[] | undefined): Html {
  if (!lines) return NOTHING;
  return html`${lines.map((line) => html`<p class="govuk-body">${line}</p>`)}`;
}

/** A list of short lines. */
export function bullets(lines: readonly Content[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function sayDay(t: PublicTexts, there: Temporal.ZonedDateTime): string {
  return there.toLocaleString(t.lang, { weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '');
}

function sayTime(t: PublicTexts, there: Temporal.ZonedDateTime): string {
  if (there.hour === 12 && there.minute === 0) return t.form.midday;
  return there
    .toLocaleString(t.lang, { hour: 'numeric', minute: '2-digit', hour12: true })
    .replace(/\s(?=[ap]m$)/i, '')
    .replace(/:00(?=[ap]m$)/i, '')
    .toLowerCase();
}

/** A date and time of day as people say it, in London: "Monday 23 November at 9:05am". */
export function sayWhen(t: PublicTexts, instant: Temporal.Instant): string {
  const there = instant.toZonedDateTimeISO('Europe/London');
  return t.form.dayAndTime(sayDay(t, there), sayTime(t, there));
}

/** A time by which something is owed. Midnight is the end of the day before: nobody means "12am on Wednesday". */
export function sayBy(t: PublicTexts, instant: Temporal.Instant): string {
  const there = instant.toZonedDateTimeISO('Europe/London');
  if (there.hour > 0 || there.minute > 0) return sayWhen(t, instant);
  return t.form.endOfDay(sayDay(t, there.subtract({ minutes: 1 })));
}
