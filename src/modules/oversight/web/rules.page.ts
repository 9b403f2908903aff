import { SIGNAL_RULES } from '../../../kernel/signal-rules.ts';
import { button, type Html, html, sayDay, select, table } from '../../../ui/index.ts';
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
  { head: 'Right, of those decided', of: (one, exact) => sayShare(one.precision, exact) },
  {
    head: 'Days to decide, middle',
    of: (one) => (one.medianDays === null ? 'none decided' : String(one.medianDays)),
  },
  { head: 'Under the threshold', of: (one, exact) => sayCount(one.below, exact) },
  { head: 'While switched off', of: (one, exact) => sayCount(one.whileOff, exact) },
  { head: 'Missed', of: (one, exact) => sayCount(one.missed, exact) },
];

/** Said under a rule that is off, so that nobody takes its silence for peace. */
function sayOff({ setting, whileOff, missed }: Rule, exact: boolean): Html {
  return html`<p class="govuk-body-s"><strong>${saySetting(setting)}.</strong> It would have raised ${sayCount(whileOff, exact)} in this period; of what it kept, ${sayCount(missed, exact)} was borne out later.</p>`;
}

function renderRule(rule: Rule, exact: boolean): Html {
  const facts = SIGNAL_RULES[rule.rule];
  return html`<section aria-labelledby="rule-${rule.rule}"><h2 class="govuk-heading-m" id="rule-${rule.rule}">${facts.name}</h2>
<p class="govuk-body">${facts.looksFor}</p>
${rule.setting.on ? html`<p class="govuk-body-s">${saySetting(rule.setting)}.</p>` : sayOff(rule, exact)}
${table({
  caption: `What came of it: ${facts.name}`,
  captionClasses: 'govuk-visually-hidden',
  firstCellIsHeader: true,
  head: [{ text: 'Figure' }, { text: 'In this period', format: 'numeric' }],
  rows: COLUMNS.map(({ head, of }) => [{ text: head }, { text: of(rule, exact), format: 'numeric' }]),
})}</section>`;
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
<p class="govuk-body"><a class="govuk-link" href="/oversight/rules.csv?period=${period.key}">The same as a file (CSV)</a> <a class="govuk-link" href="/area/signals">What each rule is set to</a></p>
${!exact && html`<p class="govuk-body-s">Counts from 1 to 4 are given as fewer than 5, and others to the nearest 5, so that nobody can be told from a figure.</p>`}
<p class="govuk-body-s">A share is given from ${LEAST_DECISIONS} decisions on. Missed: kept because it was under the threshold or the rule was off, and borne out later by another pattern or by a child’s immediate protection.</p>
${view.rules.map((rule) => renderRule(rule, exact))}
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
