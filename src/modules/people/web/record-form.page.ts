import {
  button,
  checkboxes,
  csrfField,
  details,
  type FormErrors,
  type Html,
  html,
  radios,
  select,
  textarea,
  textInput,
} from '../../../ui/index.ts';

/** What was typed or chosen, by field. */
export type RecordValues = Readonly<Record<string, string | readonly string[]>>;

/** One thing asked for on a form about a record. */
export interface RecordField {
  readonly name: string;
  readonly kind: 'line' | 'words' | 'radios' | 'select' | 'boxes';
  readonly label: string;
  readonly hint?: string | undefined;
  readonly options?: readonly { readonly value: string; readonly text: string }[] | undefined;
  readonly short?: boolean | undefined;
}

export interface RecordForm {
  readonly action: string;
  readonly fields: readonly RecordField[];
  readonly submit: string;
  readonly values: RecordValues;
  readonly errors: FormErrors;
  readonly csrf: string | undefined;
  /** Tells apart the forms of one page. */
  readonly prefix?: string;
  readonly warning?: boolean;
  readonly classes?: string | undefined;
  /** Another button, after the one that Enter presses. */
  readonly other?: Html | undefined;
  /** Goes with the form unseen. */
  readonly hidden?: Readonly<Record<string, string>>;
}

/** One value of what was typed, as text. */
export function textOf(values: RecordValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** Reads a posted form: text, and lists of it; anything else is left out. */
export function readRecordValues(body: unknown): RecordValues {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter(
      (entry): entry is [string, string | string[]] =>
        typeof entry[1] === 'string' ||
        (Array.isArray(entry[1]) && entry[1].every((one) => typeof one === 'string')),
    ),
  );
}

/** All values of what was ticked. */
export function listOf(values: RecordValues, name: string): readonly string[] {
  const value = values[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

/** Many to tick are folded away until one is, or something is wrong. */
function tick(params: Parameters<typeof checkboxes>[0]): Html {
  const boxes = checkboxes({ ...params, classes: 'govuk-checkboxes--small' });
  const open = (params.values ?? []).length > 0 || params.errorMessage !== undefined;
  return details({ summaryText: params.fieldset?.legend?.text ?? 'Choose', text: boxes, open });
}

function renderField(form: RecordForm, field: RecordField): Html {
  const { name, options = [] } = field;
  const id = form.prefix ? `${form.prefix}-${name}` : name;
  const error = form.errors.byField[name];
  const help = {
    ...(field.hint ? { hint: { text: field.hint } } : {}),
    ...(error ? { errorMessage: error } : {}),
  };
  const own = { id, name, value: textOf(form.values, name), ...help };
  const legend = { fieldset: { legend: { text: field.label, classes: 'govuk-fieldset__legend--s' } } };
  const label = { text: field.label, classes: 'govuk-label--s' };
  switch (field.kind) {
    case 'line':
      return textInput({ ...own, label, ...(field.short ? { classes: 'govuk-input--width-20' } : {}) });
    case 'words':
      return textarea({ ...own, label, rows: 3 });
    case 'select':
      return select({ ...own, label, items: [{ value: '', text: 'Choose one' }, ...options] });
    case 'radios':
      return radios({
        idPrefix: id,
        name,
        ...help,
        ...legend,
        value: textOf(form.values, name),
        items: options,
      });
    case 'boxes':
      return tick({
        idPrefix: id,
        name,
        ...help,
        ...legend,
        values: listOf(form.values, name),
        items: options,
      });
  }
}

const classesOf = ({ warning, classes }: RecordForm) => {
  const all = warning ? 'govuk-button--warning' : classes;
  return all ? { classes: all } : {};
};

/** A form about a record: each field under its label, with what is wrong beside it. */
export function renderRecordForm(form: RecordForm): Html {
  const hidden = Object.entries(form.hidden ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post" action="${form.action}" novalidate>${csrfField(form.csrf)}${hidden}
${form.fields.map((field) => renderField(form, field))}
<div class="govuk-button-group">${button({ text: form.submit, ...classesOf(form) })}${form.other}</div></form>`;
}
