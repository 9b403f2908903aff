import { exitThisPage, SOMEWHERE_HARMLESS } from '../govuk/button.ts';
import { errorSummary, type SummaryError } from '../govuk/error-summary.ts';
import { backLink, skipLink } from '../govuk/links.ts';
import { type Content, classes, type Html, html } from '../html.ts';
import { type AssetNames, type Direction, pageTitle, renderDocument, SERVICE } from './document.ts';

/** The layout's own words, in the language of the page. */
export interface PublicWords {
  readonly skip: string;
  readonly exit: Content;
  readonly exitSkip: string;
  readonly exitPressTwice: string;
  readonly exitPressOnce: string;
  readonly exitLeaving: string;
  readonly offline: string;
  readonly back: string;
  readonly errorTitle: string;
  readonly emergency: Content;
  readonly footer: Content;
}

/** The layout's words in English. */
export const ENGLISH: PublicWords = {
  skip: 'Skip to main content',
  exit: html`<span class="govuk-visually-hidden">Emergency: </span>Leave this page`,
  exitSkip: 'Leave this page quickly',
  exitPressTwice: 'Shift, press 2 more times to leave.',
  exitPressOnce: 'Shift, press 1 more time to leave.',
  exitLeaving: 'Leaving.',
  offline: 'You seem to be offline. What you have typed is still here. Try again when you have a signal.',
  back: 'Back',
  errorTitle: 'There is a problem',
  emergency: html`In danger now? Call <a class="govuk-link" href="tel:999">999</a>.`,
  footer: html`Nothing here counts you or follows you.`,
};

/** What a page of the public part is made of. */
export interface PublicPage {
  readonly assets: AssetNames;
  /** The page's own name, without the service's; never a name or anything somebody said. */
  readonly title: string;
  readonly lang: string;
  readonly dir: Direction;
  readonly words?: PublicWords | undefined;
  /** Where Back leads; none on the first page. */
  readonly back?: string | undefined;
  readonly errors?: readonly SummaryError[] | undefined;
  readonly body: Content;
  /** A script of this page's own, run before the one of all public pages. */
  readonly script?: string | undefined;
  /** Above the page: a notice that belongs to no question. */
  readonly notice?: Content | undefined;
  /** Leaves out everything that says whose page this is, on paper and in the title: for what somebody may print. */
  readonly plain?: boolean | undefined;
  /** Links at the foot of the page. */
  readonly footerLinks?: readonly { readonly href: string; readonly text: string }[] | undefined;
}

/** Where quick exit leads on this server: it forgets the draft first, then sends the browser somewhere harmless. */
export const LEAVE_PATH = '/leave';

function header(exitSkip: Html): Html {
  return html`<header class="heed-header">${exitSkip}<div class="govuk-width-container"><a class="heed-header__name" href="/">${SERVICE}</a></div></header>`;
}

function footer(page: PublicPage, words: PublicWords): Html {
  const links = (page.footerLinks ?? []).map(
    (link) =>
      html`<li class="heed-footer__item"><a class="govuk-link" href="${link.href}">${link.text}</a></li>`,
  );
  const list = links.length > 0 && html`<ul class="heed-footer__list">${links}</ul>`;
  return html`<footer class="heed-footer"><div class="govuk-width-container">${list}<p class="govuk-body-s">${words.emergency}</p><p class="govuk-body-s">${words.footer}</p></div></footer>`;
}

/**
 * A page anybody may open, on any phone, without a script. Quick exit is on every one: a link to `/leave`, which a
 * script makes instant.
 */
export function publicPage(page: PublicPage): Html {
  const words = page.words ?? ENGLISH;
  const hasErrors = (page.errors?.length ?? 0) > 0;
  const exit = exitThisPage({
    text: words.exit,
    redirectUrl: LEAVE_PATH,
    attributes: {
      role: 'region',
      'aria-label': words.exitSkip,
      'data-leave-to': SOMEWHERE_HARMLESS,
      'data-press-twice': words.exitPressTwice,
      'data-press-once': words.exitPressOnce,
      'data-leaving': words.exitLeaving,
    },
  });
  const exitSkip = html`<a href="${LEAVE_PATH}" class="govuk-skip-link" rel="nofollow noreferrer" data-leave>${words.exitSkip}</a>`;
  const summary = hasErrors && errorSummary({ titleText: words.errorTitle, errorList: page.errors });
  const body = html`${skipLink({ href: '#main-content', text: words.skip })}
${header(exitSkip)}
<div class="govuk-width-container">
${exit}${page.notice}${page.back !== undefined && html`<nav aria-label="${words.back}">${backLink({ href: page.back, text: words.back })}</nav>`}
<main class="govuk-main-wrapper" id="main-content" data-offline="${words.offline}">
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${summary}${page.body}
</div></div>
</main>
</div>
${footer(page, words)}`;
  return renderDocument({
    title: page.plain ? page.title : pageTitle(page.title, hasErrors),
    lang: page.lang,
    dir: page.dir,
    css: page.dir === 'rtl' ? page.assets.publicCssRtl : page.assets.publicCss,
    js: page.script === undefined ? [page.assets.publicJs] : [page.script, page.assets.publicJs],
    icon: page.assets.icon,
    bodyClasses: classes('heed-public', page.plain && 'heed-plain'),
    body,
  });
}
