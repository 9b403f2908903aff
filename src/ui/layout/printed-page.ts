import { type Content, type Html, html } from '../html.ts';
import { type AssetNames, pageTitle, renderDocument, SERVICE } from './document.ts';

/** A page made to be printed: what it says, and nothing to press but the way back. */
export interface PrintedPage {
  readonly assets: AssetNames;
  /** The page's own name: never a child's. */
  readonly title: string;
  readonly caption: string;
  readonly heading: Content;
  /** Said under the heading: what is left out, how to keep it. */
  readonly note: Content;
  /** Where the page was printed from; the link itself is not printed. */
  readonly back: string;
  readonly body: Content;
}

/** A page without menu, search or forms. */
export function printedPage(page: PrintedPage): Html {
  const body = html`<div class="govuk-width-container">
<nav class="heed-print__back" aria-label="Back"><a class="govuk-back-link" href="${page.back}">Back</a></nav>
<main class="govuk-main-wrapper" id="main-content">
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${SERVICE}: ${page.caption}</span> ${page.heading}</h1>
<p class="govuk-body">${page.note}</p>
${page.body}
</main>
</div>`;
  return renderDocument({
    title: pageTitle(page.title),
    lang: 'en-GB',
    dir: 'ltr',
    css: page.assets.staffCss,
    js: [page.assets.staffJs],
    icon: page.assets.icon,
    bodyClasses: 'heed-staff heed-print',
    body,
  });
}
