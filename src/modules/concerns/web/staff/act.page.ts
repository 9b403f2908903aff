import {
  attributes,
  autosaved,
  button,
  csrfField,
  type ErrorMessage,
  type Html,
  html,
  insetText,
  radios,
  select,
  textarea,
  textInput,
  warningText,
} from '../../../../ui/index.ts';
import { deriveRecipient } from '../../domain/vocabulary.ts';
import type { ConcernView } from '../../queries/get-concern.query.ts';
import type { ActField, ActForm, ActValues } from './act-form.form.ts';
import { renderPassages } from './concern.page.ts';

const RECIPIENT_WORDS = {
  child: 'a child. Use kind, plain words. Never ask what happened',
  professional: 'somebody who works with children',
  parent: 'family of the child',
  public: 'a member of the public: say that it was acted upon, not what was decided',
} as const;

/** Marks words as ones the reporter will read, before they are sent. */
export function renderToReporter(view: ConcernView): Html {
  const recipient = deriveRecipient(view.state.reporterKind);
  const parents = view.state.parents;
  const silent = parents === 'unsafe-to-tell' || parents === 'not-sure';
  return html`${warningText({ text: `These words go to the person who told us: ${RECIPIENT_WORDS[recipient]}. Somebody else may hold their receipt.` })}
${silent && insetText({ text: 'It may not be safe for the parents to know: do not say that they have been or will be told.' })}`;
}

function renderField(
  field: ActField,
  view: ConcernView,
  values: ActValues,
  error: ErrorMessage | undefined,
): Html {
  const value = values[field.name] ?? field.start?.(view) ?? '';
  const shared = {
    name: field.name,
    ...(field.hint ? { hint: { text: field.hint } } : {}),
    ...(error ? { errorMessage: error } : {}),
  };
  const items = field.options?.(view) ?? [];
  switch (field.kind) {
    case 'words':
      return textarea({
        ...shared,
        label: { text: field.label, classes: 'govuk-label--s' },
        rows: field.rows ?? 5,
        value,
      });
    case 'line':
      return textInput({ ...shared, label: { text: field.label, classes: 'govuk-label--s' }, value });
    case 'select':
      return select({
        ...shared,
        label: { text: field.label, classes: 'govuk-label--s' },
        value,
        items: [{ value: '', text: 'Choose' }, ...items],
      });
    case 'radios':
      return radios({
        ...shared,
        idPrefix: field.name,
        fieldset: { legend: { text: field.label, classes: 'govuk-fieldset__legend--s' } },
        value,
        items: items.map((item) => ({ value: item.value, text: item.text })),
      });
  }
}

/** What a form page is drawn from. */
export interface ActPage {
  readonly view: ConcernView;
  readonly form: ActForm;
  readonly values: ActValues;
  readonly errors: Readonly<Record<string, ErrorMessage>>;
  readonly csrf: string | undefined;
}

/** One act's page: what was said stays in sight, so that nobody decides from memory. */
export function renderAct({ view, form, values, errors, csrf }: ActPage): Html {
  const action = `/concerns/${view.row.id}/${form.path}`;
  const worry = view.told && insetText({ text: renderPassages(view.told.worry) });
  const fields = form.fields.map((field) => renderField(field, view, values, errors[field.name]));
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Concern ${view.row.reference}</span>${form.title}</h1>
${form.intro && html`<p class="govuk-body">${form.intro}</p>`}
${form.toReporter && renderToReporter(view)}
${worry}
<form method="post" action="${action}" novalidate${attributes(autosaved(`/autosave/concerns.${view.row.id}.${form.path}`))}>${csrfField(csrf)}<input type="hidden" name="seen" value="${values.seen ?? view.state.acts}">
${fields}${button({ text: form.submit, preventDoubleClick: true })}</form>`;
}
