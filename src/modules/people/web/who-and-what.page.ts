import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import {
  button,
  type Content,
  details,
  type Html,
  html,
  sayDateTime,
  sayDay,
  textInput,
} from '../../../ui/index.ts';
import { KEY_KINDS } from '../domain/key-kinds.ts';
import type { PairScore } from '../domain/matching/index.ts';
import {
  type ConfirmedBy,
  type Fact,
  type MentionWithProposals,
  type Proposal,
  recordKindOf,
} from '../domain/record.ts';
import { AGREED_IN, listAgreedIn, scoreProposal } from '../domain/score-proposal.ts';
import { KIND_WORDS } from './record-words.presenter.ts';
import { renderWaterfall } from './waterfall.page.ts';

/** Everything the fragment shows: who and what a concern names, and who that may be. */
export interface WhoAndWhat {
  readonly concern: ConcernId;
  readonly named: readonly MentionWithProposals[];
  /** References of the other concerns that the viewer may see; what comes from any other stays hidden. */
  readonly visible: ReadonlyMap<ConcernId, string>;
  /** The viewer may say who somebody is. */
  readonly mayLink: boolean;
  /** The viewer may open the records of those named. */
  readonly mayOpen: boolean;
  /** The viewer may ask who knew what of them, and when (oversight). */
  readonly mayAskWhoKnew: boolean;
  readonly csrf: string | undefined;
  /** What a post is called. */
  readonly post: (id: string) => string;
  /** Reads a phone number as E.164, or `null`. */
  readonly readPhone: (text: string) => string | null;
}

/** Proposals of one mention that are scored: the likeliest by what they agree in. */
const MOST_SCORED = 6;

/** What agrees in little and is less likely than this is not shown: it would bury what matters. */
const LEAST_LIKELY = 0.02;

const NOTHING_SAID = 'nothing more known';

function listSaid(given: MentionAsGiven): readonly (string | undefined)[] {
  switch (given.kind) {
    case 'child':
    case 'adult':
      return [
        given.name ?? 'Name not known',
        given.dateOfBirth && `born ${given.dateOfBirth}`,
        given.age && `age ${given.age}`,
        given.sex,
        given.school,
        given.address,
        given.postcode,
        given.uprn && `UPRN ${given.uprn}`,
        given.phone,
        given.relationship,
      ];
    case 'phone':
      return [given.number];
    case 'vehicle':
      return [given.registration, given.colour, given.make];
    case 'place':
      return [given.name, given.address, given.postcode, given.uprn && `UPRN ${given.uprn}`];
    case 'account':
      return [given.handle, given.site];
    case 'organisation':
      return [given.name, given.postcode];
  }
}

/** What was given of somebody or something, in one line and in the words it was given in. */
export function describeGiven(given: MentionAsGiven | null): string {
  if (!given) return 'erased by law';
  const said = [...listSaid(given), given.description].filter((part) => part !== undefined && part !== '');
  return said.length > 0 ? said.join(', ') : NOTHING_SAID;
}

/** The first thing said, to tell one button from the next. */
function callShort(given: MentionAsGiven | null | undefined): string {
  return given ? (listSaid(given).find(Boolean) ?? 'this') : 'this';
}

function sayWhy({ why }: Proposal): string {
  const words = why.slice(0, 3).map((kind) => KEY_KINDS[kind].words);
  return words.join('; ');
}

/**
 * What is known that comes from this concern or another the viewer may see; and, for who says who somebody is, what was put on
 * the record.
 */
function seenOf(facts: readonly Fact[], { visible, concern, mayLink }: WhoAndWhat): readonly Fact[] {
  return facts.filter((fact) =>
    fact.put ? mayLink : !fact.concern || fact.concern === concern || visible.has(fact.concern),
  );
}

function listFacts(facts: readonly Fact[], data: WhoAndWhat): Html {
  const { visible } = data;
  const shown = seenOf(facts, data);
  const hidden = facts.length - shown.length;
  return html`<ul class="govuk-list govuk-list--bullet">${shown.map(
    (fact) =>
      html`<li>${describeGiven(fact.given)}<br><span class="govuk-hint">${fact.put ? 'Put on the record ' : ''}${sayDateTime(fact.at)}${fact.concern && visible.has(fact.concern) ? html`, ${linkTo(fact.concern, visible)}` : ''}</span></li>`,
  )}${hidden > 0 ? html`<li>More is known that you can’t see. Ask your manager if you need it.</li>` : ''}</ul>`;
}

function linkTo(concern: ConcernId, visible: WhoAndWhat['visible']): Html {
  return html`<a class="govuk-link" href="/concerns/${concern}">${visible.get(concern) ?? ''}</a>`;
}

function form(data: WhoAndWhat, mention: string, content: Content): Html {
  return html`<form method="post" action="/concerns/${data.concern}/mentions/${mention}"><input type="hidden" name="_csrf" value="${data.csrf ?? ''}">${content}</form>`;
}

const hidden = (text: string) => html`<span class="govuk-visually-hidden"> ${text}</span>`;

/** A proposal with its score, from what the viewer may see; things and what comes late in the list have none. */
interface Scored {
  readonly proposal: Proposal;
  readonly score: PairScore | null;
}

const wasRefused = ({ proposal }: Scored) => (proposal.refused ? 1 : 0);

function scoreAll(data: WhoAndWhat, { mention }: MentionWithProposals, shown: readonly Proposal[]) {
  return shown
    .map((proposal, i): Scored => {
      const { is } = proposal;
      const known = is.what === 'record' ? seenOf(is.facts, data) : [is.mention];
      return {
        proposal,
        score: i < MOST_SCORED || proposal.refused ? scoreProposal(mention, known, data.readPhone) : null,
      };
    })
    .filter(({ proposal, score }) =>
      proposal.refused
        ? !proposal.refused.news || !score || score.band !== 'none'
        : !score || score.probability >= LEAST_LIKELY || proposal.why.includes('identifier'),
    )
    .toSorted((a, b) => wasRefused(a) - wasRefused(b) || (b.score?.bits ?? 0) - (a.score?.bits ?? 0));
}

const isThing = ({ is }: Proposal) =>
  is.what === 'record' ? is.record.kind === 'thing' : recordKindOf(is.mention.kind) === 'thing';

/** Of people, what all that is known of both says; of things, their own identity. */
const isVeryProbable = ({ proposal, score }: Scored) =>
  !proposal.refused && (score ? score.band === 'strong' : proposal.strong && isThing(proposal));

/** How likely it is, in words, and why; of one that somebody refused, that and when. */
function sayLikely(scored: Scored): Html {
  const { proposal, score } = scored;
  const { refused } = proposal;
  if (refused)
    return html`<strong>Said not to be the same</strong> on ${sayDay(refused.at)}.${refused.news ? ' More is known since, and it may be the same after all.' : ''}`;
  const agreed = score ? listAgreedIn(score).map((area) => AGREED_IN[area]) : [];
  const why = sayWhy(proposal) || `${agreed.join(', ')}`;
  if (!isVeryProbable(scored)) return html`<strong>Perhaps</strong>: ${why}`;
  return html`<strong>Very probably</strong>, not confirmed yet: ${why}`;
}

function renderProposal(data: WhoAndWhat, mention: string, scored: Scored): Html {
  const { proposal, score } = scored;
  const { is } = proposal;
  const known = is.what === 'record' ? seenOf(is.facts, data).at(-1)?.given : is.mention.given;
  const name = callShort(known);
  const what =
    is.what === 'record'
      ? listFacts(is.facts, data)
      : html`<p class="govuk-body">${describeGiven(is.mention.given)}<br><span class="govuk-hint">Named in ${linkTo(is.mention.concern, data.visible)}, ${sayDateTime(is.mention.at)}</span></p>`;
  const other = is.what === 'record' ? `${is.record.kind}:${is.record.id}` : `mention:${is.mention.id}`;
  const buttons = html`<input type="hidden" name="other" value="${other}"><div class="govuk-button-group">
${button({ text: html`Yes, the same${hidden(`as ${name}`)}`, name: 'decision', value: 'same', classes: 'govuk-button--secondary' })}
${button({ text: html`No${hidden(`, not ${name}`)}`, name: 'decision', value: 'not-same', classes: 'govuk-button--secondary' })}</div>`;
  return html`<li class="heed-proposal"><p class="govuk-body">${sayLikely(scored)}</p>${what}${renderWaterfall(score)}${data.mayLink ? form(data, mention, buttons) : ''}</li>`;
}

function isShown(data: WhoAndWhat, { is }: Proposal): boolean {
  if (is.what === 'mention') return data.visible.has(is.mention.concern);
  return seenOf(is.facts, data).length > 0;
}

/** Many share a school or a home for good reasons: marked, it puts no concerns together. Undone the same way. */
function renderInstitution(data: WhoAndWhat, mention: string): Html {
  return details({
    summaryText: 'A school, hospital, home, refuge or court?',
    text: form(
      data,
      mention,
      html`<p class="govuk-body">Many people share such a place or its phone for good reasons. Marked, it no longer puts concerns together.</p>${textInput({ id: `institution-${mention}`, name: 'reason', label: { text: 'What it is, and how you know' } })}<div class="govuk-button-group">${button({ text: 'Mark it as one', name: 'decision', value: 'institution', classes: 'govuk-button--secondary' })}${button({ text: 'It is not one after all', name: 'decision', value: 'no-institution', classes: 'govuk-button--secondary' })}</div>`,
    ),
  });
}

/** Who said that this is the record. Heed itself does only where number, name and date of birth are the same. */
function sayConfirmed({ post }: WhoAndWhat, by: ConfirmedBy | undefined): string {
  if (!by) return '';
  const who = by.post
    ? `confirmed by ${post(by.post)}`
    : 'linked by Heed itself, for number, name and date of birth are the same';
  return `: ${who}, ${sayDay(by.at)}`;
}

function renderLinked(data: WhoAndWhat, { mention, facts, by }: MentionWithProposals): Html {
  const undo = details({
    summaryText: html`This is wrong${hidden(`about ${callShort(mention.given)}`)}`,
    text: form(
      data,
      mention.id,
      html`${textInput({ id: `reason-${mention.id}`, name: 'reason', label: { text: 'Why it is not the same' } })}${button({ text: 'Undo the link', name: 'decision', value: 'undo', classes: 'govuk-button--warning' })}`,
    ),
  });
  const { record } = mention;
  const whoKnew =
    data.mayAskWhoKnew && record
      ? html`<p class="govuk-body"><a class="govuk-link" href="/who-knew/${record.kind}/${record.id}">Who knew what, when${hidden(`about ${callShort(mention.given)}`)}</a></p>`
      : '';
  const thing = record?.kind === 'thing';
  const open =
    data.mayOpen && record
      ? html`<p class="govuk-body"><a class="govuk-link" href="/records/${record.kind}/${record.id}">Open the record${hidden(`of ${callShort(mention.given)}`)}</a></p>`
      : '';
  return html`<p class="govuk-body">On record${sayConfirmed(data, by)}. Known from every concern linked to it:</p>${listFacts(facts, data)}${open}${whoKnew}${data.mayLink ? undo : ''}${data.mayLink && thing ? renderInstitution(data, mention.id) : ''}`;
}

function renderUnlinked(data: WhoAndWhat, named: MentionWithProposals): Html {
  const { mention, proposals } = named;
  if (mention.kept)
    return html`<p class="govuk-body">Nothing more can be shown of who or what this is. Ask your manager if you need it.</p>`;
  const shown = proposals.filter((proposal) => isShown(data, proposal));
  const more = proposals.length - shown.length;
  const scored = scoreAll(data, named, shown);
  const list =
    scored.length > 0
      ? details({
          summaryText: `Who this may be (${scored.length})`,
          open: scored.some(isVeryProbable),
          text: html`<ol class="govuk-list" data-heed-proposals>${scored.map((one) => renderProposal(data, mention.id, one))}</ol>`,
        })
      : '';
  const fresh = button({
    text: html`Put on record${hidden(callShort(mention.given))}`,
    name: 'decision',
    value: 'new',
    classes: 'govuk-button--secondary',
  });
  return html`${list}${more > 0 ? html`<p class="govuk-body">Something else may be the same that you can’t see. Ask your manager.</p>` : ''}${data.mayLink ? form(data, mention.id, fresh) : ''}`;
}

/**
 * Who and what a concern names: each with the record it is, or who it may be and why, and the buttons to say so. Pure: no
 * script needed. What comes from a concern the viewer may not see is not shown; that there is something, is.
 */
export function renderWhoAndWhat(data: WhoAndWhat): Html {
  if (data.named.length === 0) return html`<p class="govuk-body">Nobody and nothing is named.</p>`;
  return html`<ul class="govuk-list">${data.named.map(
    (named) =>
      html`<li><p class="govuk-body">${KIND_WORDS[named.mention.kind]}: <strong>${describeGiven(named.mention.given)}</strong></p>${named.mention.record ? renderLinked(data, named) : renderUnlinked(data, named)}</li>`,
  )}</ul>`;
}
