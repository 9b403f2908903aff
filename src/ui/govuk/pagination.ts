import {
  type Attributes,
  attributes,
  type Content,
  classes,
  type Html,
  hasContent,
  html,
  trusted,
} from '../html.ts';

/** A link to the page before or after. */
export interface PageLink {
  readonly href: string;
  readonly text?: Content | undefined;
  readonly labelText?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A numbered page, or a gap. */
export interface PageItem {
  readonly number?: number | string | undefined;
  readonly href?: string | undefined;
  readonly current?: boolean | undefined;
  readonly ellipsis?: boolean | undefined;
  readonly visuallyHiddenText?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Ways through a long list. */
export interface Pagination {
  readonly items?: readonly PageItem[] | undefined;
  readonly previous?: PageLink | undefined;
  readonly next?: PageLink | undefined;
  readonly landmarkLabel?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

const ICONS = {
  prev: trusted(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>',
  ),
  next: trusted(
    '<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>',
  ),
} as const;

function arrow(link: PageLink, type: 'prev' | 'next', block: boolean): Html {
  const usual = html`${type === 'prev' ? 'Previous' : 'Next'}<span class="govuk-visually-hidden"> page</span>`;
  const titled = classes(
    'govuk-pagination__link-title',
    block && !link.labelText && 'govuk-pagination__link-title--decorated',
  );
  const label =
    link.labelText && block
      ? html`<span class="govuk-visually-hidden">:</span><span class="govuk-pagination__link-label">${link.labelText}</span>`
      : undefined;
  const first = (block || type === 'prev') && ICONS[type];
  const last = !block && type === 'next' && ICONS[type];
  return html`<div class="govuk-pagination__${type}"><a class="govuk-link govuk-pagination__link" href="${link.href}" rel="${type}"${attributes(link.attributes)}>${first}<span class="${titled}">${hasContent(link.text) ? link.text : usual}</span>${label}${last}</a></div>`;
}

function page(item: PageItem): Html {
  const list = classes(
    'govuk-pagination__item',
    item.current && 'govuk-pagination__item--current',
    item.ellipsis && 'govuk-pagination__item--ellipsis',
  );
  if (item.ellipsis) return html`<li class="${list}">⋯</li>`;
  const name = item.visuallyHiddenText ?? `Page ${item.number ?? ''}`;
  return html`<li class="${list}"><a class="govuk-link govuk-pagination__link" href="${item.href}" aria-label="${name}"${attributes({ 'aria-current': item.current && 'page', ...item.attributes })}>${item.number}</a></li>`;
}

/** Pagination. */
export function pagination(params: Pagination): Html {
  const block = !params.items && Boolean(params.next || params.previous);
  const pages = params.items && html`<ul class="govuk-pagination__list">${params.items.map(page)}</ul>`;
  const previous = params.previous?.href ? arrow(params.previous, 'prev', block) : undefined;
  const next = params.next?.href ? arrow(params.next, 'next', block) : undefined;
  return html`<nav class="${classes('govuk-pagination', block && 'govuk-pagination--block', params.classes)}" aria-label="${params.landmarkLabel || 'Pagination'}"${attributes(params.attributes)}>${previous}${pages}${next}</nav>`;
}
