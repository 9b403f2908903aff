import {
  button,
  characterCount,
  csrfField,
  type FormErrors,
  type Html,
  html,
  insetText,
  NO_ERRORS,
  type SelectItem,
  select,
  table,
  textInput,
  warningText,
} from '../../../ui/index.ts';
import type { Ladder } from '../domain/ladder.ts';
import type { LadderKey } from '../domain/rule.ts';
import { describeSpan } from '../domain/span.ts';
import type { LaddersView, ProposedLadder, SeenLadder } from '../queries/see-ladders.query.ts';
import { LADDER_NAMES, sayAfter, sayRung, sayWeekly } from './ladder-words.presenter.ts';
import { sayWhen } from './say-when.presenter.ts';

type Posts = LaddersView['posts'];

function rungs(ladder: Ladder, posts: Posts, caption: string): Html {
  const weekly = sayWeekly(ladder, posts);
  return html`<div class="heed-tablewrap" tabindex="0" role="region" aria-label="${caption}">${table({
    caption,
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Rung' }, { text: 'When' }, { text: 'Who has to act' }],
    rows: ladder.rungs.map((rung, n) => [
      { text: String(n + 1) },
      { text: sayAfter(rung) },
      { text: sayRung(rung, posts) },
    ]),
  })}</div>
<p class="govuk-body-s">A notice left unopened for ${describeSpan(ladder.unopened)} is sent again, then climbs early.${weekly && ` One list a week goes to ${weekly}.`}</p>`;
}

function inForce(view: LaddersView, one: SeenLadder): Html {
  const { key } = one.ladder;
  const name = LADDER_NAMES[key];
  const whose = one.post ? `, for ${view.posts.get(one.post)?.name ?? 'one post'}` : '';
  const alarm =
    one.insideOneAgency &&
    warningText({ text: 'Everybody who has to act on this ladder works for the same agency.' });
  const change =
    view.mayPropose &&
    html`<p class="govuk-body"><a class="govuk-link" href="/ladders/${key}/change">Propose a change<span class="govuk-visually-hidden"> to ${name}</span></a></p>`;
  return html`<section><h2 class="govuk-heading-m">${name}${whose}</h2>${alarm}
<p class="govuk-body-s">Version ${one.version}, in force since ${sayWhen(one.inForceFrom)}.</p>
${rungs(one.ladder, view.posts, name)}${change}</section>`;
}

function proposed(view: LaddersView, one: ProposedLadder, csrf: string): Html {
  const name = LADDER_NAMES[one.ladder.key];
  const answers = one.mayAnswer
    ? html`<form method="post" action="/ladders/proposals/${one.id}">${csrfField(csrf)}<div class="govuk-button-group">
${button({ text: 'Confirm', name: 'answer', value: 'confirmed' })}${button({ text: 'Refuse', name: 'answer', value: 'refused', classes: 'govuk-button--secondary' })}</div></form>`
    : html`<p class="govuk-body">The independent scrutineer has to answer this.</p>`;
  return html`<section><h3 class="govuk-heading-s">${name}</h3>
${insetText({ text: html`${one.askedByName} proposed this, ${sayWhen(one.askedAt)}. Why: ${one.reason ?? 'erased by law'}` })}
${rungs(one.ladder, view.posts, `${name}, as proposed`)}${answers}</section>`;
}

/** Every ladder in force, and what waits for the scrutineer. */
export function renderLadders(view: LaddersView, csrf: string): Html {
  const waiting =
    view.proposed.length > 0 &&
    html`<h2 class="govuk-heading-m">Waiting for the scrutineer</h2>${view.proposed.map((one) => proposed(view, one, csrf))}`;
  return html`<h1 class="govuk-heading-l">Ladders</h1>
<p class="govuk-body">A duty that nobody meets climbs its ladder. Every ladder ends outside the agency that owes the duty. Nobody can change one alone.</p>
${waiting}${view.ladders.map((one) => inForce(view, one))}`;
}

/** How many rungs the form offers. */
export const FORM_RUNGS = 6;

/** What was typed, by field name: `after-1`, `unit-1`, `acts-1`, `also-1`, `told-1`, `reason`. */
export type LadderValues = Readonly<Record<string, string>>;

const UNITS: readonly SelectItem[] = [
  { value: 'minutes', text: 'minutes, day or night' },
  { value: 'hours', text: 'hours, day or night' },
  { value: 'working-hours', text: 'working hours' },
  { value: 'working-days', text: 'working days' },
];

function targets(posts: Posts, none: string): readonly SelectItem[] {
  return [
    { value: '', text: none },
    { value: 'line:1', text: 'The manager of the post that owes it' },
    { value: 'line:2', text: 'Two steps up the line' },
    ...[...posts.values()].map((post) => ({ value: post.id, text: `${post.name} (${post.agency})` })),
  ];
}

function rungFields(n: number, posts: Posts, values: LadderValues, errors: FormErrors): Html {
  const at = (name: string) => values[`${name}-${n}`] ?? '';
  const choose = (name: string, text: string, none: string) =>
    select({
      name: `${name}-${n}`,
      label: { text },
      items: targets(posts, none),
      value: at(name),
      errorMessage: errors.byField[`${name}-${n}`],
    });
  return html`<fieldset class="govuk-fieldset govuk-!-margin-bottom-6"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">Rung ${n}</legend>
${textInput({ name: `after-${n}`, label: { text: 'How long after the due time' }, inputmode: 'numeric', classes: 'govuk-input--width-4', value: at('after'), errorMessage: errors.byField[`after-${n}`] })}
${select({ name: `unit-${n}`, label: { text: 'Counted in' }, items: UNITS, value: at('unit') })}
${choose('acts', 'Who has to act', 'Nobody: leave this rung out')}
${choose('also', 'Who else has to act', 'Nobody else')}
${choose('told', 'Who is told as well', 'Nobody')}</fieldset>`;
}

/** The form that proposes a changed ladder. */
export function renderLadderForm(
  key: LadderKey,
  posts: Posts,
  values: LadderValues,
  csrf: string,
  errors: FormErrors = NO_ERRORS,
): Html {
  const fields = Array.from({ length: FORM_RUNGS }, (_, n) => rungFields(n + 1, posts, values, errors));
  return html`<h1 class="govuk-heading-l">Propose a change: ${LADDER_NAMES[key]}</h1>
<p class="govuk-body">Nothing changes until the independent scrutineer agrees.</p>
<form method="post" action="/ladders/${key}/change" novalidate>${csrfField(csrf)}${fields}
${characterCount({ name: 'reason', label: { text: 'Why?' }, maxlength: 2000, rows: 3, value: values.reason, errorMessage: errors.byField.reason })}
${button({ text: 'Propose', preventDoubleClick: true })}</form>`;
}
