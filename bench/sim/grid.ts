/** A grid of signalised junctions with a road leading in and out at every end of a street. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Between two junctions, and from the edge of the grid to the first one. */
  readonly spacingM: number;
}

/** A node of the grid: junctions have 1 <= x <= columns and 1 <= y <= rows, ends of streets lie one step outside. */
export interface GridNode {
  readonly x: number;
  readonly y: number;
}

/** One step east, north, west, south: each the left turn of the one before. */
const STEPS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

export type Heading = 0 | 1 | 2 | 3;

export const HEADINGS: readonly Heading[] = [0, 1, 2, 3];

export function leftOf(heading: Heading): Heading {
  return ((heading + 1) % 4) as Heading;
}

export function rightOf(heading: Heading): Heading {
  return ((heading + 3) % 4) as Heading;
}

export function ahead({ x, y }: GridNode, heading: Heading): GridNode {
  const [dx, dy] = STEPS[heading];
  return { x: x + dx, y: y + dy };
}

export function isJunction({ columns, rows }: Grid, { x, y }: GridNode): boolean {
  return x >= 1 && x <= columns && y >= 1 && y <= rows;
}

export function nodesOf(grid: Grid): readonly GridNode[] {
  const nodes: GridNode[] = [];
  for (let x = 0; x <= grid.columns + 1; x++) {
    for (let y = 0; y <= grid.rows + 1; y++) {
      const corner = (x === 0 || x === grid.columns + 1) && (y === 0 || y === grid.rows + 1);
      if (!corner) nodes.push({ x, y });
    }
  }
  return nodes;
}

/** The way out of a node in a direction; undefined where no road leads. */
export function findEdge(grid: Grid, from: GridNode, heading: Heading): string | undefined {
  const to = ahead(from, heading);
  const drawn = (isJunction(grid, from) || isJunction(grid, to)) && inBounds(grid, to);
  return drawn ? `${nodeId(from)}-${nodeId(to)}` : undefined;
}

export function nodeId({ x, y }: GridNode): string {
  return `n${x}_${y}`;
}

function inBounds({ columns, rows }: Grid, { x, y }: GridNode): boolean {
  return x >= 0 && x <= columns + 1 && y >= 0 && y <= rows + 1;
}
