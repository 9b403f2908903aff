import { type Attributes, attributes, type Content, classes, type Html, html } from '../html.ts';

/** A link to the page before. */
export interface BackLink {
  readonly href?: string | undefined;
  readonly text?: Content | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A back link. */
export function backLink(params: BackLink): Html {
  return html`<a href="${params.href || '#'}" class="${classes('govuk-back-link', params.classes)}"${attributes(params.attributes)}>${params.text || 'Back'}</a>`;
}

/** Where a page sits; the last item may have no link. */
export interface Breadcrumbs {
  readonly items: readonly {
    readonly text: Content;
    readonly href?: string | undefined;
    readonly attributes?: Attributes | undefined;
  }[];
  readonly collapseOnMobile?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly labelText?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Breadcrumbs. */
export function breadcrumbs(params: Breadcrumbs): Html {
  const list = classes(
    'govuk-breadcrumbs',
    params.classes,
    params.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
  );
  const items = params.items.map((item) =>
    item.href
      ? html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${item.href}"${attributes(item.attributes)}>${item.text}</a></li>`
      : html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${item.text}</li>`,
  );
  return html`<nav class="${list}"${attributes(params.attributes)} aria-label="${params.labelText ?? 'Breadcrumb'}"><ol class="govuk-breadcrumbs__list">${items}</ol></nav>`;
}

/** A link, first on the page, past everything that repeats. */
export function skipLink(params: BackLink): Html {
  return html`<a href="${params.href || '#content'}" class="${classes('govuk-skip-link', params.classes)}"${attributes({ ...params.attributes, 'data-module': 'govuk-skip-link' })}>${params.text}</a>`;
}
