import type { Junction, MapLink, MapNode, Movement, RoadMap, Turn } from '../../src/roadnet/map.ts';

/** Where the grid's south-west corner lies. */
const ORIGIN = { lat: 30.18, lon: 120.26 };
const M_PER_DEG = (6371008.8 * Math.PI) / 180;
const SPEED_LIMIT_MPS = 50 / 3.6;
/** Path inside a node, and what of the drawn line the stop bars leave out. */
const NODE_M = 20;

/**
 * A grid of two-way streets, `columns` x `rows` nodes named `c<column>r<row>` from the south-west, `blockM` apart; both directions
 * of a street are drawn on the same line. `signals` lists the nodes with a one-group signal for everything that is driven there.
 */
export function gridMap(columns: number, rows: number, blockM: number, signals: readonly string[] = []): RoadMap {
  const nodes: MapNode[] = [];
  for (let c = 0; c < columns; c++) for (let r = 0; r < rows; r++) nodes.push(gridNode(c, r, blockM));
  const links: MapLink[] = [];
  for (let c = 0; c < columns; c++) {
    for (let r = 0; r < rows; r++) {
      if (c + 1 < columns) links.push(...street(`c${c}r${r}`, `c${c + 1}r${r}`, blockM));
      if (r + 1 < rows) links.push(...street(`c${c}r${r}`, `c${c}r${r + 1}`, blockM));
    }
  }
  const movements = links.flatMap((from) => links.filter((to) => to.from === from.to).map((to) => join(from, to, nodes)));
  const junctions = signals.map((node) => signalAt(node, links, movements));
  const about = { name: 'grid', title: 'Grid', schematic: true, attribution: 'made for a test' };
  return { format: 'clearway-map/1', ...about, nodes, links, movements, junctions };
}

function gridNode(column: number, row: number, blockM: number): MapNode {
  const lat = ORIGIN.lat + (row * blockM) / M_PER_DEG;
  const lon = ORIGIN.lon + (column * blockM) / (M_PER_DEG * Math.cos((ORIGIN.lat * Math.PI) / 180));
  return { id: `c${column}r${row}`, lat, lon };
}

function street(a: string, b: string, blockM: number): MapLink[] {
  const lanes = [{ startM: 0 }, { startM: 0 }];
  const rest = { name: 'street', lengthM: blockM - NODE_M, speedLimitMps: SPEED_LIMIT_MPS, lanes };
  return [
    { id: `${a}-${b}`, from: a, to: b, ...rest },
    { id: `${b}-${a}`, from: b, to: a, ...rest },
  ];
}

function join(from: MapLink, to: MapLink, nodes: readonly MapNode[]): Movement {
  const at = (id: string): MapNode => nodes.find((node) => node.id === id)!;
  const [a, b, c] = [at(from.from), at(from.to), at(to.to)];
  const cross = (b.lon - a.lon) * (c.lat - b.lat) - (b.lat - a.lat) * (c.lon - b.lon);
  const turn: Turn = from.from === to.to ? 'uturn' : Math.abs(cross) < 1e-9 ? 'through' : cross > 0 ? 'left' : 'right';
  const lanes: Record<Turn, readonly (readonly [number, number])[]> = {
    uturn: [[1, 1]],
    left: [[1, 1]],
    right: [[0, 0]],
    through: [
      [0, 0],
      [1, 1],
    ],
  };
  return { id: `${from.id}>${to.id}`, from: from.id, to: to.id, turn, lanes: lanes[turn], lengthM: NODE_M, yieldsTo: [] };
}

function signalAt(node: string, links: readonly MapLink[], movements: readonly Movement[]): Junction {
  const into = new Set(links.filter((link) => link.to === node).map((link) => link.id));
  const driven = movements.filter((movement) => into.has(movement.from)).map((movement) => movement.id);
  return {
    id: `J-${node}`,
    node,
    name: node,
    groups: [{ kind: 'vehicle', id: 'ALL', movements: driven, minGreenS: 7, yellowS: 3 }],
    conflicts: [],
    intergreens: [],
    stages: [{ id: 'A', name: 'all', groups: ['ALL'] }],
    maxPresenceS: 120,
    assumed: true,
  };
}
