import { type Html, html, pictureKey, pictureShape, pictureTime, sayDay } from '../../../../ui/index.ts';
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

function drawNode({ node, words, kind, x, y }: Spot): Html {
  return html`<g class="heed-network__node heed-network__node--${kind}" data-node="${node}" transform="translate(${x} ${y})"><title>${words}</title>${pictureShape(kind)}<text y="28">${shorten(words)}</text></g>`;
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
  const times = told.map((line) => line.at.epochMilliseconds);
  return html`<figure class="heed-network" data-network>
<svg viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="A picture of the table: which children were named with which people and things">${lines}${spots.map(drawNode)}</svg>
<figcaption class="govuk-body-s">A thicker line was told more than once. Institutions are never drawn. ${pictureKey(used)}</figcaption>
${pictureTime('network-until', times)}
</figure>`;
}
