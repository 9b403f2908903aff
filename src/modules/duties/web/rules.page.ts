import { type Html, html, table, tag } from '../../../ui/index.ts';
import { type DutyRule, LADDER_NAMES } from '../domain/rule.ts';
import { describeSpan } from '../domain/span.ts';
import { sayActs } from './ladder-words.presenter.ts';

/** Every rule in force with the law or guidance it comes from. */
export function renderRules(rules: readonly DutyRule[]): Html {
  return html`<h1 class="govuk-heading-l">What is owed, by when, and by what law</h1>
<p class="govuk-body">Only the act named meets a duty. Reading it, opening it or saying that one knows does not.</p>
<p class="govuk-body">For administrators and the scrutineer: <a class="govuk-link" href="/ladders">who hears when nobody does it</a>, and <a class="govuk-link" href="/alarms">what is wrong with the machinery</a>.</p>
<div class="heed-tablewrap" tabindex="0" role="region" aria-label="Rules">${table({
    caption: 'Rules in force',
    captionClasses: 'govuk-visually-hidden',
    classes: 'heed-stack',
    head: [
      { text: 'What is owed' },
      { text: 'How long' },
      { text: 'Met by' },
      { text: 'Ladder' },
      { text: 'Source' },
    ],
    rows: rules.map((rule) => [
      { text: html`${rule.what} ${rule.red && tag({ text: 'Red', classes: 'govuk-tag--red' })}` },
      {
        text: rule.clock ? describeSpan(rule.clock) : 'A date of its own',
        attributes: { 'data-label': 'How long' },
      },
      {
        text: sayActs(rule.metBy),
        attributes: { 'data-label': 'Met by' },
      },
      { text: LADDER_NAMES[rule.ladder], attributes: { 'data-label': 'Ladder' } },
      { text: rule.source, attributes: { 'data-label': 'Source' } },
    ]),
  })}</div>`;
}
