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

interface Block {
  readonly text?: Content | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Words folded away behind a summary; needs no script. */
export interface Details extends Block {
  readonly summaryText: Content;
  readonly open?: boolean | undefined;
}

/** A details element. */
export function details(params: Details): Html {
  return html`<details${attributes({ id: params.id })} class="${classes('govuk-details', params.classes)}"${attributes({ ...params.attributes, open: params.open })}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${params.summaryText}</span></summary><div class="govuk-details__text">${params.text}</div></details>`;
}

/** Words set apart by a bar. */
export function insetText(params: Block): Html {
  return html`<div${attributes({ id: params.id })} class="${classes('govuk-inset-text', params.classes)}"${attributes(params.attributes)}>${params.text}</div>`;
}

/** A warning; `iconFallbackText` is said to screen readers before it. */
export interface WarningText extends Block {
  readonly iconFallbackText?: string | undefined;
}

/** A warning with an exclamation mark. */
export function warningText(params: WarningText): Html {
  return html`<div class="${classes('govuk-warning-text', params.classes)}"${attributes(params.attributes)}><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">${params.iconFallbackText || 'Warning'}</span>${params.text}</strong></div>`;
}

/** Something to know about the page as a whole. */
export interface NotificationBanner extends Block {
  readonly type?: 'success' | undefined;
  readonly role?: string | undefined;
  readonly titleText?: Content | undefined;
  readonly titleHeadingLevel?: HeadingLevel | undefined;
  readonly titleId?: string | undefined;
  readonly disableAutoFocus?: boolean | undefined;
}

/** A notification banner. Plain text gets the banner's heading style; markup is shown as it is. */
export function notificationBanner(params: NotificationBanner): Html {
  const success = params.type === 'success';
  const titleId = params.titleId || 'govuk-notification-banner-title';
  const title = params.titleText || (success ? 'Success' : 'Important');
  const own: Attributes = {
    role: params.role || (success ? 'alert' : 'region'),
    'aria-labelledby': titleId,
    'data-module': 'govuk-notification-banner',
    'data-disable-auto-focus':
      params.disableAutoFocus === undefined ? undefined : String(params.disableAutoFocus),
  };
  const heading = element(
    `h${params.titleHeadingLevel ?? 2}`,
    { class: 'govuk-notification-banner__title', id: titleId },
    title,
  );
  const plain = typeof params.text === 'string' && params.text !== '';
  const content = plain
    ? html`<p class="govuk-notification-banner__heading">${params.text}</p>`
    : params.text;
  const list = classes(
    'govuk-notification-banner',
    success && 'govuk-notification-banner--success',
    params.classes,
  );
  return html`<div class="${list}"${attributes({ ...own, ...params.attributes })}><div class="govuk-notification-banner__header">${heading}</div><div class="govuk-notification-banner__content">${content}</div></div>`;
}

/** The large panel of a confirmation page. */
export interface Panel extends Block {
  readonly titleText: Content;
  readonly headingLevel?: HeadingLevel | undefined;
}

/** A confirmation panel. */
export function panel(params: Panel): Html {
  const body = hasContent(params.text) ? html`<div class="govuk-panel__body">${params.text}</div>` : NOTHING;
  const title = element(`h${params.headingLevel ?? 1}`, { class: 'govuk-panel__title' }, params.titleText);
  return html`<div class="${classes('govuk-panel govuk-panel--confirmation', params.classes)}"${attributes(params.attributes)}>${title}${body}</div>`;
}

/** A short coloured word: state, not decoration. */
export function tag(params: Block): Html {
  return html`<strong class="${classes('govuk-tag', params.classes)}"${attributes(params.attributes)}>${params.text}</strong>`;
}

/** A banner that says the service is a demonstration, or on trial. */
export interface PhaseBanner extends Block {
  readonly tag: { readonly text: Content; readonly classes?: string | undefined };
}

/** A phase banner. */
export function phaseBanner(params: PhaseBanner): Html {
  return html`<div class="${classes('govuk-phase-banner govuk-width-container', params.classes)}"${attributes(params.attributes)}><p class="govuk-phase-banner__content">${tag(
    {
      text: params.tag.text,
      classes: classes('govuk-phase-banner__content__tag', params.tag.classes),
    },
  )}<span class="govuk-phase-banner__text">${params.text}</span></p></div>`;
}
