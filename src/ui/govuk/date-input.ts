import { type Attributes, attributes, classes, type Html, html } from '../html.ts';
import {
  type ErrorMessage,
  type Fieldset,
  type FormGroup,
  fieldset,
  formGroup,
  type Hint,
  helpFor,
} from './field.ts';
import { textInput } from './text-input.ts';

/** One box of a date. */
export interface DatePart {
  readonly name: string;
  readonly label?: string | undefined;
  readonly id?: string | undefined;
  readonly value?: string | number | undefined;
  readonly classes?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly pattern?: string | undefined;
  readonly inputmode?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** A date somebody remembers, in boxes: day, month and year unless told. */
export interface DateInput {
  readonly id: string;
  readonly namePrefix?: string | undefined;
  readonly items?: readonly DatePart[] | undefined;
  readonly values?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly fieldset?: Fieldset | undefined;
  readonly hint?: Hint | undefined;
  readonly errorMessage?: ErrorMessage | undefined;
  readonly formGroup?: FormGroup | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

const PARTS: readonly DatePart[] = [
  { name: 'day', classes: 'govuk-input--width-2' },
  { name: 'month', classes: 'govuk-input--width-2' },
  { name: 'year', classes: 'govuk-input--width-4' },
];

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
}

function part(params: DateInput, item: DatePart, marked: boolean): Html {
  const name = params.namePrefix ? `${params.namePrefix}-${item.name}` : item.name;
  const own = item.classes ?? '';
  const inError = marked && !own.includes('govuk-input--error') && 'govuk-input--error';
  const width = !own.includes('govuk-input--width-') && `govuk-input--width-${item.name === 'year' ? 4 : 2}`;
  return html`<div class="govuk-date-input__item">${textInput({
    ...item,
    id: item.id ?? `${params.id}-${item.name}`,
    name,
    label: { text: item.label ?? capitalised(item.name), classes: 'govuk-date-input__label' },
    value: item.value ?? params.values?.[name],
    inputmode: item.inputmode ?? 'numeric',
    classes: classes('govuk-date-input__input', inError, width, own),
  })}</div>`;
}

/** A date input. Where no box is marked as wrong and there is an error, all are. */
export function dateInput(params: DateInput): Html {
  const items = params.items?.length ? params.items : PARTS;
  const anyMarked = items.some((item) => item.classes?.includes('govuk-input--error'));
  const help = helpFor(params.id, { ...params, describedBy: params.fieldset?.describedBy });
  const boxes = items.map((item) => part(params, item, params.errorMessage !== undefined && !anyMarked));
  const content = html`${help.markup}<div class="${classes('govuk-date-input', params.classes)}"${attributes({ ...params.attributes, id: params.id })}>${params.formGroup?.before}${boxes}${params.formGroup?.after}</div>`;
  // role=group: otherwise JAWS does not announce the description of a fieldset of text inputs.
  return formGroup(
    params,
    params.fieldset
      ? fieldset({ ...params.fieldset, role: 'group', describedBy: help.ids }, content)
      : content,
  );
}
