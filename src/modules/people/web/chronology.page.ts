import {
  button,
  checkboxes,
  type FormErrors,
  type Html,
  html,
  insetText,
  sayDateTime,
  sayDay,
  textInput,
} from '../../../ui/index.ts';
import { type ChronologyRow, LINE_FROM, LINE_KINDS, type LineKind } from '../domain/chronology.ts';
import type { ChronologyView } from '../queries/see-chronology.query.ts';
import { titleOf } from './record.page.ts';
import { recordHref } from './record-words.presenter.ts';

/** What was chosen, as typed. */
export interface ChronologyValues {
  readonly kinds: readonly string[];
  readonly from: string;
  readonly until: string;
}

/** The address of what was chosen. */
export function chronologyHref(view: ChronologyView, values: ChronologyValues, print = false): string {
  const query = new URLSearchParams(values.kinds.map((kind) => ['kind', kind]));
  if (values.from !== '') query.set('from', values.from);
  if (values.until !== '') query.set('until', values.until);
  const text = query.toString();
  return `${recordHref(view.found.record, print ? 'chronology/print' : 'chronology')}${text ? `?${text}` : ''}`;
}

function renderRow(view: ChronologyView, row: ChronologyRow): Html {
  if (row.row === 'gap') {
    const seen = view.hidden ? 'Nothing that you can see' : 'Nothing is written';
    return html`<li class="heed-gap"><strong>${seen} for ${row.days} days</strong>, ${sayDay(row.from)} to ${sayDay(row.until)}. Silence does not mean that nothing happened.</li>`;
  }
  const { at, kind, text, link } = row.line;
  const where = link ? html` <a class="govuk-link" href="${link.href}">${link.text}</a>` : '';
  return html`<li class="heed-line"><span class="heed-line__when">${sayDateTime(at)}</span> <span class="heed-line__kind">${LINE_KINDS[kind]} (from: ${LINE_FROM[kind]})</span><br>${text}${where}</li>`;
}

/** The lines, with gaps: the same on the screen and in print. */
export function renderLines(view: ChronologyView): Html {
  const more = view.hidden
    ? insetText({ text: 'There is more that you can’t see. Ask your manager if you need it.' })
    : '';
  const list =
    view.rows.length > 0
      ? html`<ol class="govuk-list heed-chronology">${view.rows.map((row) => renderRow(view, row))}</ol>`
      : html`<p class="govuk-body">Nothing of what you chose is on record.</p>`;
  return html`${more}${list}`;
}

function renderFilter(view: ChronologyView, values: ChronologyValues, errors: FormErrors): Html {
  const items = (Object.keys(LINE_KINDS) as LineKind[]).map((value) => ({ value, text: LINE_KINDS[value] }));
  const date = (name: 'from' | 'until', text: string) =>
    textInput({
      id: name,
      name,
      label: { text, classes: 'govuk-label--s' },
      hint: { text: 'For example, 3 May 2026' },
      classes: 'govuk-input--width-10',
      value: values[name],
      ...(errors.byField[name] ? { errorMessage: errors.byField[name] } : {}),
    });
  return html`<form method="get" action="${recordHref(view.found.record, 'chronology')}" novalidate>
${checkboxes({ idPrefix: 'kind', name: 'kind', classes: 'govuk-checkboxes--small', fieldset: { legend: { text: 'Show only', classes: 'govuk-fieldset__legend--s' } }, hint: { text: 'Nothing ticked shows all of it.' }, values: values.kinds, items })}
${date('from', 'From')}${date('until', 'Until')}${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`;
}

/** A chronology's page. */
export function renderChronology(view: ChronologyView, values: ChronologyValues, errors: FormErrors): Html {
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Chronology</span> ${titleOf(view)}</h1>
<p class="govuk-body"><a class="govuk-link" href="${chronologyHref(view, values, true)}">Print this chronology</a></p>
<details class="govuk-details"${values.kinds.length > 0 || values.from || values.until || errors.summary.length > 0 ? html` open` : ''}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Choose what is shown</span></summary><div class="govuk-details__text">${renderFilter(view, values, errors)}</div></details>
${renderLines(view)}`;
}
