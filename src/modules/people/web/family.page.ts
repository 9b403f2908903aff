import { type Html, html, insetText, sayDay } from '../../../ui/index.ts';
import { sayFrom } from '../domain/relationship.ts';
import { sayIsoDay } from '../domain/say-day.ts';
import type { FamilyView } from '../queries/see-family.query.ts';
import { renderFamilyTree } from './family-tree.page.ts';
import { titleOf } from './record.page.ts';
import { nameRecord, saySpan } from './record-words.presenter.ts';

function listOf(view: FamilyView, id: string): Html {
  const own = view.relationships.filter(({ record, other }) => record.id === id || other.id === id);
  const items = own.map((one) => {
    const other = one.record.id === id ? one.other : one.record;
    const span = saySpan(one);
    return html`<li>${nameRecord(view.people.get(other.id))}: ${sayFrom(one, id)} them${span ? `, ${span}` : ''}<span class="heed-cite">${one.source}. Put on record ${sayDay(one.at)}</span></li>`;
  });
  return html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`;
}

function renderWords(view: FamilyView): Html {
  const self = view.found.record.id;
  const others = view.tree.nodes.map(({ id }) => id).filter((id) => id !== self);
  const rest = others.map(
    (id) => html`<h3 class="govuk-heading-s">${nameRecord(view.people.get(id))}</h3>${listOf(view, id)}`,
  );
  return html`<section aria-labelledby="words"><h2 class="govuk-heading-m" id="words">The same in words</h2><h3 class="govuk-heading-s">${titleOf(view)}</h3>${listOf(view, self)}${rest}</section>`;
}

function renderHouseholds(view: FamilyView): Html {
  const items = view.households.toReversed().map(({ from, until, who }) => {
    const names = who.map((id, at) => html`${at > 0 ? ', ' : ''}${nameRecord(view.people.get(id))}`);
    const when =
      from === ''
        ? `Until ${until === '' ? 'now, since before what is known' : sayIsoDay(until)}`
        : `${sayIsoDay(from)} to ${until === '' ? 'now' : sayIsoDay(until)}`;
    return html`<li><strong>${when}</strong>: with ${names}</li>`;
  });
  const list =
    items.length > 0
      ? html`<ol class="govuk-list">${items}</ol>`
      : html`<p class="govuk-body">Nobody has put on record whom they live with.</p>`;
  return html`<section aria-labelledby="household"><h2 class="govuk-heading-m" id="household">Household over time</h2>${list}</section>`;
}

/** A person's family: a picture, the same in words, and who lived with them when. */
export function renderFamily(view: FamilyView): Html {
  const alone = view.tree.nodes.length === 1;
  const picture = alone
    ? insetText({
        text: 'No family is on record. Put relationships on record, and the picture is drawn from them.',
      })
    : html`<h2 class="govuk-heading-m">Family tree</h2><p class="govuk-body">Parents stand above, children below. Children have round corners. A line of dots is over.</p>${renderFamilyTree(view)}`;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">Family and household</span> ${titleOf(view)}</h1>
${picture}${renderHouseholds(view)}${renderWords(view)}`;
}
