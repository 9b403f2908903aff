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
  sayDateTime,
  summaryList,
  table,
  tag,
  textarea,
  textInput,
  warningText,
} from '../../../../ui/index.ts';
import type { BrokenGlass } from '../../commands/break-glass.command.ts';
import { type EmergencyOpening, FINDINGS } from '../../domain/emergency.ts';
import type { Names } from '../../ports/outside.ports.ts';
import type { OpeningsView, OpeningView } from '../../queries/see-looks.query.ts';
import type { ActValues } from './act-form.form.ts';
import { renderLookTable } from './looks.page.ts';

type Errors = Readonly<Record<string, ErrorMessage>>;

const STATE_WORDS: Readonly<Record<EmergencyOpening['state'], string>> = {
  open: 'Waiting for its review',
  fitting: 'Found fitting',
  'not-fitting': 'Found not fitting',
};

/** Asks what to open in an emergency, and why. */
export function renderEmergency(values: ActValues, errors: Errors, csrf: string | undefined): Html {
  const concern = values.concern ?? '';
  const what =
    concern === '' &&
    textInput({
      name: 'q',
      label: { text: 'Name, phone number, registration, postcode or reference', classes: 'govuk-label--s' },
      value: values.q ?? '',
      autocomplete: 'off',
      ...(errors.q ? { errorMessage: errors.q } : {}),
    });
  return html`<h1 class="govuk-heading-l">Open a record in an emergency</h1>
${warningText({ text: 'Only where a child may be harmed before anybody who has this record can be asked. If a child is in danger now, ring 999 first.' })}
<p class="govuk-body">You can read it for four hours. Whoever holds it, their manager and information governance are told at once, and your reason is reviewed.</p>
<form method="post" action="/emergency" novalidate>${csrfField(csrf)}${concern && html`<input type="hidden" name="concern" value="${concern}">`}${what}${textarea(
    {
      name: 'reason',
      label: { text: 'What the emergency is', classes: 'govuk-label--s' },
      hint: { text: 'In your own words. At least a sentence.' },
      rows: 4,
      value: values.reason ?? '',
      ...(errors.reason ? { errorMessage: errors.reason } : {}),
    },
  )}${button({ text: 'Open it, and tell those who hold it', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;
}

/** What was opened, with links. */
export function renderBroken({ until, opened }: BrokenGlass): Html {
  const links = opened.map(
    ({ id, reference }) =>
      html`<li><a class="govuk-link" href="/concerns/${id}">Concern ${reference}</a></li>`,
  );
  return html`<h1 class="govuk-heading-l">Opened until ${sayDateTime(until)}</h1>
<p class="govuk-body">Those who hold ${opened.length === 1 ? 'it' : 'them'} have been told.</p><ul class="govuk-list">${links}</ul>`;
}

function saySelf({ by }: EmergencyOpening, names: Names): string {
  return `${names.account(by.account)}, ${names.post(by.post)}`;
}

/** Every emergency opening, those waiting first. */
export function renderOpenings({ openings, interests, names }: OpeningsView): Html {
  const said = interests.map(
    ({ reference, account, post, at }) =>
      html`<li>${reference}: ${names.account(account)}, ${names.post(post)}, ${sayDateTime(at)}</li>`,
  );
  const list =
    openings.length === 0
      ? html`<p class="govuk-body">No record has been opened in an emergency.</p>`
      : html`<div class="heed-tablewrap" tabindex="0" role="region" aria-label="Emergency openings">${table({
          caption: 'Emergency openings',
          captionClasses: 'govuk-visually-hidden',
          classes: 'heed-stack',
          head: [{ text: 'When' }, { text: 'Who' }, { text: 'Records' }, { text: 'Review' }],
          rows: openings.map((one) => [
            {
              text: html`<a class="govuk-link" href="/emergency-openings/${one.id}">${sayDateTime(one.at)}</a>`,
            },
            { text: saySelf(one, names), attributes: { 'data-label': 'Who' } },
            { text: String(one.concerns.length), attributes: { 'data-label': 'Records' } },
            {
              text: tag({
                text: STATE_WORDS[one.state],
                classes: one.state === 'open' ? 'govuk-tag--yellow' : 'govuk-tag--grey',
              }),
              attributes: { 'data-label': 'Review' },
            },
          ]),
        })}</div>`;
  return html`<h1 class="govuk-heading-l">Records opened in an emergency</h1>
<p class="govuk-body">Each is reviewed in two working days by the post that owes the review.</p>${list}
<h2 class="govuk-heading-m">Interests declared</h2>
<p class="govuk-body">Somebody said that they know somebody in a concern, and is kept away from it.</p>
${interests.length === 0 ? html`<p class="govuk-body">Nobody has declared an interest.</p>` : html`<ul class="govuk-list govuk-list--bullet">${said}</ul>`}`;
}

function renderReviewForm(id: string, values: ActValues, errors: Errors, csrf: string | undefined): Html {
  return html`<h2 class="govuk-heading-m">Your review</h2>
<form method="post" action="/emergency-openings/${id}" novalidate${attributes(autosaved(`/autosave/openings.${id}`))}>${csrfField(csrf)}${radios(
    {
      name: 'finding',
      idPrefix: 'finding',
      fieldset: { legend: { text: 'Was it fitting?', classes: 'govuk-fieldset__legend--s' } },
      value: values.finding ?? '',
      items: Object.entries(FINDINGS).map(([value, text]) => ({ value, text })),
      ...(errors.finding ? { errorMessage: errors.finding } : {}),
    },
  )}${textarea({
    name: 'reason',
    label: { text: 'Why', classes: 'govuk-label--s' },
    rows: 5,
    value: values.reason ?? '',
    ...(errors.reason ? { errorMessage: errors.reason } : {}),
  })}${button({ text: 'Record the review', preventDoubleClick: true })}</form>`;
}

/** One emergency opening: why, what was opened under it, and the review. */
export function renderOpening(
  { opening, reason, finding, concerns, names }: OpeningView,
  values: ActValues,
  errors: Errors,
  csrf: string | undefined,
): Html {
  const tables = concerns.map(({ reference, looks }) =>
    looks.length > 0
      ? renderLookTable(`Concern ${reference}`, looks, names)
      : html`<p class="govuk-body">Concern ${reference}: nothing was opened.</p>`,
  );
  const reviewed =
    opening.reviewedAt &&
    insetText({
      text: `${STATE_WORDS[opening.state]} by ${names.account(opening.reviewedBy)}, ${sayDateTime(opening.reviewedAt)}: ${finding ?? 'Erased by law'}`,
    });
  return html`<h1 class="govuk-heading-l">A record opened in an emergency</h1>
${summaryList({
  rows: [
    { key: { text: 'Who' }, value: { text: saySelf(opening, names) } },
    { key: { text: 'From' }, value: { text: sayDateTime(opening.at) } },
    { key: { text: 'Until' }, value: { text: sayDateTime(opening.until) } },
    { key: { text: 'Their reason' }, value: { text: reason ?? 'Erased by law' } },
  ],
})}
<h2 class="govuk-heading-m">What was opened under it</h2>${tables}${reviewed}
${opening.state === 'open' && renderReviewForm(opening.id, values, errors, csrf)}`;
}
