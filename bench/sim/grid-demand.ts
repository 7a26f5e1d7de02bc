import { type RandomStream, randomStream } from '../../src/kernel/random.ts';
import {
  ahead,
  findEdge,
  type Grid,
  type GridNode,
  HEADINGS,
  type Heading,
  isJunction,
  leftOf,
  nodesOf,
  rightOf,
} from './grid.ts';

export interface GridVehicle {
  readonly departS: number;
  readonly route: readonly string[];
}

/** Half of the drivers who turn do so to the left; the others go straight through the grid. */
const TURNING_SHARE = 0.8;
/** Speed over a whole trip, stops included, that keeps the number of vehicles where it began. */
const TRIP_SPEED_MPS = 6.4;
/** The vehicles that are on the road at the beginning come onto it within this time. */
const FILL_S = 90;
/** Some of the first have left before the last of them come. */
const FIRST_SHARE = 1.03;

/**
 * Vehicles that fill a grid and keep it filled, sorted by departure: first about `running` of them anywhere on their routes, then as many at
 * the ends of streets as leave. The same seed gives the same vehicles.
 */
export function gridDemand(grid: Grid, running: number, endS: number, seed: number): readonly GridVehicle[] {
  const stream = randomStream(seed, 'grid');
  const entries = nodesOf(grid).filter((node) => !isJunction(grid, node));
  const fill = Math.round(running * FIRST_SHARE);
  const first = Array.from({ length: fill }, (_, n): GridVehicle => {
    const route = drawRoute(grid, entries, stream);
    return { departS: (n / fill) * FILL_S, route: route.slice(Math.floor(stream.next() * route.length)) };
  });
  const meanLinks = first.reduce((sum, { route }) => sum + route.length, 0) / fill;
  // A vehicle somewhere on its route has half of it behind it.
  const perS = (running * TRIP_SPEED_MPS) / ((2 * meanLinks - 1) * grid.spacingM);
  const later = Array.from({ length: Math.floor((endS - FILL_S) * perS) }, (_, n): GridVehicle => {
    return { departS: FILL_S + n / perS, route: drawRoute(grid, entries, stream) };
  });
  return [...first, ...later];
}

/** SUMO's route file of these vehicles: they come at the traffic's speed, in the lane that suits. */
export function routesXml(vehicles: readonly GridVehicle[]): string {
  const lines = vehicles.map(
    ({ departS, route }, n) =>
      `<vehicle id="v${n}" type="car" depart="${departS.toFixed(2)}" departLane="best" departSpeed="max"><route edges="${route.join(' ')}"/></vehicle>`,
  );
  return `<routes>\n<vType id="car"/>\n${lines.join('\n')}\n</routes>\n`;
}

/** In at one end of a street, at most one turn anywhere, out at another end. */
function drawRoute(grid: Grid, entries: readonly GridNode[], stream: RandomStream): readonly string[] {
  const entry = entries[Math.floor(stream.next() * entries.length)]!;
  const inward = HEADINGS.find((heading) => isJunction(grid, ahead(entry, heading)))!;
  const along = inward % 2 === 0 ? grid.columns : grid.rows;
  const turnAt = stream.next() < TURNING_SHARE ? 1 + Math.floor(stream.next() * along) : Number.POSITIVE_INFINITY;
  const turned = stream.next() < 0.5 ? leftOf(inward) : rightOf(inward);
  const route: string[] = [];
  let node = entry;
  let heading: Heading = inward;
  for (let edge = findEdge(grid, node, heading); edge !== undefined; edge = findEdge(grid, node, heading)) {
    route.push(edge);
    node = ahead(node, heading);
    if (route.length === turnAt) heading = turned;
  }
  return route;
}
