import {
  type Attributes,
  attributes,
  type Content,
  classes,
  element,
  type HeadingLevel,
  type Html,
  hasContent,
  html,
  NOTHING,
} from '../html.ts';

/** A link that changes an answer; `visuallyHiddenText` says which answer. */
export interface SummaryAction {
  readonly href: string;
  readonly text: Content;
  readonly visuallyHiddenText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

interface Cell {
  readonly text: Content;
  readonly classes?: string | undefined;
}

interface Actions {
  readonly items?: readonly SummaryAction[] | undefined;
  readonly classes?: string | undefined;
}

/** One question and its answer. */
export interface SummaryRow {
  readonly key: Cell;
  readonly value: Cell;
  readonly actions?: Actions | undefined;
  readonly classes?: string | undefined;
}

/** A titled box round a summary list. */
export interface SummaryCard {
  readonly title?:
    | {
        readonly text: Content;
        readonly headingLevel?: HeadingLevel | undefined;
        readonly classes?: string | undefined;
      }
    | undefined;
  readonly actions?: Actions | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Questions with their answers. */
export interface SummaryList {
  readonly rows: readonly SummaryRow[];
  readonly card?: SummaryCard | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

function actionLink(action: SummaryAction, cardTitle: Content | undefined): Html {
  const of = hasContent(action.visuallyHiddenText) && html` ${action.visuallyHiddenText}`;
  const card = hasContent(cardTitle) && html` (${cardTitle})`;
  const hidden = of || card ? html`<span class="govuk-visually-hidden">${of}${card}</span>` : NOTHING;
  return html`<a class="${classes('govuk-link', action.classes)}" href="${action.href}"${attributes(action.attributes)}>${action.text}${hidden}</a>`;
}

function rowActions(row: SummaryRow, cardTitle: Content | undefined): Html {
  const items = row.actions?.items ?? [];
  const [first, ...others] = items.map((action) => actionLink(action, cardTitle));
  if (!first) return NOTHING;
  const content =
    others.length === 0
      ? first
      : html`<ul class="govuk-summary-list__actions-list">${[first, ...others].map((link) => html`<li class="govuk-summary-list__actions-list-item">${link}</li>`)}</ul>`;
  return html`<dd class="${classes('govuk-summary-list__actions', row.actions?.classes)}">${content}</dd>`;
}

function card(params: SummaryCard, list: Html): Html {
  const title =
    params.title &&
    element(
      `h${params.title.headingLevel ?? 2}`,
      { class: classes('govuk-summary-card__title', params.title.classes) },
      params.title.text,
    );
  const links = (params.actions?.items ?? []).map((action) => actionLink(action, params.title?.text));
  const list_ = classes('govuk-summary-card__actions', params.actions?.classes);
  const [only] = links;
  let actions = NOTHING;
  if (only && links.length === 1) actions = html`<div class="${list_}">${only}</div>`;
  else if (only)
    actions = html`<ul class="${list_}">${links.map((link) => html`<li class="govuk-summary-card__action">${link}</li>`)}</ul>`;
  return html`<div class="${classes('govuk-summary-card', params.classes)}"${attributes(params.attributes)}><div class="govuk-summary-card__title-wrapper">${title}${actions}</div><div class="govuk-summary-card__content">${list}</div></div>`;
}

/** A summary list, in a card where one is asked for. */
export function summaryList(params: SummaryList): Html {
  const anyActions = params.rows.some((row) => (row.actions?.items?.length ?? 0) > 0);
  const rows = params.rows.map((row) => {
    const list = classes(
      'govuk-summary-list__row',
      anyActions && !row.actions?.items && 'govuk-summary-list__row--no-actions',
      row.classes,
    );
    return html`<div class="${list}"><dt class="${classes('govuk-summary-list__key', row.key.classes)}">${row.key.text}</dt><dd class="${classes('govuk-summary-list__value', row.value.classes)}">${row.value.text}</dd>${rowActions(row, params.card?.title?.text)}</div>`;
  });
  const list = html`<dl class="${classes('govuk-summary-list', params.classes)}"${attributes(params.attributes)}>${rows}</dl>`;
  return params.card ? card(params.card, list) : list;
}
