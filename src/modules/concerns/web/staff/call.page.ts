import {
  attributes,
  autosaved,
  button,
  checkboxes,
  csrfField,
  type ErrorMessage,
  type Html,
  html,
  insetText,
  panel,
  radios,
  sayDateTime,
  textarea,
  textInput,
} from '../../../../ui/index.ts';
import type { RaisedConcern } from '../../domain/raise-input.ts';
import { INDICATORS, NAMINGS, PARENTS, REPORTER_KINDS } from '../../domain/vocabulary.ts';
import type { ActValues } from './act-form.form.ts';
import { KIND_WORDS, NAMING_WORDS, PARENTS_WORDS } from './words.page.ts';

/** What the page for writing down a call is drawn from. */
export interface CallPage {
  readonly values: ActValues;
  readonly indicators: readonly string[];
  readonly errors: Readonly<Record<string, ErrorMessage>>;
  readonly csrf: string | undefined;
  /** Sent twice, a call is one concern. */
  readonly key: string;
}

type Line = (name: string, label: string, hint?: string) => Html;

function whoItIsAbout(line: Line, words: Line): Html {
  return html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Who and what it is about, as little as is known</legend>
${line('child-name', 'Child’s name')}${line('child-age', 'Age or date of birth')}${line('child-school', 'School')}${words('child-more', 'Anything else about the child', 'Where they live, what they look like, a nickname.')}
${line('child2-name', 'Second child’s name')}${line('child2-age', 'Second child’s age or date of birth')}
${line('adult-name', 'Adult’s name or nickname')}${line('adult-more', 'Who they are to the child')}
${line('phone', 'Phone number')}${line('vehicle', 'Registration, or part of it')}${line('vehicle-more', 'Colour and make')}
${line('place', 'Place')}${line('postcode', 'Postcode')}</fieldset>`;
}

/** One screen, in the order a call goes, by keyboard alone. */
export function renderCall({ values, indicators, errors, csrf, key }: CallPage): Html {
  const fieldOf = (name: string, label: string, hint?: string) => ({
    name,
    label: { text: label, classes: 'govuk-label--s' },
    value: values[name],
    ...(hint ? { hint: { text: hint } } : {}),
    ...(errors[name] ? { errorMessage: errors[name] } : {}),
  });
  const line: Line = (name, label, hint) => textInput({ ...fieldOf(name, label, hint), autocomplete: 'off' });
  const words: Line = (name, label, hint) => textarea({ ...fieldOf(name, label, hint), rows: 3 });
  const choose = (
    name: string,
    legend: string,
    options: readonly (readonly [string, string])[],
    start: string,
  ) =>
    radios({
      name,
      idPrefix: name,
      classes: 'govuk-radios--small',
      fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
      value: values[name] ?? start,
      items: options.map(([value, text]) => ({ value, text })),
      ...(errors[name] ? { errorMessage: errors[name] } : {}),
    });
  return html`<h1 class="govuk-heading-l">Write down a call</h1>
${insetText({ text: 'If a child is in danger now, ring 999 first. Write their words as they say them.' })}
<form method="post" action="/calls" novalidate${attributes(autosaved('/autosave/calls'))}>${csrfField(csrf)}<input type="hidden" name="key" value="${key}">
${textarea({ ...fieldOf('worry', 'What are they worried about? In their words'), rows: 8 })}
${choose(
  'danger',
  'Is a child in danger now or tonight?',
  [
    ['now', 'Yes'],
    ['no', 'No'],
    ['not-sure', 'Not sure'],
  ],
  'not-sure',
)}
${choose(
  'when',
  'When',
  [
    ['now', 'It is happening now'],
    ['recent', 'In the last weeks'],
    ['long-ago', 'Long ago'],
    ['not-said', 'They did not say'],
  ],
  'not-said',
)}
${choose(
  'kind',
  'Who is calling',
  REPORTER_KINDS.map((k) => [k, KIND_WORDS[k]] as const),
  'other',
)}
${choose(
  'naming',
  'How they want to be known',
  NAMINGS.map((n) => [n, NAMING_WORDS[n]] as const),
  'named',
)}
${line('caller-name', 'Their name')}${line('caller-phone', 'A safe number to ring them on')}${line('caller-safe', 'Safe times and ways to reach them')}
${whoItIsAbout(line, words)}
${checkboxes({
  name: 'indicators',
  idPrefix: 'indicators',
  classes: 'govuk-checkboxes--small',
  fieldset: { legend: { text: 'Signs they spoke of', classes: 'govuk-fieldset__legend--s' } },
  values: indicators,
  items: Object.entries(INDICATORS).map(([value, { words: text }]) => ({ value, text })),
})}
${choose(
  'worker',
  'Is it about somebody who works or volunteers with children?',
  [
    ['no', 'No'],
    ['yes', 'Yes: the LADO gets it too'],
  ],
  'no',
)}
${line('worker-who', 'Who that is')}
${choose(
  'parents',
  'Do the parents know, and is telling them safe?',
  PARENTS.map((p) => [p, PARENTS_WORDS[p]] as const),
  'not-sure',
)}
${choose(
  'receipt',
  'A receipt to come back with',
  [
    ['yes', 'Yes: read it out to them'],
    ['no', 'No: they cannot keep it safe'],
  ],
  'yes',
)}
${button({ text: 'Send to the front door', preventDoubleClick: true })}</form>`;
}

/** After the call: the receipt to read out, and what to say will happen. */
export function renderCallSent(raised: RaisedConcern): Html {
  const words = raised.receipt?.words.map((word, i) => html`<li>${i + 1}. <strong>${word}</strong></li>`);
  return html`${panel({ titleText: 'Sent to the front door', text: html`Reference<br><strong>${raised.reference}</strong>` })}
${
  words
    ? html`<h2 class="govuk-heading-m">Read these eight words out, slowly, twice</h2><ol class="govuk-list heed-receipt">${words}</ol><p class="govuk-body">Or as digits: <strong>${raised.receipt?.digits ?? ''}</strong></p><p class="govuk-body">Ask them to say two of the words back. With them they can read our answer and write to us. We cannot give them out again.</p>`
    : html`<p class="govuk-body">${raised.repeated ? 'This call was already sent; its receipt was shown then.' : 'They took no receipt.'}</p>`
}
<h2 class="govuk-heading-m">What to tell them</h2><ul class="govuk-list govuk-list--bullet"><li>Somebody will have read it by ${sayDateTime(raised.openedBy)}.</li><li>There will be an answer by ${sayDateTime(raised.answeredBy)}.</li></ul>
<p class="govuk-body"><a class="govuk-link" href="/calls">Write down another call</a></p>`;
}
