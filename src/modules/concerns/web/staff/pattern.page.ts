import {
  attributes,
  autosaved,
  button,
  type Content,
  csrfField,
  type ErrorMessage,
  type Html,
  html,
  insetText,
  radios,
  sayDateTime,
  sayDay,
  tag,
  textarea,
} from '../../../../ui/index.ts';
import { PATTERN_OUTCOMES } from '../../commands/review-pattern.command.ts';
import { OUTCOMES, type OutcomeKind } from '../../domain/outcomes.ts';
import type { PatternView } from '../../queries/get-pattern.query.ts';
import type { ActValues } from './act-form.form.ts';
import { readNetworkFigures, renderNetwork } from './network.page.ts';
import { renderSignals } from './signals.page.ts';
import { KIND_WORDS } from './words.page.ts';

const countOf = (n: unknown, what: string) => `${Number(n ?? 0)} ${what}${Number(n) === 1 ? '' : 's'}`;

/** What the pattern page is drawn from. */
export interface PatternPage {
  readonly view: PatternView;
  readonly values: ActValues;
  readonly errors: Readonly<Record<string, ErrorMessage>>;
  readonly csrf: string | undefined;
  readonly mayReview: boolean;
  /** Links that other modules add. */
  readonly seeAlso: Content | null;
}

function renderReview({ view, values, errors, csrf }: PatternPage): Html {
  return html`<h2 class="govuk-heading-m">Review it</h2><form method="post" action="/patterns/${view.pattern.id}" novalidate${attributes(autosaved(`/autosave/patterns.${view.pattern.id}`))}>${csrfField(csrf)}
${radios({
  name: 'outcome',
  idPrefix: 'outcome',
  fieldset: { legend: { text: 'What will be done', classes: 'govuk-fieldset__legend--s' } },
  value: values.outcome,
  items: Object.entries(PATTERN_OUTCOMES).map(([value, text]) => ({ value, text })),
  ...(errors.outcome ? { errorMessage: errors.outcome } : {}),
})}
${textarea({
  name: 'reason',
  label: { text: 'Why', classes: 'govuk-label--s' },
  hint: { text: 'Speak to each warning below: what was told, and what follows from all of them together.' },
  value: values.reason,
  ...(errors.reason ? { errorMessage: errors.reason } : {}),
})}
${button({ text: 'Record the review', preventDoubleClick: true })}</form>`;
}

const STATE_TAGS = {
  open: { text: 'To be reviewed', classes: 'govuk-tag--orange' },
  reviewed: { text: 'Reviewed', classes: 'govuk-tag--green' },
  joined: { text: 'Part of another', classes: 'govuk-tag--grey' },
} as const;

/** Separate warnings, side by side, with what was decided about each at the time. */
export function renderPattern(page: PatternPage): Html {
  const { view } = page;
  const { pattern } = view;
  const figures = pattern.figures as { incidents?: number; kinds?: number; exploitation?: boolean };
  const warnings = [...view.warnings].reverse().map((one) => {
    const outcomes = one.outcomes.map((o) => OUTCOMES[o as OutcomeKind]?.words ?? o).join('; ');
    const title = one.visible
      ? html`<a class="govuk-link" href="/concerns/${one.id}">${one.reference}</a>`
      : html`A record`;
    return html`<li class="heed-bundle__item"><p class="govuk-body govuk-!-margin-bottom-1">${title}, ${sayDay(one.receivedAt)}, ${KIND_WORDS[one.reporterKind]}: <strong>${one.line}</strong></p><p class="govuk-body-s">${outcomes || 'Not decided yet'}${one.decision && html`<br>“${one.decision.reason}”`}</p></li>`;
  });
  const state = tag(STATE_TAGS[pattern.state]);
  const outcome = PATTERN_OUTCOMES[pattern.outcome as keyof typeof PATTERN_OUTCOMES];
  const reviewed =
    pattern.state === 'reviewed' &&
    insetText({
      text: html`<strong>${outcome ?? ''}</strong><br>${view.reason ?? 'Erased by law'}<br>${view.names.account(pattern.reviewed_by)}, ${pattern.reviewed_at ? sayDateTime(pattern.reviewed_at) : ''}`,
    });
  const partOf =
    view.partOf &&
    insetText({
      text: html`This became part of <a class="govuk-link" href="/patterns/${view.partOf.id}">pattern ${view.partOf.reference}</a>${pattern.joined_at && html` on ${sayDay(pattern.joined_at)}`}, because one network tells of the warnings of both. All of them are in it now, and its review is owed for both.`,
    });
  const parts = view.parts.map(
    (one) =>
      html`<p class="govuk-body"><a class="govuk-link" href="/patterns/${one.id}">Pattern ${one.reference}</a> became part of this one on ${sayDay(one.joinedAt)}, because one network tells of the warnings of both. What was decided about it before is kept there.</p>`,
  );
  const network = readNetworkFigures(pattern.figures);
  const earlier = view.earlier.map(
    (one) =>
      html`<p class="govuk-body"><strong>Reviewed before</strong>, ${sayDateTime(one.at)}, by ${view.names.account(one.by)}: ${PATTERN_OUTCOMES[one.outcome as keyof typeof PATTERN_OUTCOMES] ?? one.outcome}. “${one.reason ?? 'Erased by law'}” A new concern opened it again on ${sayDay(one.reopenedAt)}.</p>`,
  );
  return html`<h1 class="govuk-heading-l">Pattern ${pattern.reference} ${state}</h1>
<p class="govuk-body-l">${countOf(figures.incidents, 'separate warning')} from ${countOf(figures.kinds, 'kind')} of people in 12 months${figures.exploitation ? ', with signs of exploitation' : ''}.</p>
${pattern.state !== 'joined' && html`<p class="govuk-body">Owed by ${view.names.post(pattern.owner_post)}. Nobody at the front door can decide it away.</p>`}
${partOf}${parts}
${page.seeAlso}${renderSignals(view.signals)}${network && renderNetwork(network, view.network, view.record)}${earlier}${reviewed}${pattern.state === 'open' && page.mayReview && renderReview(page)}
<section class="heed-bundle" aria-labelledby="warnings"><h2 class="govuk-heading-m" id="warnings">The warnings, newest first</h2><ul class="govuk-list">${warnings}</ul></section>`;
}
