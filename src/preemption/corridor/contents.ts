import type { JunctionId } from '../../kernel/ids.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { Route } from '../../routing/route.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import { JAM_SPACING_M } from '../traffic-constants.ts';
import type { Corridor } from './corridor.ts';

/**
 * Vehicles per lane in each cell of a corridor ahead of `alongM`: queues stand closed up at their stop bars, the others are spread evenly
 * behind them. Approaches that report no counts are empty.
 */
export function contentsOf(
  index: RoadIndex,
  route: Route,
  corridor: Corridor,
  states: ReadonlyMap<JunctionId, JunctionState>,
  alongM: number,
): Float64Array {
  const contents = new Float64Array(corridor.cells);
  route.stops.forEach((stop, bar) => {
    if (stop.alongM < alongM) return;
    const counts = states
      .get(stop.junction)
      ?.lanes.filter((count) => count.link === stop.link && stop.lanes.includes(count.lane));
    if (counts === undefined || counts.length === 0) return;
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
