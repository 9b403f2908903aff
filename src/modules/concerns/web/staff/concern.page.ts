import {
  badge,
  button,
  type Content,
  csrfField,
  details,
  type Html,
  html,
  insetText,
  notificationBanner,
  sayDateTime,
  sayDay,
  sayUntil,
  summaryList,
  tag,
  warningText,
} from '../../../../ui/index.ts';
import type { Passage } from '../../domain/mask.ts';
import { OUTCOMES, type OutcomeKind } from '../../domain/outcomes.ts';
import { INDICATORS } from '../../domain/vocabulary.ts';
import { describeMention } from '../../queries/describe-subjects.query.ts';
import type { Beside, ConcernView } from '../../queries/get-concern.query.ts';
import type { ActForm } from './act-form.form.ts';
import { renderFiles, renderMessages, renderRequests, renderTimeline } from './concern-parts.page.ts';
import {
  COLOUR_CLASSES,
  COLOUR_WORDS,
  KIND_WORDS,
  NAMING_WORDS,
  PARENTS_WORDS,
  RULE_WORDS,
  STANDING_WORDS,
} from './words.page.ts';

/** What the page needs besides the concern. */
export interface ConcernPage {
  readonly view: ConcernView;
  readonly forms: readonly ActForm[];
  readonly csrf: string | undefined;
  /** What was just done, to say so. */
  readonly done: string | null;
  /** True when this viewer may decide it now. */
  readonly mayDecide: boolean;
  /** Who each thing named may be, drawn by the people module. */
  readonly proposals: Content | null;
  /** Links that other modules add. */
  readonly seeAlso: Content | null;
}

/** As said, covered passages marked (front door) or covered (beyond it). */
export function renderPassages(passages: readonly Passage[]): Html {
  const parts = passages.map((p) =>
    p.masked ? html`<mark class="heed-masked" title="Hidden beyond the front door">${p.text}</mark>` : p.text,
  );
  return html`<span class="heed-as-said">${parts}</span>`;
}

function renderTold(view: ConcernView): Html {
  if (!view.told)
    return insetText({ text: 'These words were erased by law. That it happened stays on record.' });
  const answers = view.told.answers.filter((a) => a.passages.some((p) => p.text.trim() !== ''));
  return html`<section aria-labelledby="as-said"><h2 class="govuk-heading-m" id="as-said">As said${view.verbatim ? ', word for word' : ''}</h2>
${summaryList({
  rows: answers.map((a) => ({ key: { text: a.asked }, value: { text: renderPassages(a.passages) } })),
})}
</section>`;
}

/** What stands for an outcome where nothing was decided here. */
function sayUndecided({ state: { before } }: ConcernView, key: string): string {
  if (!before?.subjects.includes(key)) return 'Not decided yet';
  const on = before.decidedAt === null ? '' : `, ${sayDay(Temporal.Instant.from(before.decidedAt))}`;
  const what = before.outcome === null ? 'what, it does not say' : OUTCOMES[before.outcome].words;
  return `Decided before Heed, in the system used then${on}: ${what}`;
}

function renderOutcomes(view: ConcernView): Html {
  const rows = view.subjects.map(({ key, name }) => {
    const outcome = view.state.outcomes.get(key);
    if (!outcome) return { key: { text: name }, value: { text: sayUndecided(view, key) } };
    const words = OUTCOMES[outcome.outcome].words;
    const held =
      outcome.status === 'held' && tag({ text: 'Waiting for a second person', classes: 'govuk-tag--orange' });
    const to = outcome.handedTo
      ? html`<br>Handed to ${view.names.post(outcome.handedTo)}${outcome.accepted ? ', who took it on' : ', not yet accepted: still ours'}`
      : '';
    const by = html`<br><span class="govuk-hint">${view.names.account(outcome.decidedBy.account)}, ${view.names.post(outcome.decidedBy.post)}, ${sayDateTime(outcome.at)}</span>`;
    return { key: { text: name }, value: { text: html`${words} ${held}${to}${by}` } };
  });
  return html`<section aria-labelledby="outcomes"><h2 class="govuk-heading-m" id="outcomes">Outcome for each child</h2>${summaryList({ rows })}</section>`;
}

function renderBeside(one: Beside): Html {
  const via = one.via.join(', ');
  if (!one.visible) {
    return html`<li class="heed-bundle__item"><p class="govuk-body">${sayDay(one.receivedAt)}: a record is there (${via}). Ask the front door, or <a class="govuk-link" href="/emergency?concern=${one.id}">open it in an emergency<span class="govuk-visually-hidden"> (${sayDay(one.receivedAt)})</span></a>.</p></li>`;
  }
  const outcomes = one.outcomes.map((o) => OUTCOMES[o as OutcomeKind]?.words ?? o).join('; ');
  const why = one.decision && html`<p class="govuk-body-s">“${one.decision.reason}”</p>`;
  return html`<li class="heed-bundle__item"><p class="govuk-body govuk-!-margin-bottom-1"><a class="govuk-link" href="/concerns/${one.id}">${one.reference}</a> ${sayDay(one.receivedAt)}, ${KIND_WORDS[one.reporterKind]}. <strong>${via}</strong></p>
<p class="govuk-body-s govuk-!-margin-bottom-1">${outcomes || STANDING_WORDS[one.standing as keyof typeof STANDING_WORDS]}</p>${why}</li>`;
}

/** Warnings shown at once; older ones are a press away, and all are printed. */
const SHOWN = 6;

function renderBundle(view: ConcernView): Html {
  const { bundle } = view;
  const sure = bundle.filter((b) => b.sure);
  const perhaps = bundle.length - sure.length;
  const kinds = new Set([view.row.reporter_kind, ...sure.map((b) => b.reporterKind)]).size;
  const warnings = `${sure.length + 1} warnings, from ${kinds} ${kinds === 1 ? 'kind' : 'kinds'} of people`;
  const also = `${perhaps} ${perhaps === 1 ? 'warning' : 'warnings'} that may be about the same`;
  const parts = [...(sure.length > 0 ? [warnings] : []), ...(perhaps > 0 ? [also] : [])];
  const heading = parts.join('; and ') || 'No other warning is known about anybody or anything named here';
  const patterns = view.patterns.map(
    (p) =>
      html`<p class="govuk-body"><a class="govuk-link" href="/patterns/${p.id}">Pattern ${p.reference}</a> ${p.state === 'open' ? `is being reviewed by ${view.names.post(p.owner_post)}` : p.state === 'joined' ? 'became part of another' : 'was reviewed'}.</p>`,
  );
  const newestFirst = [...bundle].reverse();
  const may = newestFirst.filter((b) => !b.sure);
  const same = newestFirst.filter((b) => b.sure);
  const older =
    same.length > SHOWN &&
    details({
      summaryText: `${same.length - SHOWN} older ${same.length - SHOWN === 1 ? 'one' : 'ones'}`,
      text: html`<ul class="govuk-list">${same.slice(SHOWN).map(renderBeside)}</ul>`,
    });
  const possible =
    may.length > 0 &&
    details({
      summaryText: `${may.length} ${may.length === 1 ? 'warning' : 'warnings'} that may be about the same`,
      open: sure.length === 0 && may.length <= 3,
      text: html`<ul class="govuk-list">${may.map(renderBeside)}</ul>`,
    });
  return html`<section class="heed-bundle" aria-labelledby="bundle"><h2 class="govuk-heading-m" id="bundle">${heading}</h2>${patterns}
<ul class="govuk-list">${same.slice(0, SHOWN).map(renderBeside)}</ul>${older}${possible}</section>`;
}

function renderMentions({ view, proposals }: ConcernPage): Html {
  const list = view.mentions.map((m) => {
    const more = [
      m.description,
      'school' in m ? m.school : '',
      'relationship' in m ? m.relationship : '',
    ].filter(Boolean);
    return html`<li>${KIND_LABELS[m.kind]}: <strong>${describeMention(m)}</strong>${more.length > 0 ? html`. ${more.join('; ')}` : ''}</li>`;
  });
  return html`<section aria-labelledby="named"><h2 class="govuk-heading-m" id="named">Who and what it names</h2>
${proposals ?? html`<ul class="govuk-list govuk-list--bullet">${list.length > 0 ? list : html`<li>Nobody and nothing is named.</li>`}</ul>`}</section>`;
}

const KIND_LABELS = {
  child: 'Child',
  adult: 'Adult',
  phone: 'Phone',
  vehicle: 'Vehicle',
  place: 'Place',
  account: 'Online account',
  organisation: 'Organisation',
} as const;

function renderFacts(view: ConcernView): Html {
  const { row } = view;
  const rows = [
    { key: { text: 'Received' }, value: { text: sayDateTime(row.received_at) } },
    {
      key: { text: 'Told by' },
      value: { text: `${KIND_WORDS[row.reporter_kind]} (${NAMING_WORDS[row.naming]})` },
    },
    { key: { text: 'Do the parents know?' }, value: { text: PARENTS_WORDS[row.parents] } },
    ...(row.indicators.length > 0
      ? [
          {
            key: { text: 'Signs ticked' },
            value: { text: row.indicators.map((i) => INDICATORS[i].words).join('; ') },
          },
        ]
      : []),
    ...(row.about_worker
      ? [
          {
            key: { text: 'About a worker' },
            value: { text: 'About somebody who works or volunteers with children: the LADO has it too.' },
          },
        ]
      : []),
  ];
  return summaryList({ rows, classes: 'govuk-summary-list--no-border' });
}

function renderDue(view: ConcernView): Html {
  const items = view.due.map((d) => {
    const late = Temporal.Instant.compare(d.dueAt, view.now) < 0;
    return html`<li class="${late ? 'heed-late' : ''}"><strong>${RULE_WORDS[d.rule] ?? d.rule}</strong>: ${d.post}, ${sayUntil(d.dueAt, view.now)} <span class="govuk-hint">(${sayDateTime(d.dueAt)})</span></li>`;
  });
  return items.length > 0
    ? html`<h2 class="govuk-heading-s">Owed now</h2><ul class="govuk-list">${items}</ul>`
    : html`<p class="govuk-body">Nothing is owed on this now.</p>`;
}

/** Beside the concern: what is owed, and what this viewer can do about it. */
export function renderConcernAside({ view, forms, csrf, mayDecide, seeAlso }: ConcernPage): Html {
  const base = `/concerns/${view.row.id}`;
  if (view.state.erasedAt)
    return html`<aside class="heed-aside" id="you-can" aria-label="What is owed and what you can do">${renderDue(view)}</aside>`;
  const links = forms.map(
    (form) => html`<li><a class="govuk-link" href="${base}/${form.path}">${form.title}</a></li>`,
  );
  const decide = mayDecide && button({ text: 'Decide', href: `${base}/decide` });
  const reporter =
    view.verbatim &&
    html`<form method="post" action="${base}/reporter">${csrfField(csrf)}${button({ text: 'See who told us', classes: 'govuk-button--secondary' })}<p class="govuk-hint">Each look is written down.</p></form>`;
  return html`<aside class="heed-aside" id="you-can" aria-label="What is owed and what you can do">${renderDue(view)}${decide}${links.length > 0 && html`<h2 class="govuk-heading-s">You can</h2><ul class="govuk-list">${links}</ul>`}${seeAlso}${reporter}${view.relations.includes('allocated-manager') && html`<p class="govuk-body"><a class="govuk-link" href="${base}/looks">Who has looked at this record</a></p>`}</aside>`;
}

function renderRestriction({ state, names, relations }: ConcernView): Html | string {
  const parts = [
    state.only &&
      `This record is restricted. Only these posts can open it: ${state.only.map(names.post).join('; ')}.`,
    relations.includes('broke-glass') &&
      'You opened this in an emergency. You can read it for four hours, and your reason is reviewed.',
    state.restrictionAsked &&
      `${names.post(state.restrictionAsked.by.post)} asked ${state.restrictionAsked.kind === 'lift' ? 'that it be opened again' : 'that it be restricted'}; it waits for a second person.`,
  ].filter((text) => typeof text === 'string');
  return parts.length > 0 ? insetText({ text: parts.join(' ') }) : '';
}

/** What is left of a concern that was erased: that it was told, and who did what and when. Nothing of what it said. */
function renderErased({ view }: ConcernPage): Html {
  return html`<h1 class="govuk-heading-l">Concern ${view.row.reference} ${badge({ text: STANDING_WORDS[view.standing], colour: 'grey' })}</h1>
${insetText({ text: `Erased by law${view.state.erasedAt ? `, ${sayDateTime(view.state.erasedAt)}` : ''}; what happened is still recorded.` })}
${summaryList({ rows: [{ key: { text: 'Received' }, value: { text: sayDateTime(view.row.received_at) } }] })}
${renderTimeline(view)}`;
}

/** The concern page. The bundle comes before everything but what was said: nobody has to remember. */
export function renderConcern(page: ConcernPage): Html {
  const { view, done } = page;
  if (view.state.erasedAt) return renderErased(page);
  const told = done && notificationBanner({ type: 'success', text: done });
  const unsafe =
    view.state.notSafe &&
    warningText({ text: 'The person who told us says they are not safe now.', iconFallbackText: 'Urgent' });
  const secret =
    view.row.naming !== 'named' &&
    details({
      summaryText: 'Who told us is protected',
      text: 'Hide any words that would tell who it was before anybody beyond the front door reads this.',
    });
  return html`${told}
<h1 class="govuk-heading-l">Concern ${view.row.reference} ${tag({ text: COLOUR_WORDS[view.state.colour], classes: COLOUR_CLASSES[view.state.colour] })} ${badge({ text: STANDING_WORDS[view.standing], colour: 'grey' })}</h1>
<p class="govuk-body heed-jump"><a class="govuk-link" href="#you-can">What is owed, and what you can do</a></p>
${unsafe}${renderRestriction(view)}${renderFacts(view)}${renderTold(view)}${view.verbatim && secret}${renderFiles(view, page.csrf)}${renderBundle(view)}${renderMentions(page)}${renderOutcomes(view)}${renderMessages(view)}${renderRequests(view)}${renderTimeline(view)}`;
}
