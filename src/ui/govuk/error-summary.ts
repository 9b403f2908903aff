import {
  type Attributes,
  attributes,
  type Content,
  classes,
  type Html,
  hasContent,
  html,
  NOTHING,
} from '../html.ts';

/** One thing to put right; `href` leads to the control. */
export interface SummaryError {
  readonly text: Content;
  readonly href?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Everything that is wrong with a form, above it. */
export interface ErrorSummary {
  readonly titleText: Content;
  readonly descriptionText?: Content | undefined;
  readonly errorList?: readonly SummaryError[] | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** An error summary; a script moves the focus to it. */
export function errorSummary(params: ErrorSummary): Html {
  const items = (params.errorList ?? []).map((error) =>
    error.href
      ? html`<li><a href="${error.href}"${attributes(error.attributes)}>${error.text}</a></li>`
      : html`<li>${error.text}</li>`,
  );
  const list =
    items.length > 0 ? html`<ul class="govuk-list govuk-error-summary__list">${items}</ul>` : NOTHING;
  const description = hasContent(params.descriptionText) ? html`<p>${params.descriptionText}</p>` : NOTHING;
  const own: Attributes = {
    'data-disable-auto-focus':
      params.disableAutoFocus === undefined ? undefined : String(params.disableAutoFocus),
    ...params.attributes,
    'data-module': 'govuk-error-summary',
  };
  return html`<div class="${classes('govuk-error-summary', params.classes)}"${attributes(own)}><div role="alert"><h2 class="govuk-error-summary__title">${params.titleText}</h2><div class="govuk-error-summary__body">${description}${list}</div></div></div>`;
}
