import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { Route } from '../../routing/route.ts';
import { laneTraffic, type TrafficState } from '../../traffic/traffic-state.ts';
import { JAM_SPACING_M } from '../traffic-constants.ts';
import type { Corridor } from './corridor.ts';

/**
 * Vehicles per lane in each cell of a corridor ahead of `alongM`: queues stand closed up at their stop bars, the others are spread evenly
 * behind them.
 */
export function contentsOf(
  index: RoadIndex,
  route: Route,
  corridor: Corridor,
  traffic: TrafficState | undefined,
  alongM: number,
): Float64Array {
  const contents = new Float64Array(corridor.cells);
  route.stops.forEach((stop, bar) => {
    if (stop.alongM < alongM) return;
    const lanes = laneTraffic(index, traffic, stop.junction);
    const counts = lanes.filter(({ link, lane }) => link === stop.link && stop.lanes.includes(lane));
    if (counts.length === 0) return;
    const queueVeh = counts.reduce((sum, count) => sum + count.queueVeh, 0) / counts.length;
    const vehicles = counts.reduce((sum, count) => sum + Math.max(count.vehicles, count.queueVeh), 0) / counts.length;
    fill(corridor, contents, bar, { lengthM: index.link(stop.link).lengthM, queueVeh, movingVeh: vehicles - queueVeh });
  });
  return ahead(corridor, contents, alongM);
}

interface Approach {
  readonly lengthM: number;
  readonly queueVeh: number;
  readonly movingVeh: number;
}

function fill(corridor: Corridor, contents: Float64Array, bar: number, { lengthM, queueVeh, movingVeh }: Approach): void {
  const openM = Math.max(1, lengthM - queueVeh * JAM_SPACING_M);
  let queueLeft = queueVeh;
  let leftM = lengthM;
  for (let cell = corridor.barCell[bar]!; cell >= 0 && leftM > 0; cell--) {
    const room = corridor.roomVeh[cell]!;
    const standing = Math.min(queueLeft, room);
    const shareM = Math.min(corridor.lengthM[cell]!, leftM) - standing * JAM_SPACING_M;
    contents[cell] = Math.min(room, standing + (movingVeh * Math.max(0, shareM)) / openM);
    queueLeft -= standing;
    leftM -= corridor.lengthM[cell]!;
  }
}

/** What lies behind a place on the way no longer counts. */
function ahead(corridor: Corridor, contents: Float64Array, alongM: number): Float64Array {
  for (let cell = 0; cell < corridor.cells; cell++) {
    const endM = corridor.startM[cell]! + corridor.lengthM[cell]!;
    if (endM <= alongM) contents[cell] = 0;
    else if (corridor.startM[cell]! < alongM) contents[cell]! *= (endM - alongM) / corridor.lengthM[cell]!;
    else break;
  }
  return contents;
}
