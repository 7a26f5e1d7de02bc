import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import type { TrafficView } from '../../src/traffic/advance-traffic.ts';
import { laneNetworkOf } from '../../src/traffic/lane-network.ts';

/** Vehicles and queue of a lane, estimated. */
export interface Estimate {
  readonly vehicles: number;
  readonly queueVeh: number;
}

export const EMPTY: Estimate = { vehicles: 0, queueVeh: 0 };

/** Mean of the counted lanes of the same approach under the same signal group, else of all counted lanes; empty where none is. */
export function meanOfCounted(index: RoadIndex, view: TrafficView): (lane: number) => Estimate {
  const network = laneNetworkOf(index);
  const counts = new Map<number, LaneCount>();
  for (const { junction } of network.junctions) {
    for (const count of view.junction(junction.id)?.state?.lanes ?? []) {
      const lane = network.laneNumber(count.link, count.lane);
      if (lane !== undefined) counts.set(lane, count);
    }
  }
  const all = meanOf([...counts.values()]);
  return (lane) => {
    const peers = network.lanes[lane]!.peers.flatMap((peer) => counts.get(peer) ?? []);
    return peers.length === 0 ? all : meanOf(peers);
  };
}

function meanOf(counts: readonly LaneCount[]): Estimate {
  if (counts.length === 0) return EMPTY;
  const sum = (of: (count: LaneCount) => number): number => counts.reduce((total, count) => total + of(count), 0) / counts.length;
  return { vehicles: sum(({ vehicles }) => vehicles), queueVeh: sum(({ queueVeh }) => queueVeh) };
}
