import { InputFaults } from '../kernel/faults.ts';
import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { type Departure, departuresOf } from '../scenario/departures.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { createSimulator } from '../simulator/microscopic/create-simulator.ts';
import { Aspect } from '../simulator/simulator.ts';
import { arrivedTimeS } from './drive.ts';
import type { AmbulanceRun } from './run-result.ts';

/**
 * The least time possible: one of the seed's ambulances (the first, if no other is asked for) alone in the city with every movement of its route green, or of the
 * way that it took instead. Seconds from departing to arriving.
 *
 * @throws InputFaults when even that takes until after the end of the run: then no run of this seed can arrive.
 */
export function floorTimeS(scenario: Scenario, index: RoadIndex, seed: number, mission = 0, way?: readonly LinkId[]): number {
  const planned = departuresOf(scenario, index, seed)[mission];
  if (planned === undefined) throw new Error(`scenario ${scenario.name} has no mission ${mission + 1}`);
  const departure = way === undefined ? planned : { ...planned, route: way };
  const simulator = createSimulator({ map: index.map, stepS: scenario.stepS, vehicles: [], emergencies: [departure] });
  for (const movement of movementsAlong(index, departure)) simulator.setAspect(movement, Aspect.green);
  while (simulator.timeS < scenario.endS) {
    simulator.step();
    const ambulance = simulator.emergencies()[0];
    if (ambulance?.phase === 'arrived') return ambulance.arrivedS - departure.departS;
  }
  const advice = `is too early: even alone on all green the ambulance of seed ${seed}, which departs at ${departure.departS.toFixed(0)} s, does not arrive by then`;
  throw new InputFaults(scenario.name, [{ path: 'endS', value: scenario.endS, advice }]);
}

function movementsAlong(index: RoadIndex, departure: Departure): readonly number[] {
  return departure.route.slice(1).flatMap((to, i) => {
    const movement = index.findMovement(departure.route[i] as string, to);
    return movement === undefined ? [] : [index.movementNumber(movement.id)];
  });
}

/**
 * One that has not arrived is slower than any floor.
 * @throws Error if a result is faster than is possible at all: then the simulation, not the controller, is at fault.
 */
export function checkAgainstFloor(result: AmbulanceRun, floorS: number): void {
  const timeS = arrivedTimeS(result);
  const leastS = result.fleet[0]?.otherWay?.floorS ?? floorS;
  if (timeS === undefined || timeS >= leastS) return;
  throw new Error(
    `arm ${result.arm}, seed ${result.seed}: ${timeS} s beats the ambulance alone on all green (${leastS} s); the simulation is wrong`,
  );
}
