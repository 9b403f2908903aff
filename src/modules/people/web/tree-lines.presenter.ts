/** Where the boxes of a family tree's picture are, and how its lines run between them: through nobody's box. */
import type { FamilyTree, TreeLine, TreeNode } from '../domain/family-tree.ts';

/** Sizes in the picture's own units. */
export const BOX = { width: 150, height: 54 } as const;
const GAP = { across: 24, down: 64 } as const;
const EDGE = 16;
const ROW = BOX.height + GAP.down;
const COLUMN = BOX.width + GAP.across;
/** Lines between brothers and sisters keep this far from the lines of their parents. */
const ASIDE = 5;

/** The upper left corner of a box. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** The boxes of a picture, and where its middle is. */
export interface Spots {
  readonly of: ReadonlyMap<string, Spot>;
  readonly middle: number;
}

/** The width and height of the whole picture, with room for the arcs under its lowest row. */
export function sizeOf({ widest, rows }: FamilyTree): { readonly width: number; readonly height: number } {
  return { width: 2 * EDGE + widest * COLUMN - GAP.across, height: 2 * EDGE + rows * ROW - GAP.down + 24 };
}

/**
 * Where each box stands: each generation in the middle. Where one stands in several rows, all stand in columns, so that there
 * are gaps for lines to run down.
 */
export function spotsOf(tree: FamilyTree): Spots {
  const wide = new Map<number, number>();
  for (const { generation, place } of tree.nodes)
    wide.set(generation, Math.max(wide.get(generation) ?? 0, place + 1));
  const leftOf = (generation: number) => {
    const spare = (tree.widest - (wide.get(generation) ?? 1)) / 2;
    return tree.isWrapped ? Math.floor(spare) : spare;
  };
  const spot = ({ generation, row, place }: TreeNode): Spot => ({
    x: EDGE + (leftOf(generation) + place) * COLUMN,
    y: EDGE + row * ROW,
  });
  return { of: new Map(tree.nodes.map((node) => [node.id, spot(node)])), middle: sizeOf(tree).width / 2 };
}

/** Beside each other: an arc under the row. */
function pathBeside(kind: TreeLine['kind'], left: Spot, right: Spot): string {
  const [x1, x2] = [left.x + BOX.width / 2 + 12, right.x + BOX.width / 2 - 12];
  const drop = kind === 'partner' ? 12 : 20;
  return `M${x1} ${left.y + BOX.height} v${drop} H${x2} v${-drop}`;
}

/**
 * Below each other: between the rows, and past rows between them by the gap beside the upper box, which is reached above the
 * line that the next row's parents have, or their children would seem the upper one's.
 */
function pathDown(kind: TreeLine['kind'], upper: Spot, lower: Spot, middle: number): string {
  const aside = kind === 'parent' ? 0 : ASIDE;
  const [from, to] = [upper.x + BOX.width / 2 + 3 * aside, lower.x + BOX.width / 2 - 3 * aside];
  const start = `M${from} ${upper.y + BOX.height}`;
  const end = `V${lower.y - GAP.down / 3 + 2 * aside} H${to} V${lower.y}`;
  if (lower.y - upper.y <= ROW) return `${start} ${end}`;
  const beside = from < middle ? upper.x + COLUMN - GAP.across / 2 : upper.x - GAP.across / 2;
  return `${start} v${GAP.down / 2 + aside} H${beside + aside} ${end}`;
}

/** The way of one line, as SVG's path data; null where one of its ends is not in the picture. */
export function pathOf(line: TreeLine, { of, middle }: Spots): string | null {
  const [from, to] = [of.get(line.from), of.get(line.to)];
  if (!from || !to) return null;
  if (from.y === to.y)
    return pathBeside(line.kind, ...(from.x < to.x ? ([from, to] as const) : ([to, from] as const)));
  return pathDown(line.kind, ...(from.y < to.y ? ([from, to] as const) : ([to, from] as const)), middle);
}
