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

/** The words that name a control. */
export interface Label {
  readonly text?: Content | undefined;
  readonly classes?: string | undefined;
  /** Wraps the label in the page's h1: one question, one page. */
  readonly isPageHeading?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Help shown under a label. */
export interface Hint {
  readonly text?: Content | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** What is wrong with an answer, said beside it. */
export interface ErrorMessage {
  readonly text?: Content | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  /** Said to screen readers before the message; "Error" unless told; empty leaves it out. */
  readonly visuallyHiddenText?: string | undefined;
}

/** The group round a control with its label, hint and error. */
export interface FormGroup {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly before?: Content | undefined;
  readonly after?: Content | undefined;
}

/** What every single control takes. `id` is the name unless told. */
export interface Field {
  readonly id?: string | undefined;
  readonly name: string;
  readonly label: Label;
  readonly hint?: Hint | undefined;
  readonly errorMessage?: ErrorMessage | undefined;
  readonly describedBy?: string | undefined;
  readonly formGroup?: FormGroup | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly disabled?: boolean | undefined;
}

/** A label, in an h1 where it is the page's heading. */
export function label(params: Label & { readonly for?: string | undefined }): Html {
  if (!hasContent(params.text)) return NOTHING;
  const made = html`<label class="${classes('govuk-label', params.classes)}"${attributes({ ...params.attributes, for: params.for })}>${params.text}</label>`;
  return params.isPageHeading ? html`<h1 class="govuk-label-wrapper">${made}</h1>` : made;
}

/** A hint. */
export function hint(params: Hint & { readonly id?: string | undefined }): Html {
  return html`<div${attributes({ id: params.id })} class="${classes('govuk-hint', params.classes)}"${attributes(params.attributes)}>${params.text}</div>`;
}

/** An error message, with "Error:" before it for screen readers. */
export function errorMessage(params: ErrorMessage & { readonly id?: string | undefined }): Html {
  const before = params.visuallyHiddenText ?? 'Error';
  const hidden = before === '' ? NOTHING : html`<span class="govuk-visually-hidden">${before}:</span> `;
  return html`<p${attributes({ id: params.id })} class="${classes('govuk-error-message', params.classes)}"${attributes(params.attributes)}>${hidden}${params.text}</p>`;
}

/** Ids joined for `aria-describedby`, or nothing. */
export function describedBy(...ids: readonly (string | false | undefined)[]): string | undefined {
  return classes(...ids) || undefined;
}

/** The hint and the error of a control, and the ids that describe it. */
export function helpFor(
  id: string,
  params: Pick<Field, 'hint' | 'errorMessage' | 'describedBy'>,
): { readonly markup: Html; readonly ids: string | undefined } {
  const hintId = params.hint && `${id}-hint`;
  const errorId = params.errorMessage && `${id}-error`;
  return {
    markup: html`${params.hint && hint({ ...params.hint, id: hintId })}${params.errorMessage && errorMessage({ ...params.errorMessage, id: errorId })}`,
    ids: describedBy(params.describedBy, hintId, errorId),
  };
}

/** The group round a control, marked where there is an error. */
export function formGroup(
  params: { readonly formGroup?: FormGroup | undefined; readonly errorMessage?: ErrorMessage | undefined },
  content: Content,
): Html {
  const list = classes(
    'govuk-form-group',
    params.errorMessage && 'govuk-form-group--error',
    params.formGroup?.classes,
  );
  return html`<div class="${list}"${attributes(params.formGroup?.attributes)}>${content}</div>`;
}

/** Label, hint, error and control of one field, grouped. `control` is given the ids that describe it. */
export function field(params: Field, control: (id: string, describedBy: string | undefined) => Html): Html {
  const id = params.id ?? params.name;
  const help = helpFor(id, params);
  return formGroup(
    params,
    html`${label({ ...params.label, for: id })}${help.markup}${params.formGroup?.before}${control(id, help.ids)}${params.formGroup?.after}`,
  );
}

/** A group of controls under one legend. */
export interface Fieldset {
  readonly legend?:
    | {
        readonly text?: Content | undefined;
        readonly classes?: string | undefined;
        readonly isPageHeading?: boolean | undefined;
      }
    | undefined;
  readonly classes?: string | undefined;
  readonly describedBy?: string | undefined;
  readonly role?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A fieldset round `content`. */
export function fieldset(params: Fieldset, content: Content): Html {
  const words = params.legend?.text;
  const legend = hasContent(words)
    ? html`<legend class="${classes('govuk-fieldset__legend', params.legend?.classes)}">${
        params.legend?.isPageHeading ? html`<h1 class="govuk-fieldset__heading">${words}</h1>` : words
      }</legend>`
    : NOTHING;
  const own = { role: params.role, 'aria-describedby': params.describedBy || undefined };
  return html`<fieldset class="${classes('govuk-fieldset', params.classes)}"${attributes({ ...own, ...params.attributes })}>${legend}${content}</fieldset>`;
}
