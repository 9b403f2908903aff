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
  radios,
  sayDateTime,
  summaryList,
  textarea,
  warningText,
} from '../../../../ui/index.ts';
import { GROUNDS } from '../../domain/retention.ts';
import type { Loss } from '../../ports/keeping.ports.ts';
import type { ErasureView, KeepingView } from '../../queries/see-keeping.query.ts';
import type { ActValues } from './act-form.form.ts';
import { ERASURE_WORDS, sayObstacle, sayPerson, sayPlainDay } from './keeping.page.ts';

type Errors = Readonly<Record<string, ErrorMessage>>;

/** What every form here is drawn from. */
export interface KeepingForm {
  /** Where it goes, which is where it stands. */
  readonly action: string;
  readonly values: ActValues;
  readonly errors: Errors;
  readonly csrf: string | undefined;
}

function form({ action, csrf }: KeepingForm, content: Html): Html {
  const key = action.slice(1).replaceAll('/', '.');
  return html`<form method="post" action="${action}" novalidate${attributes(autosaved(`/autosave/${key}`))}>${csrfField(csrf)}${content}</form>`;
}

function why({ values, errors }: KeepingForm): Html {
  return textarea({
    name: 'reason',
    label: { text: 'Why', classes: 'govuk-label--s' },
    hint: { text: 'At least a sentence, with no names and nothing of what was said: this reason stays.' },
    rows: 4,
    value: values.reason ?? '',
    ...(errors.reason ? { errorMessage: errors.reason } : {}),
  });
}

const heading = (reference: string, text: string) =>
  html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Concern ${reference}</span>${text}</h1>`;

/** The heading, and below it what stands in the way of erasing the record, where anything does. */
function headed(view: KeepingView, text: string): Html {
  const obstacle = sayObstacle(view);
  return html`${heading(view.kept.reference, text)}${obstacle && insetText({ text: obstacle })}`;
}

/** No form where it could only be refused; but what came into the way while somebody wrote does not take their words. */
function isInTheWay(view: KeepingView, { values }: KeepingForm): boolean {
  return sayObstacle(view) !== null && (values.reason ?? '') === '';
}

/** Placing a hold. */
export function renderPlaceHold({ kept }: KeepingView, given: KeepingForm): Html {
  return html`${heading(kept.reference, 'Place a legal hold')}
<p class="govuk-body">While it stands, nothing of this record can be erased, whatever else is decided. Somebody else than you has to lift it.</p>
${form(given, html`${why(given)}${button({ text: 'Place the hold', preventDoubleClick: true })}`)}`;
}

/** Lifting one. */
export function renderLiftHold(view: KeepingView, hold: string, given: KeepingForm): Html {
  const found = view.holds.find(({ id }) => id === hold);
  const said = found && {
    rows: [
      {
        key: { text: 'Placed by' },
        value: { text: `${sayPerson(view.names, found.placed)}, ${sayDateTime(found.placedAt)}` },
      },
      { key: { text: 'Why' }, value: { text: found.reason ?? 'Erased by law' } },
    ],
  };
  return html`${heading(view.kept.reference, 'Lift a legal hold')}
${said && summaryList(said)}
<p class="govuk-body">Whoever asked for it must have said that it is no longer needed.</p>
${form(given, html`${why(given)}${button({ text: 'Lift the hold', classes: 'govuk-button--warning', preventDoubleClick: true })}`)}`;
}

/** Proposing an erasure. Where something stands in the way, the page says what, instead of a form to be refused. */
export function renderPropose(view: KeepingView, given: KeepingForm): Html {
  const { values, errors } = given;
  const title = headed(view, 'Propose that it be erased');
  if (isInTheWay(view, given)) return title;
  const checked =
    view.rule.kind === 'concern'
      ? checkboxes({
          name: 'checked',
          idPrefix: 'checked',
          fieldset: {
            legend: { text: 'If its time of keeping is over', classes: 'govuk-fieldset__legend--s' },
          },
          hint: { text: 'Nothing was ticked as exploitation. It may still have been told in words.' },
          values: values.checked === 'yes' ? ['yes'] : [],
          items: [
            {
              value: 'yes',
              text: 'Somebody who may read it has said that neither exploitation nor sexual abuse is in question',
            },
          ],
          ...(errors.checked ? { errorMessage: errors.checked } : {}),
        })
      : '';
  return html`${title}
<p class="govuk-body">Nothing is lost yet. Somebody in another agency has to agree, and is told now.</p>
<p class="govuk-body">It is kept until ${sayPlainDay(view.until)}${view.over ? ', which is over' : ''}.</p>
${form(
  given,
  html`${radios({
    name: 'ground',
    idPrefix: 'ground',
    fieldset: { legend: { text: 'On what ground?', classes: 'govuk-fieldset__legend--s' } },
    value: values.ground ?? '',
    items: Object.entries(GROUNDS).map(([value, text]) => ({ value, text })),
    ...(errors.ground ? { errorMessage: errors.ground } : {}),
  })}${checked}${why(given)}${button({ text: 'Propose it to a second person', preventDoubleClick: true })}`,
)}`;
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

function listLoss(loss: Loss): readonly string[] {
  return [
    'Everything that was said, word for word, and who said it',
    'Every reason written for a decision about it',
    ...(loss.messages > 0 ? [count(loss.messages, 'message', 'messages')] : []),
    ...(loss.requests > 0
      ? [`${count(loss.requests, 'request', 'requests')} to other agencies, and the replies`]
      : []),
    ...(loss.files > 0 ? [count(loss.files, 'file', 'files')] : []),
    ...(loss.mentions > 0
      ? [
          `${count(loss.mentions, 'child, adult or thing', 'children, adults and things')} named in it: no search finds it by them any more`,
        ]
      : []),
    ...(loss.recordsLost > 0
      ? [
          `${count(loss.recordsLost, 'record of a child, adult or thing', 'records of children, adults and things')} that nothing else is known of`,
        ]
      : []),
    ...(loss.recordsTouched > 0
      ? [
          `What this one said of ${count(loss.recordsTouched, 'other record', 'other records')} of children, adults and things`,
        ]
      : []),
  ];
}

/** One erasure: what was proposed, and what was answered. `maySettle` where this viewer could be the second person. */
export function renderErasure(view: ErasureView, maySettle: boolean): Html {
  const { erasure, keeping, reason, finding } = view;
  const { names } = keeping;
  const { settled, settledAt } = erasure;
  const obstacle = erasure.state === 'proposed' ? sayObstacle(keeping) : null;
  const base = `/erasures/${erasure.id}`;
  const answer = settled &&
    settledAt && [
      {
        key: { text: ERASURE_WORDS[erasure.state] },
        value: { text: `${sayPerson(names, settled)}, ${sayDateTime(settledAt)}` },
      },
      { key: { text: 'Why' }, value: { text: finding ?? 'Not kept: it was brought back by a restore' } },
    ];
  const settle =
    erasure.state === 'proposed' &&
    maySettle &&
    html`<div class="govuk-button-group">${!obstacle && button({ text: 'See what will be lost', href: `${base}/confirm` })}${button({ text: 'Do not agree', href: `${base}/refuse`, classes: 'govuk-button--secondary' })}</div>`;
  return html`${heading(erasure.reference, 'Erasing this record')}
${obstacle && insetText({ text: obstacle })}
${summaryList({
  rows: [
    {
      key: { text: 'Proposed by' },
      value: {
        text: html`${sayPerson(names, erasure.proposed)}<br>${names.agency(erasure.proposed.agency)}, ${sayDateTime(erasure.proposedAt)}`,
      },
    },
    { key: { text: 'Ground' }, value: { text: GROUNDS[erasure.ground] } },
    { key: { text: 'Why' }, value: { text: reason ?? 'Not kept: it was brought back by a restore' } },
    { key: { text: 'Kept until' }, value: { text: sayPlainDay(keeping.until) } },
    ...(answer || []),
  ],
})}
<p class="govuk-body"><a class="govuk-link" href="/concerns/${erasure.concern}/keeping">How this record is kept</a></p>
${erasure.state === 'proposed' && html`<p class="govuk-body">Somebody in another agency than ${names.agency(erasure.proposed.agency)} has to answer.</p>`}${settle}`;
}

/** The second step: what will be lost, before it is. */
export function renderConfirmErasure({ erasure, keeping, reason }: ErasureView, given: KeepingForm): Html {
  const title = headed(keeping, 'What will be lost');
  if (isInTheWay(keeping, given)) return title;
  const { values, errors } = given;
  const lost = listLoss(keeping.loss).map((text) => html`<li>${text}</li>`);
  return html`${title}
${warningText({ text: 'This cannot be undone by anybody.' })}
<ul class="govuk-list govuk-list--bullet">${lost}</ul>
<p class="govuk-body">What stays: that it was told and when, who did what and when, and this decision.</p>
<p class="govuk-body">Ground: ${GROUNDS[erasure.ground]}. ${reason ?? ''}</p>
${form(
  given,
  html`${checkboxes({
    name: 'read',
    idPrefix: 'read',
    fieldset: { legend: { text: 'Before you erase it', classes: 'govuk-fieldset__legend--s' } },
    values: values.read === 'yes' ? ['yes'] : [],
    items: [{ value: 'yes', text: 'I have read what will be lost' }],
    ...(errors.read ? { errorMessage: errors.read } : {}),
  })}${why(given)}${button({ text: 'Erase it for good', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
)}`;
}

/** Not agreeing. */
export function renderRefuseErasure({ erasure }: ErasureView, given: KeepingForm): Html {
  return html`${heading(erasure.reference, 'Do not agree that it is erased')}
<p class="govuk-body">Everything stays as it is. Whoever proposed it sees your reason.</p>
${form(given, html`${why(given)}${button({ text: 'Do not agree', preventDoubleClick: true })}`)}`;
}
