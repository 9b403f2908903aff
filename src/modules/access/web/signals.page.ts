import { SIGNAL_RULE_NAMES, SIGNAL_RULES, type SignalRule } from '../../../kernel/signal-rules.ts';
import {
  button,
  csrfField,
  type FormErrors,
  type Html,
  html,
  insetText,
  NO_ERRORS,
  radios,
  select,
  summaryList,
  table,
  tag,
  textarea,
} from '../../../ui/index.ts';
import { type Change, sayRuleSetting } from '../domain/change.ts';
import { sayMoment } from './own-sign-in.page.ts';

type SetRule = Extract<Change, { kind: 'set-rule' }>;

/** How often each rule found something of each strength lately. */
export type FoundLately = readonly {
  readonly rule: SignalRule;
  readonly strength: number;
  readonly found: number;
}[];

/** How far back is counted what a rule would have raised. */
export const LATELY_DAYS = 90;

/** What a rule is set to now. */
export interface RuleNow {
  readonly rule: SignalRule;
  readonly on: boolean;
  readonly threshold: number;
  readonly since: Temporal.Instant | null;
}

/** How many things this setting would have made owed lately; none while it is off. */
export function countUnder(
  { rule, on, threshold }: Pick<RuleNow, 'rule' | 'on' | 'threshold'>,
  found: FoundLately,
): number {
  if (!on) return 0;
  return found
    .filter((one) => one.rule === rule && one.strength >= threshold)
    .reduce((sum, one) => sum + one.found, 0);
}

const sayNow = (now: RuleNow) =>
  `${sayRuleSetting({ kind: 'set-rule', ...now })}${now.since ? `, since ${sayMoment(now.since)}` : ', as shipped'}`;

/** What a proposed setting would have raised, beside what the one in force would have, for whoever settles it. */
export function sayEffect(
  change: SetRule,
  now: RuleNow,
  found: FoundLately,
): readonly (readonly [string, string])[] {
  const would = change.on
    ? `${countUnder(change, found)} patterns`
    : `None owed. ${countUnder({ ...change, on: true }, found)} kept and counted on the page of how often each rule was right`;
  return [
    ['Set to now', sayNow(now)],
    [`In the last ${LATELY_DAYS} days it would have raised`, would],
    [`With what it is set to now`, `${countUnder(now, found)} patterns`],
  ];
}

/** Every rule, and what it is set to. */
export function renderRuleList(rules: readonly RuleNow[], mayOpen: boolean): Html {
  const names = (rule: SignalRule) =>
    mayOpen
      ? html`<a class="govuk-link" href="/area/signals/${rule}">${SIGNAL_RULES[rule].name}</a>`
      : SIGNAL_RULES[rule].name;
  return html`<h1 class="govuk-heading-l">What Heed points out</h1>
<p class="govuk-body">Each rule points something out to a manager, who decides. A setting is changed with the scrutineer’s confirmation, and a rule that is switched off goes on being counted: what it would have raised, and what it missed.</p>
${summaryList({
  rows: rules.map((now) => ({
    key: { text: names(now.rule) },
    value: {
      text: html`${sayNow(now)} ${!now.on && tag({ text: 'Off', classes: 'govuk-tag--red' })}<br><span class="govuk-hint">${SIGNAL_RULES[now.rule].looksFor}</span>`,
    },
  })),
})}`;
}

/** What was typed and refused. */
export interface RuleTyped {
  readonly on: string;
  readonly threshold: string;
  readonly reason: string;
}

function renderForm(now: RuleNow, csrf: string, errors: FormErrors, typed: RuleTyped | undefined): Html {
  const { counts, least, most } = SIGNAL_RULES[now.rule];
  const values = Array.from({ length: most - least + 1 }, (_, n) => String(least + n));
  return html`<h2 class="govuk-heading-m">Propose another setting</h2><form method="post" action="/area/signals/${now.rule}" novalidate>${csrfField(csrf)}
${radios({
  name: 'on',
  fieldset: { legend: { text: 'Is it on?', classes: 'govuk-fieldset__legend--s' } },
  items: [
    { value: 'yes', text: 'On: a manager owes a review of what it points out' },
    { value: 'no', text: 'Off: nobody owes anything, and what it would have raised is still counted' },
  ],
  value: typed?.on ?? (now.on ? 'yes' : 'no'),
})}
${select({
  name: 'threshold',
  label: { text: `Owed from how many ${counts}` },
  items: values.map((value) => ({ value, text: value })),
  value: typed?.threshold ?? String(now.threshold),
  errorMessage: errors.byField.threshold,
})}
${textarea({ name: 'reason', label: { text: 'Why' }, rows: 3, value: typed?.reason, errorMessage: errors.byField.reason })}
${button({ text: 'Put it to the scrutineer', preventDoubleClick: true })}</form>`;
}

/** One rule: what it looks for, its bounds, what each threshold would have raised lately, and the form to propose another. */
export function renderRule(page: {
  readonly now: RuleNow;
  readonly found: FoundLately;
  readonly mayPropose: boolean;
  readonly csrf: string;
  readonly errors?: FormErrors | undefined;
  readonly typed?: RuleTyped | undefined;
}): Html {
  const { now, found } = page;
  const { name, looksFor, counts, least, most } = SIGNAL_RULES[now.rule];
  const rows = Array.from({ length: most - least + 1 }, (_, n) => least + n).map((threshold) => [
    { text: `${threshold} ${counts}${threshold === now.threshold ? ' (now)' : ''}` },
    { text: String(countUnder({ rule: now.rule, on: true, threshold }, found)), format: 'numeric' as const },
  ]);
  return html`<h1 class="govuk-heading-l">${name}</h1>
<p class="govuk-body">${looksFor}</p>
<p class="govuk-body"><strong>${sayNow(now)}.</strong></p>
${insetText({ text: `It may be set from ${least} to ${most} ${counts}, or switched off. Either is in force only when the scrutineer confirms it.` })}
${table({
  caption: `What it would have raised in the last ${LATELY_DAYS} days`,
  captionClasses: 'govuk-table__caption--m',
  firstCellIsHeader: true,
  head: [{ text: 'Owed from' }, { text: 'Patterns', format: 'numeric' }],
  rows,
})}
${page.mayPropose && renderForm(now, page.csrf, page.errors ?? NO_ERRORS, page.typed)}`;
}

/** The rules in the order pages show them, as they are set. */
export function listRulesNow(
  settings: readonly {
    readonly rule: SignalRule;
    readonly on: boolean;
    readonly threshold: number;
    readonly since: Temporal.Instant;
  }[],
  usual: (rule: SignalRule) => number,
): readonly RuleNow[] {
  return SIGNAL_RULE_NAMES.map((rule) => {
    const set = settings.find((one) => one.rule === rule);
    return set ?? { rule, on: true, threshold: usual(rule), since: null };
  });
}
