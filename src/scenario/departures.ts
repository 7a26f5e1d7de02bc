import { invariant } from '../kernel/assert.ts';
import type { LinkId, MissionId, NodeId, VehicleId } from '../kernel/ids.ts';
import { randomStream } from '../kernel/random.ts';
import type { Urgency } from '../preemption/mission.ts';
import { findRoute } from '../roadnet/fastest-route.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Driving } from '../simulator/simulator.ts';
import type { OnTheWay, Scenario } from './scenario.ts';

/** One emergency vehicle's drive as a seed draws it. */
export interface Departure {
  readonly mission: MissionId;
  readonly vehicle: VehicleId;
  readonly urgency: Urgency;
  /** Seconds since the scenario's start. */
  readonly departS: number;
  readonly route: readonly LinkId[];
  readonly to: NodeId;
  readonly speedFactor: number;
  /** How it takes a red light; absent: it stops. */
  readonly driving?: Driving;
  /** Whose route its driver takes, and what happens on it; see `ScenarioMission`. */
  readonly follows?: 'dispatch';
  readonly onTheWay?: OnTheWay;
}

/** In the order of the missions; each draws from a stream of its own name. */
export function departuresOf(scenario: Scenario, index: RoadIndex, seed: number): readonly Departure[] {
  const departures = randomStream(seed, 'departures');
  return scenario.missions.map(({ mission, vehicle, urgency, from, to, departS, speedFactor, ...rest }) => {
    const { driving, follows, onTheWay } = rest;
    const route = findRoute(index, from, to);
    invariant(route !== undefined, `mission ${mission}: no route from ${from} to ${to}`);
    return {
      mission,
      vehicle,
      urgency,
      departS: departures.fork(mission).uniform(departS.earliest, departS.latest),
      route,
      to,
      speedFactor,
      ...(driving !== undefined && { driving }),
      ...(follows !== undefined && { follows }),
      ...(onTheWay !== undefined && { onTheWay }),
    };
  });
}
