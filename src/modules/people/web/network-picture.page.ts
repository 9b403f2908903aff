import { type Html, html, pictureKey, pictureShape, pictureTime, sayDay } from '../../../ui/index.ts';
import { type AroundLine, placeAround } from '../domain/around.ts';
import type { NetworkView } from '../queries/see-network.query.ts';
import { sayUnnamed } from './record-words.presenter.ts';

/** Size of the picture in its own units, and room round it for names. */
const SIZE = 640;
const EDGE = 70;
const LONGEST = 20;

const shorten = (words: string) =>
  [...words].length > LONGEST ? `${[...words].slice(0, LONGEST - 1).join('')}…` : words;

/** What a record is called in the picture, and which shape it has. */
export function sayNode(view: NetworkView, id: string): { readonly words: string; readonly shape: string } {
  const one = view.people.get(id);
  if (!one) return { words: 'Not yours to open', shape: 'unknown' };
  if (!one.mayOpen)
    return { words: one.called ?? 'Not yours to open', shape: one.called ? one.kind : 'unknown' };
  return { words: one.called ?? sayUnnamed(one.kind), shape: one.kind };
}

/** What ties two: in the words of the table, for whoever points at the line. */
export function sayTies(view: NetworkView, { ties }: AroundLine): string {
  return ties
    .map(({ concern, relationship, from, to, at }) =>
      relationship
        ? `${sayNode(view, from).words}: ${relationship.words} ${sayNode(view, to).words}`
        : `${view.references.get(concern ?? '') ?? 'a concern'}, ${sayDay(at)}`,
    )
    .join('; ');
}

/**
 * The picture of who and what is around a record: shapes for kinds, a line for each two named together or related, thicker where
 * told more than once, broken where only a relationship says so. Each shape leads to its own part of the table.
 */
export function drawAround(view: NetworkView): Html {
  const scale = SIZE / 2 - EDGE;
  const spots = placeAround(view.around).map(({ id, x, y }) => ({
    id,
    x: Math.round(SIZE / 2 + scale * x),
    y: Math.round(SIZE / 2 + scale * y),
    ...sayNode(view, id),
  }));
  const at = new Map(spots.map((spot) => [spot.id, spot]));
  const lines = view.around.lines.flatMap((line) => {
    const [from, to] = [at.get(line.from), at.get(line.to)];
    const [first] = line.ties;
    if (!from || !to || !first) return [];
    const told = line.ties.filter(({ concern }) => concern !== null).length;
    const dash = told === 0 ? html` stroke-dasharray="6 4"` : '';
    return html`<line data-from="${from.id}" data-to="${to.id}" data-at="${first.at.epochMilliseconds}" x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke-width="${Math.min(6, 1 + Math.max(1, told))}"${dash}><title>${from.words} and ${to.words}: ${sayTies(view, line)}</title></line>`;
  });
  const self = view.found.record.id;
  const nodes = spots.map(
    ({ id, x, y, words, shape }) =>
      html`<a href="#around-${id}" aria-label="${words}: to its part of the table"><g class="heed-network__node heed-network__node--${shape}${id === self ? ' heed-network__node--self' : ''}" data-node="${id}" transform="translate(${x} ${y})"><title>${words}</title>${pictureShape(shape)}<text y="28">${shorten(words)}</text></g></a>`,
  );
  const times = view.around.lines.flatMap(({ ties }) => ties.map((tie) => tie.at.epochMilliseconds));
  const used = new Set(spots.map(({ shape }) => shape));
  return html`<figure class="heed-network" data-network>
<div class="heed-network__box" role="region" aria-label="Picture" tabindex="0"><svg viewBox="0 0 ${SIZE} ${SIZE}" role="group" aria-label="Who and what is around ${sayNode(view, self).words}: the same as the table below">${lines}${nodes}</svg></div>
<figcaption class="govuk-body-s">A thicker line was told more than once. A broken line is a relationship on record. Choose a shape to come to its part of the table; drag it, or press an arrow key, to move it. ${pictureKey(used)}</figcaption>
${times.length > 0 && pictureTime('around-until', times)}
</figure>`;
}
