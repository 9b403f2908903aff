import { button, type Html, html, NOTHING, summaryList } from '../../../../ui/index.ts';
import { framePage, paragraphs, tokenField, type View } from './frame-page.page.ts';
import type { Item } from './keep-draft.form.ts';
import { nameKind, OTHER_KINDS, sayItem } from './plan-items.form.ts';

/** Somebody or something named, with its place in the draft. */
export interface PlacedItem {
  readonly item: Item;
  readonly index: number;
}

interface Listing {
  readonly items: readonly PlacedItem[];
  readonly back: string | undefined;
  readonly notice?: string | undefined;
}

function removeButton(view: View, { index, item }: PlacedItem, said: string): Html {
  return html`<form method="post" action="/tell/item/${index}/remove">${tokenField(view)}<button class="heed-linkbutton" type="submit">${view.t.form.remove}<span class="govuk-visually-hidden"> ${nameKind(view.t, item.kind)} ${said}</span></button></form>`;
}

function listed(view: View, items: readonly PlacedItem[]): Html {
  if (items.length === 0) return NOTHING;
  return summaryList({
    rows: items.map((placed, at) => {
      const said = sayItem(placed.item);
      const hidden = `${nameKind(view.t, placed.item.kind)} ${at + 1}`;
      return {
        key: { text: nameKind(view.t, placed.item.kind) },
        value: {
          text: html`<span class="heed-said">${said}</span>${removeButton(view, placed, String(at + 1))}`,
        },
        actions: {
          items: [
            { href: `/tell/item/${placed.index}`, text: view.t.form.change, visuallyHiddenText: hidden },
          ],
        },
      };
    }),
  });
}

function carryOn(view: View, page: 'children' | 'others', text: string, classes?: string): Html {
  return html`<form method="post" action="/tell/${page}">${tokenField(view)}${button({ text, classes, preventDoubleClick: true })}</form>`;
}

/** Who the child is, or the children are. */
export function renderChildren(view: View, listing: Listing): Html {
  const { children } = view.t.questions;
  const some = listing.items.length > 0;
  const second = 'govuk-button--secondary';
  // Whichever most people want next is the green one: first to add a child, then to carry on.
  const add = button({
    text: some ? children.addAnother : children.add,
    href: '/tell/add/child',
    classes: some ? second : undefined,
  });
  const done = carryOn(view, 'children', some ? children.done : children.none, some ? undefined : second);
  return framePage(view, {
    title: children.title,
    back: listing.back,
    notice: listing.notice,
    body: html`<h1 class="govuk-heading-l">${some ? children.headingMore : children.heading}</h1>${paragraphs([children.lead])}${listed(view, listing.items)}<p>${add}</p>${done}`,
  });
}

/** Other people, phones, vehicles, places and online names. */
export function renderOthers(view: View, listing: Listing): Html {
  const { others } = view.t.questions;
  const adds = OTHER_KINDS.map(
    (kind) =>
      html`<li>${html`<a class="govuk-link" href="/tell/add/${kind}">${others.kinds[kind].add}</a>`}</li>`,
  );
  return framePage(view, {
    title: others.title,
    back: listing.back,
    notice: listing.notice,
    body: html`<h1 class="govuk-heading-l">${others.heading}</h1>${paragraphs([others.lead])}${listed(view, listing.items)}<ul class="govuk-list govuk-list--spaced">${adds}</ul>${carryOn(view, 'others', others.done)}`,
  });
}
