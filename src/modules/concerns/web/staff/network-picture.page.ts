import { type Html, html, sayDay } from '../../../../ui/index.ts';
import type { NetworkThing } from '../../queries/describe-network.query.ts';

interface Spot {
  readonly node: string;
  readonly words: string;
  readonly kind: string;
  readonly x: number;
  readonly y: number;
}

const SIZE = 640;
const MIDDLE = SIZE / 2;
const OUTER = 240;
const INNER = 110;
const LONGEST = 22;
const UNKNOWN = 'Not yours to open';

/** A node's outline by kind: nobody has to tell colours apart. */
const SHAPES: Readonly<Record<string, string>> = {
  child: '',
  adult: 'M-11,-11H11V11H-11Z',
  vehicle: 'M0,-14L13,10H-13Z',
  phone: 'M0,-14L14,0L0,14L-14,0Z',
  place: 'M-7,-12H7L14,0L7,12H-7L-14,0Z',
  account: 'M0,-14L13,-4L8,12H-8L-13,-4Z',
  organisation: 'M-14,-8H14V8H-14Z',
  unknown: 'M-5,-14H5V-5H14V5H5V14H-5V5H-14V-5H-5Z',
};

const KINDS: readonly (readonly [string, string])[] = [
  ['child', 'child'],
  ['adult', 'adult'],
  ['vehicle', 'vehicle'],
  ['phone', 'telephone'],
  ['place', 'place'],
  ['account', 'online account'],
  ['organisation', 'organisation'],
  ['unknown', 'in a record that you may not open'],
];

const shorten = (words: string) =>
  [...words].length > LONGEST ? `${[...words].slice(0, LONGEST - 1).join('')}…` : words;

/** Places round a circle, the first at the top. */
function layRound(nodes: readonly Omit<Spot, 'x' | 'y'>[], radius: number, turn: number): readonly Spot[] {
  return nodes.map((node, n) => {
    const angle = (2 * Math.PI * (n + turn)) / Math.max(1, nodes.length) - Math.PI / 2;
    return {
      ...node,
      x: Math.round(MIDDLE + radius * Math.cos(angle)),
      y: Math.round(MIDDLE + radius * Math.sin(angle)),
    };
  });
}

function drawShape(kind: string): Html {
  return kind === 'child'
    ? html`<circle r="12"></circle>`
    : html`<path d="${SHAPES[kind] ?? SHAPES.unknown ?? ''}"></path>`;
}

function drawNode({ node, words, kind, x, y }: Spot): Html {
  return html`<g class="heed-network__node heed-network__node--${kind}" data-node="${node}" transform="translate(${x} ${y})"><title>${words}</title>${drawShape(kind)}<text y="28">${shorten(words)}</text></g>`;
}

function listSpots(things: readonly NetworkThing[]): readonly Spot[] {
  const children = new Map<string, string>();
  for (const { lines } of things)
    for (const { childNode, child } of lines)
      if (child !== null || !children.has(childNode)) children.set(childNode, child ?? UNKNOWN);
  const outside = [...children].map(([node, words]) => ({
    node,
    words,
    kind: words === UNKNOWN ? 'unknown' : 'child',
  }));
  const inside = things.map(({ node, thing, kind }) => ({
    node,
    words: thing ?? UNKNOWN,
    kind: kind ?? 'unknown',
  }));
  return [...layRound(outside, OUTER, 0), ...layRound(inside, things.length === 1 ? 0 : INNER, 0.5)];
}

/** The same as the table, as a picture: shapes for kinds, a line for each child and thing named together. */
export function drawNetwork(things: readonly NetworkThing[]): Html {
  const spots = listSpots(things);
  const at = new Map(spots.map((spot) => [spot.node, spot]));
  const told = things.flatMap(({ node, lines }) => lines.map((line) => ({ ...line, node })));
  const joins = [...Map.groupBy(told, (line) => `${line.node} ${line.childNode}`).values()];
  const lines = joins.flatMap((own) => {
    const [first] = own;
    const [thing, child] = [at.get(first?.node ?? ''), at.get(first?.childNode ?? '')];
    if (!first || !thing || !child) return [];
    const sources = own.map((line) => `${line.reference ?? 'a record'}, ${sayDay(line.at)}`).join('; ');
    const width = Math.min(6, 1 + own.length);
    return html`<line data-from="${thing.node}" data-to="${child.node}" data-at="${first.at.epochMilliseconds}" x1="${thing.x}" y1="${thing.y}" x2="${child.x}" y2="${child.y}" stroke-width="${width}"><title>${child.words} and ${thing.words}: ${sources}</title></line>`;
  });
  const used = new Set(spots.map(({ kind }) => kind));
  const key = KINDS.filter(([kind]) => used.has(kind)).map(
    ([kind, words]) =>
      html`<li><svg class="heed-network__key" viewBox="-16 -16 32 32" aria-hidden="true" focusable="false"><g class="heed-network__node heed-network__node--${kind}">${drawShape(kind)}</g></svg> ${words}</li>`,
  );
  const times = told.map((line) => line.at.epochMilliseconds);
  return html`<figure class="heed-network" data-network>
<svg viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="A picture of the table: which children were named with which people and things">${lines}${spots.map(drawNode)}</svg>
<figcaption class="govuk-body-s">A thicker line was told more than once. Institutions are never drawn. <ul class="heed-network__kinds">${key}</ul></figcaption>
<p class="govuk-form-group heed-network__time" data-network-time hidden><label class="govuk-label" for="network-until">Only what was told by <output for="network-until"></output></label><input type="range" id="network-until" min="${Math.min(...times)}" max="${Math.max(...times)}" value="${Math.max(...times)}"></p>
</figure>`;
}
