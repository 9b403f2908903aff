import { attributes, classes, type Html, html } from '../html.ts';
import { type Field, field, hint } from './field.ts';

/** Several lines of text. */
export interface Textarea extends Field {
  readonly value?: string | undefined;
  readonly rows?: number | string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly autocomplete?: string | undefined;
}

/** A textarea with its label, hint and error. */
export function textarea(params: Textarea): Html {
  return field(params, (id, describedBy) => {
    const own = {
      class: classes('govuk-textarea', params.errorMessage && 'govuk-textarea--error', params.classes),
      id,
      name: params.name,
      rows: params.rows ?? 5,
      spellcheck: params.spellcheck === undefined ? undefined : String(params.spellcheck),
      disabled: params.disabled,
      'aria-describedby': describedBy,
      autocomplete: params.autocomplete,
    };
    // A line break right after the tag is dropped by browsers, so one is given away: a text that begins with one keeps it.
    return html`<textarea${attributes({ ...own, ...params.attributes })}>${'\n'}${params.value}</textarea>`;
  });
}

/** A textarea that says how much may be written; a script counts while typing. */
export interface CharacterCount extends Textarea {
  readonly maxlength?: number | string | undefined;
  readonly maxwords?: number | string | undefined;
  /** Percentage of the limit after which the count shows. */
  readonly threshold?: number | string | undefined;
  readonly countMessage?: { readonly classes?: string | undefined } | undefined;
}

/** A textarea with a limit, said in words below it. */
export function characterCount(params: CharacterCount): Html {
  const id = params.id ?? params.name;
  const limit = params.maxwords ?? params.maxlength;
  const kind = params.maxwords === undefined ? 'characters' : 'words';
  const message = hint({
    id: `${id}-info`,
    text: limit === undefined ? '' : `You can enter up to ${limit} ${kind}`,
    classes: classes('govuk-character-count__message', params.countMessage?.classes),
  });
  return textarea({
    ...params,
    describedBy: `${id}-info`,
    classes: classes('govuk-js-character-count', params.classes),
    formGroup: {
      ...params.formGroup,
      classes: classes('govuk-character-count', params.formGroup?.classes),
      attributes: {
        'data-module': 'govuk-character-count',
        'data-maxlength': params.maxlength,
        'data-maxwords': params.maxwords,
        'data-threshold': params.threshold,
        'data-count-type': params.maxwords === undefined ? undefined : 'words',
        ...params.formGroup?.attributes,
      },
      after: html`${message}${params.formGroup?.after}`,
    },
  });
}
