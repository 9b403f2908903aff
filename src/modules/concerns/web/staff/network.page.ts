import { type Content, type Html, html, sayDay, table } from '../../../../ui/index.ts';
import type { NetworkThing } from '../../queries/describe-network.query.ts';
import { drawNetwork } from './network-picture.page.ts';

/** Counts of a pattern's network, as kept with it. */
export interface NetworkFigures {
  readonly children: number;
  readonly homes: number;
  readonly things: number;
  readonly sources: number;
  readonly grade: string;
}

const HIDDEN = 'Named in a record that you may not open. Ask the front door.';

const GRADE_WORDS: Readonly<Record<string, string>> = {
  emerging: 'It is only beginning to show.',
  clear: 'It shows clearly.',
  strong: 'It shows strongly.',
};

/** The counts of a network, if the pattern has one. */
export function readNetworkFigures(figures: unknown): NetworkFigures | null {
  const { network } = figures as { network?: Partial<NetworkFigures> };
  if (!network) return null;
  const { children = 0, homes = 0, things = 0, sources = 0, grade = '' } = network;
  return { children, homes, things, sources, grade };
}

/** How often the watch for networks was right, by what people decided. */
export interface NetworkRecord {
  readonly reviews: number;
  readonly connected: number;
}

function sayRecord({ reviews, connected }: NetworkRecord): string {
  return reviews === 0
    ? 'No network that Heed pointed out here was reviewed yet, so nobody knows how often it is right.'
    : `How often Heed was right: of ${reviews} reviews of such networks here, ${connected} found the warnings connected.`;
}

function sayWhy({ children, homes, things, sources, grade }: NetworkFigures): string {
  return `${children} children of ${homes} homes were named with the same ${things} people or things, by ${sources} agencies or kinds of people. ${GRADE_WORDS[grade] ?? ''}`;
}

function renderRows({ thing, children, lines }: NetworkThing) {
  const what: Content = html`<strong>${thing ?? HIDDEN}</strong><br>named with ${children} children`;
  return lines.map((line, index) => [
    { text: index === 0 ? what : html`<span class="govuk-visually-hidden">${thing ?? HIDDEN}</span>` },
    { text: line.child ?? HIDDEN },
    {
      text: line.reference
        ? html`<a class="govuk-link" href="/concerns/${line.concern}">${line.reference}</a>, ${sayDay(line.at)}`
        : html`A record, ${sayDay(line.at)}`,
    },
  ]);
}

/** What joins the children of a pattern: in words, and each joining with the concern it comes from. */
export function renderNetwork(
  figures: NetworkFigures,
  things: readonly NetworkThing[],
  record: NetworkRecord,
): Html {
  const rows = things.flatMap(renderRows);
  return html`<section aria-labelledby="network"><h2 class="govuk-heading-m" id="network">What joins them</h2>
<p class="govuk-body">${sayWhy(figures)} This says what was told, and by whom. It does not say that anybody named has done anything.</p>
<p class="govuk-body-s">${sayRecord(record)}</p>
${
  rows.length > 0 &&
  table({
    caption: 'Each time a child was named with something that another child was named with too',
    captionClasses: 'govuk-table__caption--s',
    classes: 'heed-stack',
    firstCellIsHeader: true,
    head: [{ text: 'What' }, { text: 'Child' }, { text: 'Told in' }],
    rows,
  })
}
${things.length > 0 && drawNetwork(things)}</section>`;
}
