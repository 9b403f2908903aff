import { type Attributes, attributes, classes, type Html, html } from '../html.ts';
import { type Field, field } from './field.ts';

/** One thing to select; its text is its value unless told. */
export interface SelectItem {
  readonly value?: string | undefined;
  readonly text: string;
  readonly selected?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A list to choose one from, where radio buttons would be too many. */
export interface Select extends Field {
  readonly items: readonly SelectItem[];
  readonly value?: string | undefined;
}

/** A select with its label, hint and error. */
export function select(params: Select): Html {
  return field(params, (id, describedBy) => {
    const own = {
      class: classes('govuk-select', params.classes, params.errorMessage && 'govuk-select--error'),
      id,
      name: params.name,
      disabled: params.disabled,
      'aria-describedby': describedBy,
    };
    const options = params.items.map((item) => {
      const chosen = params.value !== undefined && (item.value ?? item.text) === params.value;
      const selected = item.selected || (item.selected !== false && chosen);
      return html`<option${attributes({ value: item.value, selected, disabled: item.disabled, ...item.attributes })}>${item.text}</option>`;
    });
    return html`<select${attributes({ ...own, ...params.attributes })}>${options}</select>`;
  });
}
