import { CityRun } from '../../src/city/city-run.ts';
import { trafficView } from '../../src/core/see-traffic.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { TrafficView } from '../../src/traffic/advance-traffic.ts';
import { laneNetworkOf } from '../../src/traffic/lane-network.ts';
import { driveCore } from '../drive-core.ts';
import { routeLanes } from './route-lanes.ts';

/** Approach lanes of the route's junctions still ahead, by their numbers: those that the ambulance takes, and all others. */
export interface LanesAhead {
  readonly route: readonly number[];
  readonly cross: readonly number[];
}

/** One second of a drive: what the controller hears, and what there is. */
export interface ObservedSecond {
  readonly second: number;
  readonly view: TrafficView;
  readonly ahead: LanesAhead;
  /** Per lane of the map, asked for only where it is compared. */
  readonly truth: (lane: number) => { readonly vehicles: number; readonly queueVeh: number };
}

/**
 * Drives a scenario's ambulances under our strategy, every lane counted, and shows every second from the junctions' first report until
 * they have arrived. Estimates made from it do not steer it, so that all are made of the same traffic.
 */
export function observeDrive(scenario: Scenario, index: RoadIndex, seed: number, see: (second: ObservedSecond) => void): void {
  const city = new CityRun({ scenario: { ...scenario, uncountedLanes: 0 }, index, seed });
  const network = laneNetworkOf(index);
  const truth = (number: number) => {
    const { link, lane } = network.lanes[number]!;
    return city.laneCount(link, lane);
  };
  driveCore(city, scenario, { kind: 'wavefront' }, ({ state }) => {
    const mission = [...state.missions.values()][0];
    const ahead = routeLanes(index, mission?.route?.stops.slice(mission.progress?.passedStops ?? 0) ?? []);
    see({ second: Math.round(city.timeS), view: trafficView(index, state, city.nowMs), ahead, truth });
  });
}
