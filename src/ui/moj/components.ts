import { button } from '../govuk/button.ts';
import {
  type Attributes,
  attributes,
  type Content,
  classes,
  element,
  type HeadingLevel,
  type Html,
  html,
  trusted,
} from '../html.ts';

/** One thing that happened. `when` is shown; `datetime` is the same moment as ISO 8601. */
export interface TimelineItem {
  readonly title: Content;
  readonly byline?: Content | undefined;
  readonly when: string;
  readonly datetime: string;
  readonly description?: Content | undefined;
  readonly classes?: string | undefined;
}

/** What happened, in order. */
export function timeline(params: {
  readonly items: readonly TimelineItem[];
  readonly headingLevel?: HeadingLevel | undefined;
}): Html {
  const items = params.items.map((item) => {
    const title = element(`h${params.headingLevel ?? 2}`, { class: 'moj-timeline__title' }, item.title);
    const byline = item.byline && html`<p class="moj-timeline__byline">by ${item.byline}</p>`;
    return html`<div class="${classes('moj-timeline__item', item.classes)}"><div class="moj-timeline__header">${title} ${byline}</div><p class="moj-timeline__date"><time datetime="${item.datetime}">${item.when}</time></p><div class="moj-timeline__description">${item.description}</div></div>`;
  });
  return html`<div class="moj-timeline">${items}</div>`;
}

/** A small coloured word beside a heading. */
export function badge(params: {
  readonly text: Content;
  readonly colour?: 'purple' | 'bright-purple' | 'red' | 'green' | 'blue' | 'black' | 'grey' | undefined;
  readonly classes?: string | undefined;
}): Html {
  return html`<span class="${classes('moj-badge', params.colour && `moj-badge--${params.colour}`, params.classes)}">${params.text}</span>`;
}

/** One link of a side navigation. */
export interface NavigationItem {
  readonly href: string;
  readonly text: Content;
  readonly active?: boolean | undefined;
}

/** Links beside a page, under headings where `sections` are given. */
export interface SideNavigation {
  readonly label: string;
  readonly items?: readonly NavigationItem[] | undefined;
  readonly sections?:
    | readonly { readonly heading: Content; readonly items: readonly NavigationItem[] }[]
    | undefined;
}

function links(items: readonly NavigationItem[]): Html {
  const made = items.map(
    (item) =>
      html`<li class="${classes('moj-side-navigation__item', item.active && 'moj-side-navigation__item--active')}"><a href="${item.href}"${attributes({ 'aria-current': item.active && 'location' })}>${item.text}</a></li>`,
  );
  return html`<ul class="moj-side-navigation__list">${made}</ul>`;
}

/** A side navigation. */
export function sideNavigation(params: SideNavigation): Html {
  const sections = (params.sections ?? []).map(
    (section) => html`<h2 class="moj-side-navigation__title">${section.heading}</h2>${links(section.items)}`,
  );
  return html`<nav class="moj-side-navigation" aria-label="${params.label}">${sections}${params.items && links(params.items)}</nav>`;
}

/** One chosen filter; following `href` takes it away. */
export interface FilterTag {
  readonly href: string;
  readonly text: string;
}

/** A box of controls that narrows a list. Belongs inside a GET form. */
export interface Filter {
  readonly heading: Content;
  readonly selected?:
    | {
        readonly heading: Content;
        readonly clear: FilterTag;
        readonly categories: readonly { readonly heading: Content; readonly items: readonly FilterTag[] }[];
      }
    | undefined;
  readonly submitText?: string | undefined;
  readonly options: Content;
}

/** A filter box, with what is chosen already and a way to take each away. */
export function filter(params: Filter): Html {
  const { selected } = params;
  const chosen =
    selected &&
    html`<div class="moj-filter__selected"><div class="moj-filter__selected-heading"><div class="moj-filter__heading-title"><h2 class="govuk-heading-m">${selected.heading}</h2></div><div class="moj-filter__heading-action"><p><a class="govuk-link govuk-link--no-visited-state" href="${selected.clear.href}">${selected.clear.text}</a></p></div></div>${selected.categories.map(
      (category) =>
        html`<h3 class="govuk-heading-s govuk-!-margin-bottom-0">${category.heading}</h3><ul class="moj-filter-tags">${category.items.map((item) => html`<li><a class="moj-filter__tag" href="${item.href}"><span class="govuk-visually-hidden">Remove this filter</span> ${item.text}</a></li>`)}</ul>`,
    )}</div>`;
  return html`<div class="moj-filter"><div class="moj-filter__header"><div class="moj-filter__header-title"><h2 class="govuk-heading-m">${params.heading}</h2></div><div class="moj-filter__header-action"></div></div><div class="moj-filter__content">${chosen}<div class="moj-filter__options">${button({ text: params.submitText ?? 'Apply filters' })}${params.options}</div></div></div>`;
}

const ICONS = {
  success: 'M25,6.2L8.7,23.2L0,14.1l4-4.2l4.7,4.9L21,2L25,6.2z',
  warning: 'M13.6,15.4h-2.3v-4.5h2.3V15.4z M13.6,19.8h-2.3v-2.2h2.3V19.8z M0,23.2h25L12.5,2L0,23.2z',
  information:
    'M13.7,18.5h-2.4v-2.4h2.4V18.5z M12.5,13.7c-0.7,0-1.2-0.5-1.2-1.2V7.7c0-0.7,0.5-1.2,1.2-1.2s1.2,0.5,1.2,1.2v4.8 C13.7,13.2,13.2,13.7,12.5,13.7z M12.5,0.5c-6.6,0-12,5.4-12,12s5.4,12,12,12s12-5.4,12-12S19.1,0.5,12.5,0.5z',
} as const;

/** A coloured strip with something to know about this record. */
export function banner(params: {
  readonly type: 'success' | 'warning' | 'information';
  readonly text: Content;
  readonly attributes?: Attributes | undefined;
}): Html {
  const icon = html`<svg class="moj-banner__icon" fill="currentColor" role="presentation" focusable="false" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 25 25" height="25" width="25"><path d="${trusted(ICONS[params.type])}"/></svg>`;
  return html`<div class="moj-banner moj-banner--${params.type}"${attributes(params.attributes)} role="region" aria-label="${params.type}">${icon}<div class="moj-banner__message">${params.text}</div></div>`;
}
