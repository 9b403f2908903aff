import { type Attributes, attributes, type Content, classes, type Html, hasContent, html } from '../html.ts';
import { type Field, field } from './field.ts';

/** Something fixed before or after what is typed, such as "£". Hidden from screen readers: say it in the label too. */
export interface Affix {
  readonly text?: Content | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A single line of text. */
export interface TextInput extends Field {
  readonly type?: string | undefined;
  readonly value?: string | number | undefined;
  readonly inputmode?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly autocapitalize?: string | undefined;
  readonly pattern?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly prefix?: Affix | undefined;
  readonly suffix?: Affix | undefined;
  readonly inputWrapper?:
    | { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined }
    | undefined;
}

function control(params: TextInput, id: string, describedBy: string | undefined): Html {
  const own: Attributes = {
    class: classes('govuk-input', params.classes, params.errorMessage && 'govuk-input--error'),
    id,
    name: params.name,
    type: params.type || 'text',
    spellcheck: params.spellcheck === undefined ? undefined : String(params.spellcheck),
    value: params.value,
    disabled: params.disabled,
    'aria-describedby': describedBy,
    autocomplete: params.autocomplete,
    autocapitalize: params.autocapitalize,
    pattern: params.pattern,
    inputmode: params.inputmode,
  };
  return html`<input${attributes({ ...own, ...params.attributes })}>`;
}

function affix(kind: 'prefix' | 'suffix', given: Affix | undefined): Html | undefined {
  if (!given || !hasContent(given.text)) return undefined;
  return html`<div class="${classes(`govuk-input__${kind}`, given.classes)}" aria-hidden="true"${attributes(given.attributes)}>${given.text}</div>`;
}

/** A text input with its label, hint and error. */
export function textInput(params: TextInput): Html {
  const { before, after, ...group } = params.formGroup ?? {};
  const prefix = affix('prefix', params.prefix);
  const suffix = affix('suffix', params.suffix);
  const wrapped = prefix || suffix || hasContent(before) || hasContent(after);
  return field({ ...params, formGroup: group }, (id, ids) => {
    const input = control(params, id, ids);
    if (!wrapped) return input;
    return html`<div class="${classes('govuk-input__wrapper', params.inputWrapper?.classes)}"${attributes(params.inputWrapper?.attributes)}>${before}${prefix}${input}${suffix}${after}</div>`;
  });
}

/** A password input. Works as it is; a script adds "Show". */
export interface PasswordInput extends Field {
  readonly value?: string | undefined;
  readonly autocomplete?: 'current-password' | 'new-password' | undefined;
  readonly button?: { readonly classes?: string | undefined } | undefined;
}

/** A password input with a "Show" button that a script reveals. */
export function passwordInput(params: PasswordInput): Html {
  const id = params.id ?? params.name;
  const button = html`<button type="button" class="${classes('govuk-button', 'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle', params.button?.classes)}" data-module="govuk-button" aria-controls="${id}" aria-label="Show password" hidden>Show</button>`;
  return textInput({
    ...params,
    type: 'password',
    spellcheck: false,
    autocapitalize: 'none',
    autocomplete: params.autocomplete ?? 'current-password',
    classes: classes('govuk-password-input__input govuk-js-password-input-input', params.classes),
    inputWrapper: { classes: 'govuk-password-input__wrapper' },
    formGroup: {
      ...params.formGroup,
      classes: classes('govuk-password-input', params.formGroup?.classes),
      attributes: { 'data-module': 'govuk-password-input', ...params.formGroup?.attributes },
      after: html`${button}${params.formGroup?.after}`,
    },
  });
}
