import { type Attributes, attributes, type Content, classes, type Html, html, trusted } from '../html.ts';

/** A button, or, with `href`, a link that looks like one. */
export interface Button {
  readonly text: Content;
  readonly href?: string | undefined;
  readonly type?: 'submit' | 'button' | 'reset' | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly isStartButton?: boolean | undefined;
  /** Asks the script to swallow a second press within a second; the server copes with one all the same. */
  readonly preventDoubleClick?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
}

const START_ICON = trusted(
  '<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>',
);

/** A button that submits its form unless told otherwise. */
export function button(params: Button): Html {
  const shared: Attributes = {
    class: classes('govuk-button', params.classes, params.isStartButton && 'govuk-button--start'),
    'data-module': 'govuk-button',
    ...params.attributes,
    id: params.id,
  };
  const icon = params.isStartButton && START_ICON;
  const isMarkup = typeof params.text !== 'string';
  const words = params.isStartButton && isMarkup ? html`<span>${params.text}</span>` : params.text;
  if (params.href !== undefined)
    return html`<a href="${params.href}" role="button" draggable="false"${attributes(shared)}>${words}${icon}</a>`;
  const own: Attributes = {
    type: params.type ?? 'submit',
    value: params.value,
    name: params.name,
    disabled: params.disabled,
    'aria-disabled': params.disabled ? 'true' : undefined,
    'data-prevent-double-click':
      params.preventDoubleClick === undefined ? undefined : String(params.preventDoubleClick),
  };
  return html`<button${attributes({ ...own, ...shared })}>${words}${icon}</button>`;
}

/** Where quick exit leads unless told: a page nobody minds being seen on. */
export const SOMEWHERE_HARMLESS = 'https://www.bbc.co.uk/weather';

/** The way out of a page in a hurry. */
export interface ExitThisPage {
  readonly id?: string | undefined;
  readonly text?: Content | undefined;
  readonly redirectUrl?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A quick-exit button. It is a link, so it works without a script. */
export function exitThisPage(params: ExitThisPage): Html {
  return html`<div${attributes({ id: params.id })} class="${classes('govuk-exit-this-page', params.classes)}" data-module="govuk-exit-this-page"${attributes(params.attributes)}>${button(
    {
      text: params.text ?? html`<span class="govuk-visually-hidden">Emergency</span> Exit this page`,
      classes: 'govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button',
      href: params.redirectUrl || SOMEWHERE_HARMLESS,
      attributes: { rel: 'nofollow noreferrer' },
    },
  )}</div>`;
}
