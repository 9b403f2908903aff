import { type Html, html } from '../../../ui/index.ts';
import type { TreeLine, TreeNode } from '../domain/family-tree.ts';
import type { FamilyView } from '../queries/see-family.query.ts';
import { sayUnnamed } from './record-words.presenter.ts';

/** Sizes in the picture's own units. */
const BOX = { width: 150, height: 54 } as const;
const GAP = { across: 24, down: 64 } as const;
const EDGE = 8;
const ROW = BOX.height + GAP.down;
const COLUMN = BOX.width + GAP.across;
/** Letters in one line of a box, and lines. */
const LETTERS = 19;

interface Spot {
  readonly x: number;
  readonly y: number;
}

function spotsOf({ tree }: FamilyView): ReadonlyMap<string, Spot> {
  const top = Math.min(...tree.nodes.map(({ generation }) => generation));
  const inRow = new Map<number, number>();
  for (const { generation } of tree.nodes) inRow.set(generation, (inRow.get(generation) ?? 0) + 1);
  const spot = ({ generation, place }: TreeNode): Spot => {
    const left = ((tree.widest - (inRow.get(generation) ?? 1)) * COLUMN) / 2;
    return { x: EDGE + left + place * COLUMN, y: EDGE + (generation - top) * ROW };
  };
  return new Map(tree.nodes.map((node) => [node.id, spot(node)]));
}

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

function drawLine(line: TreeLine, spots: ReadonlyMap<string, Spot>): Html {
  const from = spots.get(line.from);
  const to = spots.get(line.to);
  if (!from || !to) return html``;
  const dash = line.over
    ? html` stroke-dasharray="3 5"`
    : line.kind === 'sibling'
      ? html` stroke-dasharray="9 4"`
      : '';
  if (from.y === to.y) {
    // Beside each other: an arc under the row, so that it runs through nobody's box.
    const [left, right] = from.x < to.x ? [from, to] : [to, from];
    const [x1, x2] = [left.x + BOX.width / 2 + 12, right.x + BOX.width / 2 - 12];
    const y = left.y + BOX.height;
    const drop = line.kind === 'partner' ? 12 : 20;
    return html`<path d="M${x1} ${y} v${drop} H${x2} v${-drop}" fill="none"${dash}/>`;
  }
  const [upper, lower] = from.y < to.y ? [from, to] : [to, from];
  const middle = lower.y - GAP.down / 3;
  return html`<path d="M${upper.x + BOX.width / 2} ${upper.y + BOX.height} V${middle} H${lower.x + BOX.width / 2} V${lower.y}" fill="none"${dash}/>`;
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
  const spots = spotsOf(view);
  const generations = [...new Set(view.tree.nodes.map(({ generation }) => generation))];
  const rows = Math.max(...generations) - Math.min(...generations) + 1;
  const width = 2 * EDGE + view.tree.widest * COLUMN - GAP.across;
  const height = 2 * EDGE + rows * ROW - GAP.down + 24;
  return html`<div class="heed-tree" role="region" aria-label="Picture of the family" tabindex="0"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Family tree; the same in words below" font-family="Arial, sans-serif" font-size="15" text-anchor="middle"><g stroke="#12343b" stroke-width="2">${view.tree.lines.map((line) => drawLine(line, spots))}</g><g stroke="#12343b">${[...spots].map(([id, spot]) => drawBox(id, view, spot))}</g></svg></div>`;
}
