import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPinned } from '../timed-process.ts';
import {
  ahead,
  findEdge,
  type Grid,
  type GridNode,
  HEADINGS,
  type Heading,
  isJunction,
  leftOf,
  nodeId,
  nodesOf,
  rightOf,
} from './grid.ts';

/** Three lanes go on (the kerb lane turns right as well), the fourth turns left. */
const LANES = 4;
const LEFT_LANE = LANES - 1;
const SPEED_MPS = 13.89;
/** Through traffic of each street in turn, left turns on a green of their own after it. */
const CYCLE_S = 90;
const LEFT_GREEN_S = 8;

/** Writes a grid as SUMO's plain files and lets netconvert make the network of it; returns the network's path. */
export async function buildGridNetwork(grid: Grid, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = (name: string): string => join(folder, name);
  writeFileSync(path('grid.nod.xml'), nodesXml(grid));
  writeFileSync(path('grid.edg.xml'), edgesXml(grid));
  writeFileSync(path('grid.con.xml'), connectionsXml(grid));
  await runPinned('netconvert', [
    ...['--node-files', path('grid.nod.xml'), '--edge-files', path('grid.edg.xml'), '--connection-files', path('grid.con.xml')],
    ...['--tls.cycle.time', `${CYCLE_S}`, '--tls.left-green.time', `${LEFT_GREEN_S}`, '--tls.minor-left.max-speed', '0'],
    ...['--no-turnarounds', 'true', '--output-file', path('grid.net.xml')],
  ]);
  return path('grid.net.xml');
}

function nodesXml(grid: Grid): string {
  const nodes = nodesOf(grid).map((node) => {
    const type = isJunction(grid, node) ? 'traffic_light' : 'priority';
    return `<node id="${nodeId(node)}" x="${node.x * grid.spacingM}" y="${node.y * grid.spacingM}" type="${type}"/>`;
  });
  return `<nodes>\n${nodes.join('\n')}\n</nodes>\n`;
}

function edgesXml(grid: Grid): string {
  const edges = waysOf(grid).map(
    ({ edge, from, to }) =>
      `<edge id="${edge}" from="${nodeId(from)}" to="${nodeId(to)}" numLanes="${LANES}" speed="${SPEED_MPS}"/>`,
  );
  return `<edges>\n${edges.join('\n')}\n</edges>\n`;
}

function connectionsXml(grid: Grid): string {
  const connections = waysOf(grid).flatMap(({ edge, to, heading }) => {
    const [left, through, right] = [leftOf(heading), heading, rightOf(heading)].map((next) => findEdge(grid, to, next));
    if (left === undefined || through === undefined || right === undefined) return [];
    const throughLanes = Array.from({ length: LEFT_LANE }, (_, lane) => connection(edge, through, lane, lane));
    return [connection(edge, right, 0, 0), ...throughLanes, connection(edge, left, LEFT_LANE, LEFT_LANE)];
  });
  return `<connections>\n${connections.join('\n')}\n</connections>\n`;
}

function connection(from: string, to: string, fromLane: number, toLane: number): string {
  return `<connection from="${from}" to="${to}" fromLane="${fromLane}" toLane="${toLane}"/>`;
}

interface Way {
  readonly edge: string;
  readonly from: GridNode;
  readonly to: GridNode;
  readonly heading: Heading;
}

function waysOf(grid: Grid): readonly Way[] {
  return nodesOf(grid).flatMap((from) =>
    HEADINGS.flatMap((heading) => {
      const edge = findEdge(grid, from, heading);
      return edge === undefined ? [] : [{ edge, from, to: ahead(from, heading), heading }];
    }),
  );
}
