import { SIGNAL_RULES } from '../../../kernel/signal-rules.ts';
import { button, type Html, html, sayDay, select, table, tag } from '../../../ui/index.ts';
import { LEAST_DECISIONS, sayCount, sayShare } from '../domain/rule-figures.ts';
import type { RuleFiguresView, SetRule } from '../queries/rule-figures.query.ts';
import type { OfferedPeriod } from './rules.form.ts';

type Rule = RuleFiguresView['rules'][number];

function saySetting({ rule, on, threshold, since, by }: SetRule): string {
  const when = since ? ` since ${sayDay(since)}, proposed by ${by} and confirmed by the scrutineer` : '';
  return on ? `Owed from ${threshold} ${SIGNAL_RULES[rule].counts} on${when}` : `Switched off${when}`;
}

/** The columns of the table and of the file, the same in both. */
const COLUMNS: readonly { readonly head: string; readonly of: (rule: Rule, exact: boolean) => string }[] = [
  { head: 'Pointed out', of: (one, exact) => sayCount(one.raised, exact) },
  { head: 'Real', of: (one, exact) => sayCount(one.real, exact) },
  { head: 'Not connected', of: (one, exact) => sayCount(one.notConnected, exact) },
  { head: 'Not yet clear', of: (one, exact) => sayCount(one.notYet, exact) },
  { head: 'Not decided', of: (one, exact) => sayCount(one.undecided, exact) },
  { head: 'Right', of: (one, exact) => sayShare(one.precision, exact) },
  {
    head: 'Days to decide',
    of: (one) => (one.medianDays === null ? '–' : String(one.medianDays)),
  },
  { head: 'Under the threshold', of: (one, exact) => sayCount(one.below, exact) },
  { head: 'While switched off', of: (one, exact) => sayCount(one.whileOff, exact) },
  { head: 'Missed', of: (one, exact) => sayCount(one.missed, exact) },
];

/** What a rule is set to; of one that is off, so that nobody takes its silence for peace, what it would have said. */
function saySet({ rule, setting, whileOff, missed }: Rule, exact: boolean): Html {
  const { name } = SIGNAL_RULES[rule];
  return setting.on
    ? html`<li><strong>${name}</strong>: ${saySetting(setting)}.</li>`
    : html`<li><strong>${name}</strong>: ${saySetting(setting)}. It would have raised ${sayCount(whileOff, exact)} in this period; of what it kept, ${sayCount(missed, exact)} was borne out later.</li>`;
}

function renderRule(rule: Rule, exact: boolean) {
  const off = !rule.setting.on && html` ${tag({ text: 'Off', classes: 'govuk-tag--red' })}`;
  return [
    { text: html`${SIGNAL_RULES[rule.rule].name}${off}`, attributes: { id: `rule-${rule.rule}` } },
    ...COLUMNS.map(({ head, of }) => ({
      text: of(rule, exact),
      format: 'numeric' as const,
      attributes: { 'data-label': head },
    })),
  ];
}

/** The page of how often each rule was right. */
export function renderRules(
  view: RuleFiguresView,
  period: OfferedPeriod,
  offered: readonly OfferedPeriod[],
): Html {
  const { exact } = view;
  const chosen = html`<form method="get" action="/oversight/rules">${select({
    name: 'period',
    label: { text: 'Period' },
    items: offered.map(({ key, words }) => ({ value: key, text: words })),
    value: period.key,
  })}${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>`;
  return html`<h1 class="govuk-heading-l">How often each rule was right</h1>
<p class="govuk-body">Heed points things out by these rules and decides nothing. Here is what people decided about what each one pointed out, and what it did not point out and should have.</p>
${chosen}
<ul class="govuk-list"><li><a class="govuk-link" href="/oversight/rules.csv?period=${period.key}">The same as a file (CSV)</a></li><li><a class="govuk-link" href="/area/signals">What each rule is set to</a></li></ul>
${!exact && html`<p class="govuk-body-s">Counts from 1 to 4 are given as fewer than 5, and others to the nearest 5, so that nobody can be told from a figure.</p>`}
<p class="govuk-body-s">Right: the share that was real, of those decided to be real or not connected, given from ${LEAST_DECISIONS} decisions on. Days to decide: the middle one. Missed: kept because it was under the threshold or the rule was off, and borne out later by another pattern or by a child’s immediate protection.</p>
${table({
  caption: 'What came of what each rule pointed out',
  captionClasses: 'govuk-table__caption--m',
  classes: 'heed-stack',
  firstCellIsHeader: true,
  head: [
    { text: 'Rule', classes: 'govuk-!-width-one-quarter' },
    ...COLUMNS.map(({ head }) => ({ text: head, format: 'numeric' as const })),
  ],
  rows: view.rules.map((rule) => renderRule(rule, exact)),
})}
<section aria-labelledby="set"><h2 class="govuk-heading-m" id="set">What each rule is set to now</h2><ul class="govuk-list govuk-list--bullet">${view.rules.map((rule) => saySet(rule, exact))}</ul></section>
<section aria-labelledby="by-none"><h2 class="govuk-heading-m" id="by-none">Found by no rule</h2>
<p class="govuk-body">Concerns that told of exploitation and were decided as immediate protection: ${sayCount(view.protectedNow, exact)}. Of these, in no pattern at all: ${sayCount(view.byNone, exact)}.</p></section>`;
}

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** The same figures, one rule a line. Its cells hold Heed's own words and numbers, and nothing that anybody typed. */
export function presentRulesCsv(view: RuleFiguresView): string {
  const head = ['Rule', 'From', 'To', 'On', 'Threshold', ...COLUMNS.map(({ head: words }) => words)];
  const rows = view.rules.map((one) => [
    SIGNAL_RULES[one.rule].name,
    view.period.from.toString(),
    view.period.to.toString(),
    one.setting.on ? 'yes' : 'no',
    String(one.setting.threshold),
    ...COLUMNS.map(({ of }) => of(one, view.exact)),
  ]);
  return `${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
