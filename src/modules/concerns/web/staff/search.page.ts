import { button, csrfField, type Html, html, insetText, NOTHING, sayDay, tag } from '../../../../ui/index.ts';
import type { FoundRecord, WhyFound } from '../../ports/outside.ports.ts';
import type { Found, Group, Hit } from '../../queries/search-concerns.query.ts';
import { COLOUR_CLASSES, COLOUR_WORDS, KIND_WORDS, STANDING_WORDS } from './words.page.ts';

/** What the search page shows. */
export interface SearchPage {
  /** What was typed. */
  readonly text: string;
  readonly found: Found;
  readonly csrf: string | undefined;
  /** The reader may put somebody on record whom nothing names. */
  readonly mayAdd: boolean;
}

const RECORD_KINDS = {
  child: 'Child',
  adult: 'Adult',
  phone: 'Phone',
  vehicle: 'Vehicle',
  place: 'Place',
  account: 'Online account',
  organisation: 'Organisation',
} as const;

const fold = (text: string) => text.toLowerCase().trim();

/** "Found by the name, as “Lottie Marrowby”": why it stands here. */
function sayWhy(found: WhyFound | null, called: string | null): Html {
  if (!found) return NOTHING;
  const as = found.as !== null && fold(found.as) !== fold(called ?? '') ? `, as “${found.as}”` : '';
  return html`<span class="heed-cite">Found by ${found.why}${as}</span>`;
}

function renderHit({ found: { search } }: SearchPage, hit: Hit): Html {
  const about =
    hit.standing === 'erased'
      ? sayDay(hit.receivedAt)
      : html`${sayDay(hit.receivedAt)}, ${KIND_WORDS[hit.reporterKind]}. ${tag({ text: COLOUR_WORDS[hit.colour], classes: COLOUR_CLASSES[hit.colour] })} ${STANDING_WORDS[hit.standing]}`;
  return html`<p class="govuk-body govuk-!-margin-bottom-1"><a class="govuk-link heed-result" href="/concerns/${hit.id}?search=${search ?? ''}">${hit.reference}</a> ${hit.line}</p><p class="govuk-body-s govuk-!-margin-bottom-1">${about}</p>`;
}

function renderRecord(page: SearchPage, record: FoundRecord, { concerns, more }: Group): Html {
  const kind = RECORD_KINDS[record.kind];
  const name = record.called ?? `${kind} on record, name not known`;
  const born = record.born ? `, born ${record.born}`.replace('born age', 'age') : '';
  const href = `/records/${record.record.kind}/${record.record.id}`;
  const rest = more > 0 ? html`<p class="govuk-body-s">${more} more on the record’s page.</p>` : '';
  const none =
    concerns.length === 0 ? html`<p class="govuk-body-s">No concern about them that you may see.</p>` : '';
  const list =
    concerns.length > 0 &&
    html`<ul class="govuk-list heed-found__concerns">${concerns.map((hit) => html`<li>${renderHit(page, hit)}</li>`)}</ul>`;
  return html`<li class="heed-bundle__item"><h2 class="govuk-heading-s govuk-!-margin-bottom-1"><a class="govuk-link heed-result" href="${href}">${name}</a></h2><p class="govuk-body govuk-!-margin-bottom-1">${kind}${born}. On record.${sayWhy(record.found, record.called)}</p>${list}${rest}${none}</li>`;
}

function renderGroup(page: SearchPage, group: Group): Html {
  if (group.record) return renderRecord(page, group.record, group);
  return html`<li class="heed-bundle__item">${group.concerns.map((hit) => html`${renderHit(page, hit)}${sayWhy(hit.found, null)}`)}</li>`;
}

/** What to try, for somebody who typed nothing yet or found nothing. */
function renderTips(page: SearchPage): Html {
  const add = page.mayAdd
    ? html`<p class="govuk-body">Sure that they are not here? <a class="govuk-link" href="/records/new">Put a person or thing on record</a>.</p>`
    : '';
  return html`<p class="govuk-body">One box finds people, things and concerns. You can type:</p><ul class="govuk-list govuk-list--bullet"><li>names in any order, nicknames too, even if you are not sure how they are spelt</li><li>a name with a date of birth or an age: Jay Marrowby 14</li><li>an NHS number, a pupil number, a phone number or an online name</li><li>a registration mark, or the beginning and the end of one: YK12 ending B</li><li>a postcode, an address with its postcode, or what people call a place: the flat above the takeaway</li><li>a concern’s reference</li></ul>${add}`;
}

/** The pages of many results: what was searched for goes by POST here as well. */
function renderPages({ text, found: { page, pages }, csrf }: SearchPage): Html {
  if (pages < 2) return NOTHING;
  const to = (number: number, words: string) =>
    button({ text: words, name: 'page', value: String(number), classes: 'govuk-button--secondary' });
  return html`<form method="post" action="/search">${csrfField(csrf)}<input type="hidden" name="q" value="${text}"><p class="govuk-body">Page ${page} of ${pages}</p><div class="govuk-button-group">${page > 1 ? to(page - 1, 'Page before') : ''}${page < pages ? to(page + 1, 'Next page') : ''}</div></form>`;
}

function sayCount({ total, pages, page }: Found): string {
  const what = total === 1 ? '1 result' : `${total} results`;
  return pages > 1 ? `${what}, page ${page} of ${pages}` : what;
}

/**
 * What was found: people and things with the concerns about them, and concerns that name somebody who is not on record. What may
 * not be seen is only said to be perhaps there.
 */
export function renderFound(page: SearchPage): Html {
  const { text, found } = page;
  const typed = text.trim() !== '';
  const again = html`<form class="heed-search-again" method="post" action="/search">${csrfField(page.csrf)}<label class="govuk-label" for="q">Name, number, mark, place or reference</label><input class="govuk-input" id="q" name="q" type="search" autocomplete="off" spellcheck="false" value="${text}" data-heed-search-box>${button({ text: 'Search' })}</form>`;
  const hidden =
    found.hidden &&
    insetText({
      text: html`A record may exist that you may not open. If you are worried about a child, ask the front door. Where a child may be harmed before they can answer, <a class="govuk-link" href="/emergency">open it in an emergency</a>.`,
    });
  const none =
    typed && found.groups.length === 0
      ? html`<h2 class="govuk-heading-m">Nothing that you may see was found</h2><p class="govuk-body">Try less of the name, or another spelling; a date of birth beside it finds more.</p>`
      : '';
  const results =
    found.groups.length > 0
      ? html`<p class="govuk-body" role="status">${sayCount(found)}</p><ol class="govuk-list" data-heed-results>${found.groups.map((group) => renderGroup(page, group))}</ol>${renderPages(page)}${page.mayAdd ? html`<p class="govuk-body">None of these? <a class="govuk-link" href="/records/new">Put a person or thing on record</a>.</p>` : ''}`
      : renderTips(page);
  return html`<h1 class="govuk-heading-l">Search</h1>${again}${none}${hidden}${results}`;
}
