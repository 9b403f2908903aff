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
} from '../../../../ui/index.ts';
import { ANSWER_TEMPLATES } from '../../domain/answer-templates.ts';
import { listUndecided } from '../../domain/concern.ts';
import { OUTCOME_KINDS, OUTCOMES } from '../../domain/outcomes.ts';
import { deriveRecipient } from '../../domain/vocabulary.ts';
import type { ConcernView } from '../../queries/get-concern.query.ts';
import { renderToReporter } from './act.page.ts';
import type { ActValues } from './act-form.form.ts';
import { renderPassages } from './concern.page.ts';
import { SECOND_PERSON_WORDS } from './words.page.ts';

/** What the decide page is drawn from. */
export interface DecidePage {
  readonly view: ConcernView;
  readonly values: ActValues;
  readonly errors: Readonly<Record<string, ErrorMessage>>;
  readonly csrf: string | undefined;
}

const LEVELS = [
  { value: '', text: 'Not recorded' },
  { value: '1', text: 'Level 1: universal' },
  { value: '2', text: 'Level 2: early help' },
  { value: '3', text: 'Level 3: targeted' },
  { value: '4', text: 'Level 4: acute' },
];

function renderChild({ view, values, errors }: DecidePage, subject: string): Html {
  const name = view.subjects.find((s) => s.key === subject)?.name ?? 'This child';
  const at = (field: string) => `${field}-${subject}`;
  const errorOf = (field: string) => {
    const error = errors[at(field)];
    return error ? { errorMessage: error } : {};
  };
  const posts = view.names.posts.map((post) => ({ value: post.id, text: post.label }));
  return html`<fieldset class="govuk-fieldset heed-child"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m"><h2 class="govuk-fieldset__heading">${name}</h2></legend>
${radios({
  name: at('outcome'),
  idPrefix: at('outcome'),
  fieldset: { legend: { text: 'What happens', classes: 'govuk-fieldset__legend--s' } },
  value: values[at('outcome')],
  items: OUTCOME_KINDS.map((kind) => ({
    value: kind,
    text: OUTCOMES[kind].words,
    ...(OUTCOMES[kind].lesser && view.secondPerson.length > 0
      ? { hint: { text: 'Waits for a second person' } }
      : {}),
  })),
  ...errorOf('outcome'),
})}
${select({
  name: at('handed-to'),
  label: { text: 'Who takes it on', classes: 'govuk-label--s' },
  hint: {
    text: 'For protection, assessment, open work, early help, or another agency. It is ours until they accept.',
  },
  value: values[at('handed-to')],
  items: [{ value: '', text: 'Nobody' }, ...posts],
  ...errorOf('handed-to'),
})}
${radios({
  name: at('section'),
  idPrefix: at('section'),
  classes: 'govuk-radios--inline',
  fieldset: { legend: { text: 'Under the Children Act 1989', classes: 'govuk-fieldset__legend--s' } },
  value: values[at('section')] ?? 'neither',
  items: [
    { value: 'section-17', text: 'Section 17' },
    { value: 'section-47', text: 'Section 47' },
    { value: 'neither', text: 'Neither' },
  ],
  ...errorOf('section'),
})}
${select({ name: at('level'), label: { text: 'Threshold level', classes: 'govuk-label--s' }, value: values[at('level')] ?? '', items: LEVELS })}
${textInput({
  name: at('same-as'),
  label: { text: 'The same incident as', classes: 'govuk-label--s' },
  hint: { text: 'The reference of an earlier concern listed beside this one, such as HD-7K2M-94.' },
  value: values[at('same-as')],
  classes: 'govuk-input--width-10',
  ...errorOf('same-as'),
})}
</fieldset>`;
}

function renderAnswer({ view, values, errors }: DecidePage): Html {
  if (!view.state.reachable) {
    return insetText({
      text: 'They took no receipt and left no way to reach them, so there is nobody to answer.',
    });
  }
  if (view.state.answeredAt)
    return insetText({ text: 'They have had an answer. You can send them a message.' });
  const template = ANSWER_TEMPLATES[deriveRecipient(view.state.reporterKind)];
  return html`<h2 class="govuk-heading-m">The answer to the person who told us</h2>
${renderToReporter(view)}
${radios({
  name: 'answer-now',
  idPrefix: 'answer-now',
  classes: 'govuk-radios--inline',
  fieldset: { legend: { text: 'Answer them now?', classes: 'govuk-fieldset__legend--s' } },
  value: values['answer-now'] ?? 'yes',
  items: [
    { value: 'yes', text: 'Yes, with these words' },
    { value: 'no', text: 'Later, within its clock' },
  ],
})}
${textarea({
  name: 'answer-words',
  label: { text: 'Your answer to them', classes: 'govuk-label--s' },
  rows: 10,
  value: values['answer-words'] ?? template,
  ...(errors['answer-words'] ? { errorMessage: errors['answer-words'] } : {}),
})}`;
}

function renderSecondPerson(view: ConcernView): Html | string {
  if (view.secondPerson.length === 0) return '';
  const reasons = view.secondPerson.map((reason) => html`<li>${SECOND_PERSON_WORDS[reason]}</li>`);
  return html`<div class="govuk-inset-text"><p class="govuk-body">If you choose a lesser outcome it waits for a second person, because:</p><ul class="govuk-list govuk-list--bullet">${reasons}</ul><p class="govuk-body">Protection never waits.</p></div>`;
}

/** How many other warnings there are, and how sure that is. */
function sayBundle({ bundle }: ConcernView): string {
  const sure = bundle.filter((one) => one.sure).length;
  const warnings = (count: number) => `${count} other ${count === 1 ? 'warning' : 'warnings'}`;
  if (sure === 0) return `${warnings(bundle.length)} that may be about the same`;
  const also = bundle.length > sure ? `, and ${bundle.length - sure} that may be` : '';
  return `${warnings(sure)} about somebody or something named here${also}`;
}

/** Deciding: one outcome per child, with the reason, and the answer to the reporter as its last step. */
export function renderDecide(page: DecidePage): Html {
  const { view, values, errors, csrf } = page;
  const words = (name: string, label: string, hint: string) =>
    textarea({
      name,
      label: { text: label, classes: 'govuk-label--s' },
      hint: { text: hint },
      value: values[name],
      rows: 4,
      ...(errors[name] ? { errorMessage: errors[name] } : {}),
    });
  const tick = (name: string, text: string) =>
    html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${name}" name="${name}" type="checkbox" value="yes"${attributes({ checked: values[name] === 'yes' })}><label class="govuk-label govuk-checkboxes__label" for="${name}">${text}</label></div>`;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Concern ${view.row.reference}</span>Decide</h1>
${view.told && insetText({ text: renderPassages(view.told.worry) })}
${view.bundle.length > 0 && html`<p class="govuk-body"><a class="govuk-link" href="/concerns/${view.row.id}#bundle">${sayBundle(view)}</a>.</p>`}
${renderSecondPerson(view)}
<form method="post" action="/concerns/${view.row.id}/decide" novalidate${attributes(autosaved(`/autosave/concerns.${view.row.id}.decide`))}>${csrfField(csrf)}<input type="hidden" name="seen" value="${values.seen ?? view.state.acts}">
${listUndecided(view.state).map((subject) => renderChild(page, subject))}
<div class="govuk-form-group"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Known of any of these children from other systems</legend><div class="govuk-checkboxes" data-module="govuk-checkboxes">${tick('looked-after', 'Looked after')}${tick('care-leaver', 'A care leaver')}${tick('missing-twice', 'Missing more than once')}</div></fieldset></div>
${words('reason', 'Why', 'Answer what was said: what was told, what you found, and why this follows.')}
${words('options-set-aside', 'What else you considered', 'And why you set it aside.')}
${words('would-reopen', 'What would make you look again', 'So that whoever reads this next knows.')}
${renderAnswer(page)}
${button({ text: 'Decide', preventDoubleClick: true })}</form>`;
}
