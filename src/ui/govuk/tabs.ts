import { type Attributes, attributes, type Content, classes, type Html, html, NOTHING } from '../html.ts';

/** One tab with its panel. */
export interface Tab {
  readonly id?: string | undefined;
  readonly label: string;
  readonly panel: { readonly text?: Content | undefined; readonly attributes?: Attributes | undefined };
  readonly attributes?: Attributes | undefined;
}

/** Several panels on one page. Without a script every panel is shown, under a list of links. */
export interface Tabs {
  readonly id?: string | undefined;
  readonly idPrefix?: string | undefined;
  readonly title?: string | undefined;
  readonly items: readonly Tab[];
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Tabs. */
export function tabs(params: Tabs): Html {
  const ids = params.items.map((item, index) => item.id || `${params.idPrefix ?? ''}-${index + 1}`);
  const links = params.items.map(
    (item, index) =>
      html`<li class="${classes('govuk-tabs__list-item', index === 0 && 'govuk-tabs__list-item--selected')}"><a class="govuk-tabs__tab" href="#${ids[index]}"${attributes(item.attributes)}>${item.label}</a></li>`,
  );
  const panels = params.items.map((item, index) => {
    const { text } = item.panel;
    const content = typeof text === 'string' && text !== '' ? html`<p class="govuk-body">${text}</p>` : text;
    return html`<div class="${classes('govuk-tabs__panel', index > 0 && 'govuk-tabs__panel--hidden')}" id="${ids[index]}"${attributes(item.panel.attributes)}>${content}</div>`;
  });
  const all = links.length > 0 ? html`<ul class="govuk-tabs__list">${links}</ul>${panels}` : NOTHING;
  return html`<div${attributes({ id: params.id })} class="${classes('govuk-tabs', params.classes)}"${attributes({ ...params.attributes, 'data-module': 'govuk-tabs' })}><h2 class="govuk-tabs__title">${params.title ?? 'Contents'}</h2>${all}</div>`;
}
