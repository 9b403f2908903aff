import { errorSummary, type SummaryError } from '../govuk/error-summary.ts';
import { backLink, breadcrumbs, skipLink } from '../govuk/links.ts';
import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';
import { type AssetNames, pageTitle, renderDocument, SERVICE } from './document.ts';

/** Who is signed in, and as what. */
export interface SignedIn {
  readonly name: string;
  /** The post being worn for this page; none where none is needed. */
  readonly hat?: string | undefined;
  /** True where there is another hat to change to. */
  readonly hasOtherHats?: boolean | undefined;
}

/** What a page for people who use Heed at work is made of. */
export interface StaffPage {
  readonly assets: AssetNames;
  /** The page's own name: never a child's name, nor a reference with one. */
  readonly title: string;
  /** Nobody, on sign-in pages. */
  readonly who?: SignedIn | undefined;
  readonly navigation?:
    | readonly {
        readonly href: string;
        readonly text: string;
        readonly active?: boolean | undefined;
        readonly count?: number | undefined;
      }[]
    | undefined;
  /** The search box, where this person may search. */
  readonly search?: { readonly action: string; readonly value?: string | undefined } | undefined;
  /** Unread notices. */
  readonly notices?: number | undefined;
  /** Goes with every form that changes something, the sign-out button among them. */
  readonly csrf?: string | undefined;
  /** What to show above everything: a demo banner, a clock that was moved. */
  readonly banner?: Content | undefined;
  readonly back?: string | undefined;
  readonly breadcrumbs?: readonly { readonly text: string; readonly href?: string | undefined }[] | undefined;
  readonly errors?: readonly SummaryError[] | undefined;
  readonly body: Content;
  /** Uses the whole width, for lists. */
  readonly wide?: boolean | undefined;
  /** Beside the page. */
  readonly aside?: Content | undefined;
}

/** The hidden field that carries the anti-forgery token. */
export function csrfField(token: string | undefined): Html | undefined {
  return token === undefined ? undefined : html`<input type="hidden" name="_csrf" value="${token}">`;
}

function signedIn(page: StaffPage): Html | undefined {
  const { who } = page;
  if (!who) return undefined;
  const hat = who.hat !== undefined && html`<span class="heed-who__hat">${who.hat}</span>`;
  const change =
    who.hasOtherHats &&
    html` <a class="heed-header__link" href="/hat">Change<span class="govuk-visually-hidden"> which post you are working as</span></a>`;
  const notices =
    page.notices !== undefined &&
    html`<a class="heed-header__link" href="/notices">Notices${page.notices > 0 && html` <span class="heed-count">${page.notices}<span class="govuk-visually-hidden"> unread</span></span>`}</a>`;
  return html`<div class="heed-who"><a class="heed-who__name heed-header__link" href="/account">${who.name}<span class="govuk-visually-hidden">, your sign-in</span></a>${hat}${change}${notices}<form class="heed-who__out" method="post" action="/sign-out">${csrfField(page.csrf)}<button class="heed-header__link" type="submit">Sign out</button></form></div>`;
}

function search(page: StaffPage): Html | undefined {
  if (!page.search) return undefined;
  return html`<form class="heed-search" role="search" method="post" action="${page.search.action}">${csrfField(page.csrf)}<label class="govuk-visually-hidden" for="search-box">Search: a name, phone, registration or reference</label><input class="govuk-input heed-search__input" id="search-box" name="q" type="search" autocomplete="off" spellcheck="false" placeholder="Name, phone, registration or reference"${attributes({ value: page.search.value })}><button class="govuk-button govuk-button--secondary heed-search__button" type="submit">Search</button></form>`;
}

function navigation(page: StaffPage): Html | undefined {
  if (!page.navigation || page.navigation.length === 0) return undefined;
  const items = page.navigation.map((item) => {
    const count = item.count !== undefined && html` <span class="heed-count">${item.count}</span>`;
    return html`<li class="${classes('heed-nav__item', item.active && 'heed-nav__item--active')}"><a class="heed-nav__link" href="${item.href}"${attributes({ 'aria-current': item.active && 'page' })}>${item.text}${count}</a></li>`;
  });
  return html`<nav class="heed-nav" aria-label="Menu"><div class="govuk-width-container"><ul class="heed-nav__list">${items}</ul></div></nav>`;
}

function main(page: StaffPage): Html {
  const summary =
    page.errors &&
    page.errors.length > 0 &&
    errorSummary({ titleText: 'There is a problem', errorList: page.errors });
  const content = html`${summary}${page.body}`;
  if (page.aside)
    return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${content}</div><div class="govuk-grid-column-one-third">${page.aside}</div></div>`;
  const column = page.wide ? 'govuk-grid-column-full' : 'govuk-grid-column-two-thirds';
  return html`<div class="govuk-grid-row"><div class="${column}">${content}</div></div>`;
}

/** A page for people who use Heed at work. */
export function staffPage(page: StaffPage): Html {
  const hasErrors = (page.errors?.length ?? 0) > 0;
  const body = html`${skipLink({ href: '#main-content', text: 'Skip to main content' })}
<header class="heed-header heed-header--staff"><div class="govuk-width-container heed-header__row"><a class="heed-header__name" href="/inbox">${SERVICE}</a>${search(page)}${signedIn(page)}</div></header>
${navigation(page)}
<div class="govuk-width-container">
${page.banner}${page.breadcrumbs && breadcrumbs({ items: page.breadcrumbs })}${page.back !== undefined && html`<nav aria-label="Back">${backLink({ href: page.back })}</nav>`}
<main class="govuk-main-wrapper" id="main-content">
${main(page)}
</main>
</div>
<footer class="heed-footer"><div class="govuk-width-container"><p class="govuk-body-s">Every page you open here is written down, with your name and the reason you may see it.</p></div></footer>`;
  return renderDocument({
    title: pageTitle(page.title, hasErrors),
    lang: 'en-GB',
    dir: 'ltr',
    css: page.assets.staffCss,
    js: [page.assets.staffJs],
    icon: page.assets.icon,
    bodyClasses: 'heed-staff',
    body,
  });
}

/** Attributes that have a form saved every ten seconds while somebody types, at `url`. */
export function autosaved(url: string): Attributes {
  return { 'data-autosave': url };
}
