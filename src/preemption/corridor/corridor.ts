import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { Route } from '../../routing/route.ts';
import { JAM_SPACING_M, SATURATION_HEADWAY_S } from '../traffic-constants.ts';

/** Step of the roll-out. */
export const STEP_S = 3;

/** Flow per lane at saturation, and the speed at which the front of a discharge runs back through a queue (triangular diagram). */
const CAPACITY_VEH_PER_S = 1 / SATURATION_HEADWAY_S;

/**
 * A route cut into cells that a vehicle crosses in no less than a step (cell transmission model, Daganzo 1994), every quantity per lane
 * of the ambulance's movement. Stop bars lie between cells.
 */
export interface Corridor {
  readonly cells: number;
  readonly bars: number;
  /** Per cell: its start along the route and its length, metres. */
  readonly startM: Float64Array;
  readonly lengthM: Float64Array;
  readonly limitMps: Float64Array;
  /** Vehicles that have room in it, per lane. */
  readonly roomVeh: Float64Array;
  /** Share of its vehicles that reach its end in one step of free flow; share of its free room that a queue passes back in one. */
  readonly forwardShare: Float64Array;
  readonly backwardShare: Float64Array;
  /** Stop bar at its end, or -1. */
  readonly barAfter: Int32Array;
  /** Per stop bar: the cell before it, and lanes before over lanes behind it. */
  readonly barCell: Int32Array;
  readonly laneRatio: Float64Array;
}

/** What crosses a bar in one step at saturation, vehicles per lane. */
export const CAPACITY_VEH = CAPACITY_VEH_PER_S * STEP_S;

const compiled = new WeakMap<Route, Corridor>();

/** The cells of a route, made once per route. */
export function corridorOf(index: RoadIndex, route: Route): Corridor {
  const known = compiled.get(route);
  if (known !== undefined) return known;
  const made = compile(index, route);
  compiled.set(route, made);
  return made;
}

interface Piece {
  readonly fromM: number;
  readonly toM: number;
  readonly limitMps: number;
  readonly bar: number;
}

function compile(index: RoadIndex, route: Route): Corridor {
  const pieces = piecesOf(index, route);
  const counts = pieces.map(({ fromM, toM, limitMps }) => Math.max(1, Math.floor((toM - fromM) / (limitMps * STEP_S))));
  const cells = counts.reduce((sum, count) => sum + count, 0);
  const column = () => new Float64Array(cells);
  const corridor = {
    cells,
    bars: route.stops.length,
    startM: column(),
    lengthM: column(),
    limitMps: column(),
    roomVeh: column(),
    forwardShare: column(),
    backwardShare: column(),
    barAfter: new Int32Array(cells).fill(-1),
    barCell: new Int32Array(route.stops.length),
    laneRatio: laneRatios(index, route),
  };
  let cell = 0;
  pieces.forEach((piece, i) => {
    const count = counts[i]!;
    const lengthM = Math.max(1, (piece.toM - piece.fromM) / count);
    for (let j = 0; j < count; j++, cell++) {
      corridor.startM[cell] = piece.fromM + j * lengthM;
      corridor.lengthM[cell] = lengthM;
      corridor.limitMps[cell] = piece.limitMps;
      corridor.roomVeh[cell] = lengthM / JAM_SPACING_M;
      corridor.forwardShare[cell] = Math.min(1, (piece.limitMps * STEP_S) / lengthM);
      corridor.backwardShare[cell] = Math.min(1, (backwardMps(piece.limitMps) * STEP_S) / lengthM);
    }
    if (piece.bar < 0) return;
    corridor.barAfter[cell - 1] = piece.bar;
    corridor.barCell[piece.bar] = cell - 1;
  });
  return corridor;
}

/** Links and the nodes behind them, each node part of the link that it leads to, so that a bar ends its link. */
function piecesOf(index: RoadIndex, route: Route): readonly Piece[] {
  const pieces: Piece[] = [];
  let fromM = 0;
  route.links.forEach((id, i) => {
    const link = index.link(id);
    const toM = route.startsM[i]! + link.lengthM;
    const bar = route.stops.findIndex((stop) => stop.linkIndex === i);
    pieces.push({ fromM, toM, limitMps: link.speedLimitMps, bar });
    fromM = toM;
  });
  return pieces;
}

function backwardMps(limitMps: number): number {
  return CAPACITY_VEH_PER_S / (1 / JAM_SPACING_M - CAPACITY_VEH_PER_S / limitMps);
}

/** What one lane before a bar brings to one lane behind it. */
function laneRatios(index: RoadIndex, { links, stops }: Route): Float64Array {
  return Float64Array.from(stops, ({ lanes, linkIndex }, k) => {
    const next = stops[k + 1];
    const behind = next?.linkIndex === linkIndex + 1 ? next.lanes.length : index.link(links[linkIndex + 1]!).lanes.length;
    return lanes.length / behind;
  });
}
