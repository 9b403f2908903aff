import { type Content, classes, type Html, html, trusted } from '../html.ts';

/** Addresses of what a page loads, made at start; each changes whenever its content does. */
export interface AssetNames {
  readonly publicCss: string;
  /** The same, mirrored for languages written from right to left. */
  readonly publicCssRtl: string;
  readonly publicJs: string;
  /** Reads a receipt in the page it is typed on; only that page loads it, for it holds the list of words. */
  readonly receiptJs: string;
  /** Seals a disclosure in the page it is written on. */
  readonly sealedJs: string;
  readonly staffCss: string;
  readonly staffJs: string;
  /** For those who receive sealed disclosures, on their pages alone. */
  readonly recipientJs: string;
  readonly icon: string;
}

/** The way a language is written. */
export type Direction = 'ltr' | 'rtl';

interface Document {
  readonly title: string;
  readonly lang: string;
  readonly dir: Direction;
  readonly css: string;
  /** Scripts, in the order they run. */
  readonly js: readonly string[];
  readonly icon: string;
  readonly bodyClasses?: string | undefined;
  readonly body: Content;
}

const DOCTYPE = trusted('<!doctype html>');

/** The name on every page. It is not a gov.uk service and never looks like one. */
export const SERVICE = 'Heed';

/**
 * A page title by the GOV.UK pattern: "Error: " first where there is one, then the page, then the service. Titles are
 * seen by whoever looks at the screen's tabs and history, so no caller may put a name or a concern's words in one.
 */
export function pageTitle(title: string, hasErrors = false): string {
  return `${hasErrors ? 'Error: ' : ''}${title} – ${SERVICE}`;
}

/** A whole HTML document: no inline script, no inline style, nothing from another host. */
export function renderDocument(page: Document): Html {
  return html`${DOCTYPE}
<html lang="${page.lang}" dir="${page.dir}" class="govuk-template govuk-template--rebranded">
<head>
<meta charset="utf-8">
<title>${page.title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#12343b">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="${page.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${page.css}">
${page.js.map((address) => html`<script type="module" src="${address}"></script>\n`)}</head>
<body class="${classes('govuk-template__body', page.bodyClasses)}">
${page.body}
</body>
</html>
`;
}
