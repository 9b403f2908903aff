import { details, type Html, html, insetText, NOTHING, sayDay } from '../../../ui/index.ts';
import { describeFactKind, type FactKindName, listFactKinds } from '../domain/fact-kinds.ts';
import { PROTECTION_KINDS } from '../domain/protection.ts';
import { sayFrom } from '../domain/relationship.ts';
import { sayIsoDay } from '../domain/say-day.ts';
import type { Detail } from '../ports.ts';
import type { RecordView } from '../queries/see-record.query.ts';
import { KIND_WORDS, nameRecord, recordHref, saySpan, sayUnnamed } from './record-words.presenter.ts';
import { describeGiven } from './who-and-what.page.ts';

/** What a record is called at the head of its pages. */
export function titleOf({ called, found }: Pick<RecordView, 'called' | 'found'>): string {
  return called ?? sayUnnamed(found.kind);
}

/** "them", or "it" of a thing. */
const sayThem = ({ found }: Pick<RecordView, 'found'>) => (found.record.kind === 'person' ? 'them' : 'it');

/** Kinds of fact of which two that stand can't both be so. */
const ONE_ONLY: ReadonlySet<FactKindName> = new Set([
  'birth',
  'sex',
  'nhs-number',
  'upn',
  'uln',
  'uprn',
  'legal-status',
  'registration',
]);

function sayValue({ value, kind }: Detail): Html {
  if (!value) return html`Kept confidential. Ask one of the posts named above if you need it.`;
  const sort = value.sort ? describeFactKind(kind).sorts?.[value.sort] : undefined;
  const said = kind === 'birth' ? sayIsoDay(value.value) : value.value;
  const span = saySpan(value);
  return html`<strong>${said}</strong>${sort ? ` (${sort.toLowerCase()})` : ''}${span ? `, ${span}` : ''}`;
}

function sayOrigin(view: RecordView, { value, at, by }: Detail): Html {
  const source = value ? `${value.source}. ` : '';
  return html`<span class="heed-cite">${source}Put on record ${sayDay(at)}${by.post ? `, ${view.names.post(by.post)}` : ''}</span>`;
}

const hidden = (text: string) => html`<span class="govuk-visually-hidden"> ${text}</span>`;

function renderStanding(view: RecordView, fact: Detail): Html {
  const change =
    view.rights.change && fact.value
      ? html` <a class="govuk-link" href="${recordHref(view.found.record, `fact/${fact.id}`)}">Correct or end${hidden(fact.value.value)}</a>`
      : '';
  return html`<li>${sayValue(fact)}${change}${sayOrigin(view, fact)}</li>`;
}

function renderEnded(view: RecordView, fact: Detail): Html {
  const { ended } = fact;
  if (!ended) return NOTHING;
  const how = ended.how === 'withdrawn' ? 'Withdrawn: it was never so' : 'No longer so';
  const by = ended.by.post ? `, ${view.names.post(ended.by.post)}` : '';
  return html`<li>${sayValue(fact)}<span class="heed-cite">${how}. ${ended.why ?? ''} ${sayDay(ended.at)}${by}</span></li>`;
}

function renderKind(view: RecordView, kind: FactKindName): Html {
  const all = view.details.filter((one) => one.kind === kind);
  const standing = all.filter(({ ended }) => !ended);
  const ended = all.filter((one) => one.ended);
  if (all.length === 0) return NOTHING;
  const different = new Set(standing.map(({ value }) => value?.value.toLowerCase()));
  const conflict =
    ONE_ONLY.has(kind) && different.size > 1
      ? insetText({ text: 'These don’t agree. Each stands with its source until somebody finds out.' })
      : '';
  const before =
    ended.length > 0
      ? details({
          summaryText: html`No longer so, or withdrawn${hidden(`: ${describeFactKind(kind).label}`)}`,
          text: html`<ul class="govuk-list">${ended.map((one) => renderEnded(view, one))}</ul>`,
        })
      : '';
  return html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${describeFactKind(kind).label}</h3>${conflict}<ul class="govuk-list">${standing.map((one) => renderStanding(view, one))}</ul>${before}`;
}

function renderAdd(view: RecordView): Html {
  if (!view.rights.change) return NOTHING;
  const links = listFactKinds(view.found.kind).map(
    (kind) =>
      html`<li><a class="govuk-link" href="${recordHref(view.found.record, `facts/${kind}`)}">${describeFactKind(kind).label}</a></li>`,
  );
  return details({
    summaryText: 'Put a fact on record',
    text: html`<p class="govuk-body">What is it about?</p><ul class="govuk-list">${links}</ul>`,
  });
}

function renderFacts(view: RecordView): Html {
  const kinds = listFactKinds(view.found.kind).map((kind) => renderKind(view, kind));
  const none =
    view.details.length === 0 ? html`<p class="govuk-body">Nothing has been put on this record yet.</p>` : '';
  return html`<section aria-labelledby="facts"><h2 class="govuk-heading-m" id="facts">Facts</h2>${none}${kinds}${renderAdd(view)}</section>`;
}

function renderTold(view: RecordView): Html {
  const { facts, visible } = view;
  const told = facts.toReversed().map((fact) => {
    const reference = fact.concern ? visible.get(fact.concern) : undefined;
    const from = reference
      ? html`, <a class="govuk-link" href="/concerns/${fact.concern ?? ''}">${reference}</a>`
      : '';
    const masked = fact.masked ? html` <em>Where they are is kept confidential.</em>` : '';
    return html`<li>${describeGiven(fact.given)}${masked}<span class="heed-cite">${sayDay(fact.at)}${from}</span></li>`;
  });
  const list =
    told.length > 0
      ? html`<ul class="govuk-list">${told}</ul>`
      : html`<p class="govuk-body">Nothing that you can see.</p>`;
  const more = view.hidden
    ? html`<p class="govuk-body">More is known that you can’t see. Ask your manager if you need it.</p>`
    : '';
  return html`<section aria-labelledby="told"><h2 class="govuk-heading-m" id="told">As concerns named ${sayThem(view)}</h2>${list}${more}</section>`;
}

function renderRelationships(view: RecordView): Html {
  const self = view.found.record.id;
  const items = view.relationships.map((one) => {
    const other = one.record.id === self ? one.other : one.record;
    const span = saySpan(one);
    const change = view.rights.change
      ? html` <a class="govuk-link" href="${recordHref(view.found.record, `relationship/${one.id}`)}">Correct or end${hidden('this relationship')}</a>`
      : '';
    return html`<li>${nameRecord(view.others.get(other.id))}: ${sayFrom(one, self)} this ${view.found.record.kind}${span ? `, ${span}` : ''}${change}<span class="heed-cite">${one.source}. Put on record ${sayDay(one.at)}</span></li>`;
  });
  const list =
    items.length > 0
      ? html`<ul class="govuk-list">${items}</ul>`
      : html`<p class="govuk-body">None is on record.</p>`;
  const add = view.rights.change
    ? html`<p class="govuk-body"><a class="govuk-link" href="${recordHref(view.found.record, 'relate')}">Put a relationship on record</a></p>`
    : '';
  return html`<section aria-labelledby="relationships"><h2 class="govuk-heading-m" id="relationships">Relationships</h2>${list}${add}</section>`;
}

function renderProtections(view: RecordView): Html {
  return html`${view.protections.map((one) => {
    const what = one.covers === 'identity' ? 'Who this is is protected' : 'Where they are is protected';
    const posts = one.posts.map((post) => view.names.post(post)).join('; ');
    return insetText({
      text: html`<strong>${what}</strong> (${PROTECTION_KINDS[one.kind].toLowerCase()}). Only these posts see it: ${posts}.`,
    });
  })}`;
}

/** For its keepers, who alone can open this page: what waits for them, and where to read what was answered. */
function renderPerhaps({ perhapsWaiting, protections, found }: RecordView): Html {
  if (!protections.some(({ covers }) => covers === 'identity')) return NOTHING;
  const href = recordHref(found.record, 'perhaps');
  const said =
    perhapsWaiting === 0
      ? html`<a class="govuk-link" href="${href}">Warnings that may be about them</a>: none waits for an answer.`
      : html`<strong><a class="govuk-link" href="${href}">${perhapsWaiting === 1 ? 'One new warning' : `${perhapsWaiting} new warnings`} may be about them</a></strong>. Only you who protect them are told.`;
  return insetText({ text: said });
}

const ASKS = [
  ['part', 'join', 'Taking it apart from another record'],
  ['unprotect', 'protection', 'Ending a protection'],
] as const;

function renderJoins(view: RecordView): Html {
  const waiting = view.merges.filter(({ state }) => state === 'proposed').length;
  const joined = view.members.length - 1;
  const said = [
    ...(joined > 0
      ? [
          html`<li>${joined === 1 ? 'Another record is' : `${joined} other records are`} joined to this one.</li>`,
        ]
      : []),
    ...(waiting > 0 ? [html`<li>Joining it with another record waits for a second person.</li>`] : []),
    ...ASKS.flatMap(([what, part, words]) =>
      view.asks.some((ask) => ask.what === what && ask.state === 'asked')
        ? [
            html`<li><a class="govuk-link" href="${recordHref(view.found.record, part)}">${words}</a> waits for a second person.</li>`,
          ]
        : [],
    ),
  ];
  return said.length > 0 ? html`<ul class="govuk-list">${said}</ul>` : NOTHING;
}

function renderLinks(view: RecordView): Html {
  const { record } = view.found;
  const links = [
    ...(record.kind === 'person' ? [['family', 'Family and household']] : []),
    ['chronology', 'Chronology'],
    ['network', `Who and what is around ${sayThem(view)}`],
    ...(view.rights.proposeMerge || view.rights.settleMerge ? [['join', 'Join with another record']] : []),
    ...(view.rights.protect
      ? [['protection', record.kind === 'person' ? 'Protect who or where they are' : 'Protect it']]
      : []),
  ];
  return html`<nav aria-label="This record"><ul class="govuk-list heed-choices">${links.map(
    ([part = '', text]) =>
      html`<li><a class="govuk-link" href="${recordHref(record, part)}">${text}</a></li>`,
  )}</ul></nav>`;
}

/** A record's page: facts with their sources, what concerns said, relationships, joins and protections. */
export function renderRecord(view: RecordView): Html {
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${KIND_WORDS[view.found.kind]} on record</span> ${titleOf(view)}</h1>
${renderProtections(view)}${renderPerhaps(view)}${renderJoins(view)}${renderLinks(view)}
${renderFacts(view)}${renderRelationships(view)}${renderTold(view)}`;
}
