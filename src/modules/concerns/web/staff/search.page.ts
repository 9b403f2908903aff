import { type Html, html, sayDay, tag } from '../../../../ui/index.ts';
import type { Found } from '../../queries/search-concerns.query.ts';
import { COLOUR_WORDS, KIND_WORDS, STANDING_WORDS } from './words.page.ts';

/** What was found; what may not be seen is only said to be perhaps there. */
export function renderFound(text: string, found: Found): Html {
  const hits = found.hits.map(
    (hit) =>
      html`<li class="heed-bundle__item"><p class="govuk-body govuk-!-margin-bottom-1"><a class="govuk-link" href="/concerns/${hit.id}?search=${found.search}">${hit.reference}</a> ${hit.line}</p><p class="govuk-body-s">${hit.standing === 'erased' ? sayDay(hit.receivedAt) : html`${sayDay(hit.receivedAt)}, ${KIND_WORDS[hit.reporterKind]}. ${tag({ text: COLOUR_WORDS[hit.colour] })} ${STANDING_WORDS[hit.standing]}`}</p></li>`,
  );
  const none =
    found.hits.length === 0 &&
    html`<p class="govuk-body">${text.trim() === '' ? 'Type a name, phone number, registration, postcode or reference in the box above.' : 'Nothing that you may see was found. Try less of the name, or another spelling.'}</p>`;
  const hidden =
    found.hidden &&
    html`<div class="govuk-inset-text">A record may exist that you may not open. If you are worried about a child, ask the front door. Where a child may be harmed before they can answer, <a class="govuk-link" href="/emergency">open it in an emergency</a>.</div>`;
  return html`<h1 class="govuk-heading-l">Search</h1>${none}${hidden}<ul class="govuk-list">${hits}</ul>`;
}
