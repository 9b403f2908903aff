import {
  button,
  dateInput,
  type FormErrors,
  type Html,
  html,
  NO_ERRORS,
  NOTHING,
  radios,
} from '../../../../ui/index.ts';
import type { LastDay } from '../../domain/law/derive-time-limits.ts';
import { DETRIMENTS, type DetrimentPlace } from '../../domain/law/detriments.ts';
import {
  CONDITIONS,
  COVERED_GROUPS,
  type CoveredGroup,
  type ProtectionRule,
  RECIPIENTS,
  WRONGDOINGS,
  type Wrongdoing,
} from '../../domain/law/protections.ts';
import { CHECK_WITH_ADVISER, READ_ON, section } from '../../domain/law/source.ts';
import {
  bullets,
  frameReading,
  paragraphs,
  type ReadingView,
  sayDate,
  sayLongDay,
  sourceOf,
} from './frame-reading.page.ts';
import { ENGLISH_LAW } from './texts/en-law.ts';
import { CAPACITIES, EVENTS, NOTHING_TYPED, type TypedLimits } from './time-limits.form.ts';

const t = ENGLISH_LAW;
const GROUPS: readonly CoveredGroup[] = COVERED_GROUPS;
const WRONGS: readonly Wrongdoing[] = WRONGDOINGS;
const PLACES: readonly DetrimentPlace[] = ['work', 'fostering', 'volunteering', 'study', 'more-than-one'];

/** What somebody typed into the little form, and what is wrong with it. */
export interface ShownForm {
  readonly typed: TypedLimits;
  readonly errors: FormErrors;
}

const EMPTY: ShownForm = { typed: NOTHING_TYPED, errors: NO_ERRORS };

const heading = (id: string, text: string) => html`<h2 class="govuk-heading-l" id="${id}">${text}</h2>`;

/** The boxes of the day. The link from the error above leads to the first, so each says the error too. */
const BOXES = [{ name: 'day' }, { name: 'month' }, { name: 'year' }] as const;

function daysForm({ typed, errors }: ShownForm): Html {
  const { days } = t;
  const wrongDay = errors.byField['happened-day'];
  return html`<form method="post" action="/speak-up/law" novalidate autocomplete="off">
${dateInput({
  id: 'happened',
  namePrefix: 'happened',
  items: BOXES.map((box) => ({ ...box, attributes: wrongDay && { 'aria-describedby': 'happened-error' } })),
  values: { 'happened-day': typed.day, 'happened-month': typed.month, 'happened-year': typed.year },
  fieldset: { legend: { text: days.dayLegend, classes: 'govuk-fieldset__legend--m' } },
  hint: { text: days.dayHint },
  errorMessage: wrongDay,
})}
${radios({
  name: 'capacity',
  value: typed.capacity,
  fieldset: { legend: { text: days.capacityLegend, classes: 'govuk-fieldset__legend--m' } },
  errorMessage: errors.byField.capacity,
  items: CAPACITIES.map((id) => ({ value: id, text: days.capacities[id] })),
})}
${radios({
  name: 'event',
  value: typed.event,
  fieldset: { legend: { text: days.eventLegend, classes: 'govuk-fieldset__legend--m' } },
  errorMessage: errors.byField.event,
  items: EVENTS.map((id) => ({ value: id, text: days.events[id] })),
})}
${button({ text: days.button })}</form>`;
}

function ruleList(rules: readonly ProtectionRule[]): Html {
  return html`${rules.map(
    (rule) =>
      html`<h3 class="govuk-heading-s">${rule.title}</h3><p class="govuk-body">${rule.sentence} ${CHECK_WITH_ADVISER}</p>${sourceOf(rule)}`,
  )}`;
}

function groups(): Html {
  return html`${GROUPS.map(
    (group) =>
      html`<h3 class="govuk-heading-s">${group.title}</h3><p class="govuk-body"><strong>${t.cover[group.cover]}.</strong> ${group.sentence} ${CHECK_WITH_ADVISER}</p>${sourceOf(group)}`,
  )}`;
}

/** All stand in one subsection, which is named once; what is in doubt names its own. */
function wrongdoings(): Html {
  const lines = WRONGS.map(
    (wrong) =>
      html`<li>${wrong.title}${wrong.from === undefined ? '' : t.since(sayDate(wrong.from))}${wrong.doubt === undefined ? NOTHING : sourceOf(wrong)}</li>`,
  );
  return html`<ul class="govuk-list govuk-list--bullet">${lines}</ul><p class="govuk-body">${CHECK_WITH_ADVISER}</p>${sourceOf({ source: section('43B', 'subsection (1)'), asOf: READ_ON })}`;
}

function detriments(): Html {
  return html`${PLACES.map(
    (place) =>
      html`<h3 class="govuk-heading-s">${t.places[place]}</h3>${bullets(
        DETRIMENTS.filter((one) => one.place === place).map(
          (one) => html`<strong>${one.title}.</strong> ${one.sentence}`,
        ),
      )}`,
  )}`;
}

const PARTS = [
  { id: 'days', text: t.days.heading },
  { id: 'who', text: t.whoHeading },
  { id: 'what', text: t.whatHeading },
  { id: 'how', text: t.howHeading },
  { id: 'to', text: t.toHeading },
  { id: 'detriments', text: t.detrimentsHeading },
] as const;

/** What the law protects. The days to act come first: they are what somebody can still miss. */
export function renderLaw(view: ReadingView, shown: ShownForm = EMPTY): Html {
  return frameReading(view, {
    title: t.title,
    back: '/speak-up',
    here: 'law',
    errors: shown.errors.summary,
    body: html`<h1 class="govuk-heading-xl">${t.heading}</h1>
${paragraphs([...t.lead, t.allRead(sayDate(READ_ON))])}
<nav aria-labelledby="contents"><h2 class="govuk-heading-s" id="contents">${t.contents}</h2>
<ul class="govuk-list">${PARTS.map(({ id, text }) => html`<li><a class="govuk-link" href="#${id}">${text}</a></li>`)}</ul></nav>
${heading('days', t.days.heading)}${paragraphs(t.days.lead)}${daysForm(shown)}
${heading('who', t.whoHeading)}${groups()}
${heading('what', t.whatHeading)}${paragraphs([t.what])}${wrongdoings()}
${heading('how', t.howHeading)}${ruleList(CONDITIONS)}
${heading('to', t.toHeading)}${paragraphs([t.toLead])}${ruleList(RECIPIENTS)}
${heading('detriments', t.detrimentsHeading)}${paragraphs([...t.detrimentsLead, CHECK_WITH_ADVISER])}${sourceOf({ source: section('47B', 'subsection (1)'), asOf: READ_ON })}${detriments()}`,
  });
}

function lastDay({ limit, holds, day }: LastDay, today: Temporal.PlainDate): Html {
  const { days } = t;
  const gone = day !== null && Temporal.PlainDate.compare(day, today) < 0;
  const theirs = holds === 'may-hold' ? `${days.mayHold} ${CHECK_WITH_ADVISER}` : CHECK_WITH_ADVISER;
  const notes = [...(gone ? [html`<strong>${days.gone}</strong>`] : []), limit.sentence, theirs];
  return html`<div class="heed-message"><h2 class="govuk-heading-m">${limit.title}</h2><p class="govuk-body-l">${day === null ? days.noDay : days.by(sayLongDay(day))}</p>${paragraphs(notes)}${sourceOf(limit)}</div>`;
}

/** The last days for what somebody typed, and the form once more to count another. */
export function renderLastDays(
  view: ReadingView,
  found: {
    readonly typed: TypedLimits;
    readonly happenedOn: Temporal.PlainDate;
    readonly lastDays: readonly LastDay[];
    readonly today: Temporal.PlainDate;
  },
): Html {
  const { days } = t;
  const longer = found.lastDays.some(({ longerPlanned }) => longerPlanned) ? [days.longer] : [];
  return frameReading(view, {
    title: days.resultTitle,
    back: '/speak-up/law',
    here: 'law',
    body: html`<h1 class="govuk-heading-xl">${days.resultHeading}</h1>
${paragraphs([days.resultLead(sayLongDay(found.happenedOn)), days.careful, ...longer])}
${found.lastDays.map((one) => lastDay(one, found.today))}
<div class="heed-noprint">${heading('days', days.again)}${daysForm({ typed: found.typed, errors: NO_ERRORS })}</div>`,
  });
}
