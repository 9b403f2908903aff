import { type Attributes, attributes, type Content, classes, type Html, hasContent, html } from '../html.ts';
import {
  describedBy,
  type ErrorMessage,
  type Fieldset,
  type FormGroup,
  fieldset,
  formGroup,
  type Hint,
  helpFor,
  hint,
  label,
} from './field.ts';

/** One choice, or a divider ("or") between choices. */
export type Choice =
  | { readonly divider: string }
  | {
      readonly divider?: undefined;
      readonly value: string;
      readonly text?: Content | undefined;
      readonly id?: string | undefined;
      /** Checkboxes only: its own name. */
      readonly name?: string | undefined;
      readonly hint?: Hint | undefined;
      readonly label?:
        | { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined }
        | undefined;
      readonly checked?: boolean | undefined;
      readonly disabled?: boolean | undefined;
      /** Shown when chosen; without a script it is always shown. */
      readonly conditional?: Content | undefined;
      /** Checkboxes only: choosing this unticks the rest ("none of these"). */
      readonly behaviour?: 'exclusive' | undefined;
      readonly attributes?: Attributes | undefined;
    };

interface Choices {
  readonly name: string;
  readonly idPrefix?: string | undefined;
  readonly items: readonly Choice[];
  readonly fieldset?: Fieldset | undefined;
  readonly hint?: Hint | undefined;
  readonly errorMessage?: ErrorMessage | undefined;
  readonly formGroup?: FormGroup | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

/** Choose one. */
export interface Radios extends Choices {
  /** What is chosen already. */
  readonly value?: string | undefined;
}

/** Choose any number. */
export interface Checkboxes extends Choices {
  /** What is ticked already. */
  readonly values?: readonly string[] | undefined;
  readonly describedBy?: string | undefined;
}

interface Drawn {
  readonly kind: 'radios' | 'checkboxes';
  readonly params: Choices;
  readonly isChosen: (value: string) => boolean;
  /** Describes each item where there is no fieldset to carry it. */
  readonly itemDescribedBy?: string | undefined;
}

function choice(drawn: Drawn, item: Choice, index: number): Html {
  const { kind, params } = drawn;
  if (item.divider !== undefined) return html`<div class="govuk-${kind}__divider">${item.divider}</div>`;
  const id = item.id ?? `${params.idPrefix ?? params.name}${index > 0 ? `-${index + 1}` : ''}`;
  const checked = item.checked || (item.checked !== false && drawn.isChosen(item.value));
  const hintId = hasContent(item.hint?.text) ? `${id}-item-hint` : undefined;
  const hasMore = hasContent(item.conditional);
  const own: Attributes = {
    class: `govuk-${kind}__input`,
    id,
    name: item.name ?? params.name,
    type: kind === 'radios' ? 'radio' : 'checkbox',
    value: item.value,
    checked,
    disabled: item.disabled,
    'data-aria-controls': hasMore && `conditional-${id}`,
    'data-behaviour': item.behaviour,
    'aria-describedby': describedBy(drawn.itemDescribedBy, hintId),
  };
  const words = label({
    text: item.text,
    classes: classes(`govuk-${kind}__label`, item.label?.classes),
    attributes: item.label?.attributes,
    for: id,
  });
  const help =
    hintId && hint({ ...item.hint, id: hintId, classes: classes(`govuk-${kind}__hint`, item.hint?.classes) });
  const more =
    hasMore &&
    html`<div class="${classes(`govuk-${kind}__conditional`, !checked && `govuk-${kind}__conditional--hidden`)}" id="conditional-${id}">${item.conditional}</div>`;
  return html`<div class="govuk-${kind}__item"><input${attributes({ ...own, ...item.attributes })}>${words}${help}</div>${more}`;
}

function choices(drawn: Drawn, described: string | undefined): Html {
  const { kind, params } = drawn;
  const id = params.idPrefix ?? params.name;
  const help = helpFor(id, { ...params, describedBy: described });
  const inner = { ...drawn, itemDescribedBy: params.fieldset ? undefined : drawn.itemDescribedBy };
  const content = html`${help.markup}<div class="${classes(`govuk-${kind}`, params.classes)}"${attributes({ ...params.attributes, 'data-module': `govuk-${kind}` })}>${params.formGroup?.before}${params.items.map((item, index) => choice(inner, item, index))}${params.formGroup?.after}</div>`;
  return formGroup(
    params,
    params.fieldset ? fieldset({ ...params.fieldset, describedBy: help.ids }, content) : content,
  );
}

/** Radio buttons under a legend. */
export function radios(params: Radios): Html {
  return choices(
    { kind: 'radios', params, isChosen: (value) => params.value !== undefined && value === params.value },
    params.fieldset?.describedBy,
  );
}

/** Checkboxes under a legend. */
export function checkboxes(params: Checkboxes): Html {
  const id = params.idPrefix ?? params.name;
  const described = params.fieldset?.describedBy ?? params.describedBy;
  const itemDescribedBy = describedBy(
    described,
    params.hint && `${id}-hint`,
    params.errorMessage && `${id}-error`,
  );
  return choices(
    {
      kind: 'checkboxes',
      params,
      isChosen: (value) => params.values?.includes(value) ?? false,
      itemDescribedBy,
    },
    described,
  );
}
