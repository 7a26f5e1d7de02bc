import type { NodeId } from '../kernel/ids.ts';
import { type LatLon, pointAt } from './geometry.ts';
import { designJunction } from './junction-design.ts';
import type { Leg } from './junction-legs.ts';
import { designMovements, markLanes } from './junction-movements.ts';
import type { MapLink, MapNode, RoadMap } from './map.ts';

const LANE_WIDTH_M = 3.25;
/** Crossing for pedestrians and kerb radius between the stop bar and the edge of the road that is crossed. */
const CORNER_M = 8;
/** Where the south-west junction lies; a made city has no place of its own. */
const ORIGIN: LatLon = { lat: 0, lon: 0 };

/** A made city of straight streets: signalised junctions `c<column>r<row>` from the south-west, a road leading in and out at every end of a street. */
export interface GridPlan {
  readonly name: string;
  readonly title: string;
  readonly columns: number;
  readonly rows: number;
  /** Between two junctions, and from the edge of the grid to the first one. */
  readonly blockM: number;
  /** Per direction; the innermost is kept for left turns. */
  readonly lanes: number;
  readonly speedMps: number;
  readonly maxPresenceS: number;
}

interface Place {
  readonly id: NodeId;
  readonly column: number;
  readonly row: number;
}

/** East, north, west, south: the bearing, and the step it is. */
const HEADINGS = [
  { bearingDeg: 90, column: 1, row: 0 },
  { bearingDeg: 0, column: 0, row: 1 },
  { bearingDeg: 270, column: -1, row: 0 },
  { bearingDeg: 180, column: 0, row: -1 },
] as const;

/** The map of a grid: the same plan gives the same map on every machine. */
export function buildGrid(plan: GridPlan): RoadMap {
  const places = placesOf(plan);
  const at = new Map(places.map((place) => [`${place.column} ${place.row}`, place]));
  const links = places.flatMap((from) =>
    HEADINGS.flatMap(({ column, row }): MapLink[] => {
      const to = at.get(`${from.column + column} ${from.row + row}`);
      return to !== undefined && (isJunction(plan, from) || isJunction(plan, to)) ? [linkOf(plan, from, to)] : [];
    }),
  );
  const junctions = places.filter((place) => isJunction(plan, place));
  const designed = junctions.map((place) => {
    const legs = legsOf(plan, place, at);
    const ways = designMovements(legs, true);
    const name = `${streetName('row', place.row)} / ${streetName('column', place.column)}`;
    const request = { id: place.id, node: place.id, name, legs, movements: ways, maxPresenceS: plan.maxPresenceS, assumed: true };
    return { movements: ways.map(({ movement }) => movement), junction: designJunction(request) };
  });
  return {
    format: 'clearway-map/1',
    name: plan.name,
    title: plan.title,
    schematic: true,
    attribution: 'Made by rule; no data set was used.',
    nodes: places.map((place) => nodeOf(plan, place)),
    links,
    movements: designed.flatMap(({ movements }) => movements),
    junctions: designed.map(({ junction }) => junction),
  };
}

function placesOf(plan: GridPlan): readonly Place[] {
  const places: Place[] = [];
  for (let row = 0; row <= plan.rows + 1; row++) {
    for (let column = 0; column <= plan.columns + 1; column++) {
      const id = placeId(plan, column, row);
      if (id !== undefined) places.push({ id, column, row });
    }
  }
  return places;
}

/** Ends of streets are called by their side and number: `W2` is the west end of row 2. Undefined for the corners, where no road ends. */
function placeId({ columns, rows }: GridPlan, column: number, row: number): NodeId | undefined {
  const inColumn = column >= 1 && column <= columns;
  const inRow = row >= 1 && row <= rows;
  if (inColumn && inRow) return `c${column}r${row}`;
  if (inRow) return `${column === 0 ? 'W' : 'E'}${row}`;
  return inColumn ? `${row === 0 ? 'S' : 'N'}${column}` : undefined;
}

function isJunction({ columns, rows }: GridPlan, { column, row }: Place): boolean {
  return column >= 1 && column <= columns && row >= 1 && row <= rows;
}

function nodeOf({ blockM }: GridPlan, { id, column, row }: Place): MapNode {
  return { id, ...pointAt(pointAt(ORIGIN, 90, column * blockM), 0, row * blockM) };
}

function setbackM(plan: GridPlan): number {
  return plan.lanes * LANE_WIDTH_M + CORNER_M;
}

function linkOf(plan: GridPlan, from: Place, to: Place): MapLink {
  const ends = [from, to].filter((place) => isJunction(plan, place)).length;
  const name = from.row === to.row ? streetName('row', from.row) : streetName('column', from.column);
  return {
    id: `${from.id}-${to.id}`,
    from: from.id,
    to: to.id,
    name,
    lengthM: plan.blockM - ends * setbackM(plan),
    speedLimitMps: plan.speedMps,
    lanes: Array.from({ length: plan.lanes }, () => ({ startM: 0 })),
  };
}

function legsOf(plan: GridPlan, place: Place, at: ReadonlyMap<string, Place>): readonly Leg[] {
  return HEADINGS.map(({ bearingDeg, column, row }): Leg => {
    const other = at.get(`${place.column + column} ${place.row + row}`);
    if (other === undefined) throw new Error(`no road leads on from ${place.id}`);
    const laneTurns = markLanes(plan.lanes);
    return {
      name: row === 0 ? streetName('row', place.row) : streetName('column', place.column),
      bearingDeg,
      weight: 1,
      setbackM: setbackM(plan),
      inbound: { link: `${other.id}-${place.id}`, speedLimitMps: plan.speedMps, laneTurns },
      outbound: { link: `${place.id}-${other.id}`, lanes: plan.lanes },
    };
  });
}

function streetName(kind: 'row' | 'column', number: number): string {
  return kind === 'row' ? `Row ${number}` : `Column ${number}`;
}
