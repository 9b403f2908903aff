import { type Html, html } from '../../../ui/index.ts';
import type { TreeLine } from '../domain/family-tree.ts';
import type { FamilyView } from '../queries/see-family.query.ts';
import { sayUnnamed } from './record-words.presenter.ts';
import { BOX, pathOf, type Spot, type Spots, sizeOf, spotsOf } from './tree-lines.presenter.ts';

/** Letters in one line of a box, and lines. */
const LETTERS = 19;

/** A name in at most two lines; the text beside the picture has all of it. */
function twoLines(name: string): readonly string[] {
  const lines: string[] = [];
  for (const word of name.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= LETTERS)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const cut = (line: string) => (line.length > LETTERS ? `${line.slice(0, LETTERS - 1)}…` : line);
  return lines
    .slice(0, 2)
    .map((line, at) => (at === 1 && lines.length > 2 ? `${cut(line).slice(0, LETTERS - 1)}…` : cut(line)));
}

function drawLine(line: TreeLine, spots: Spots): Html {
  const path = pathOf(line, spots);
  if (path === null) return html``;
  const dash = line.over
    ? html` stroke-dasharray="3 5"`
    : line.kind === 'sibling'
      ? html` stroke-dasharray="9 4"`
      : '';
  return html`<path d="${path}" fill="none"${dash}/>`;
}

function drawBox(id: string, view: FamilyView, { x, y }: Spot): Html {
  const person = view.people.get(id);
  const name = person ? (person.called ?? sayUnnamed(person.kind)) : 'Somebody on record';
  const self = id === view.found.record.id;
  const child = person?.kind === 'child';
  const lines = twoLines(name);
  const first = y + BOX.height / 2 + (lines.length === 1 ? 5 : -4);
  return html`<g><rect x="${x}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="${child ? 18 : 2}" fill="${self ? '#e6efed' : '#ffffff'}" stroke-width="${self ? 4 : 2}"/>${lines.map((line, at) => html`<text stroke="none" fill="#0b0c0c" x="${x + BOX.width / 2}" y="${first + at * 18}">${line}</text>`)}</g>`;
}

/**
 * The picture of a family, drawn on the server: parents above, children below, children with round corners, the person
 * themself with a thick edge. All it says is said again in words beside it.
 */
export function renderFamilyTree(view: FamilyView): Html {
  const spots = spotsOf(view.tree);
  const { width, height } = sizeOf(view.tree);
  return html`<div class="heed-tree" role="region" aria-label="Picture of the family" tabindex="0"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Family tree; the same in words below" font-family="Arial, sans-serif" font-size="15" text-anchor="middle"><g stroke="#12343b" stroke-width="2">${view.tree.lines.map((line) => drawLine(line, spots))}</g><g stroke="#12343b">${[...spots.of].map(([id, spot]) => drawBox(id, view, spot))}</g></svg></div>`;
}
