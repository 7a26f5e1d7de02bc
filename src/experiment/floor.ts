import type { RoadIndex } from '../roadnet/road-index.ts';
import { type Departure, departuresOf } from '../scenario/departures.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { createSimulator } from '../simulator/microscopic/create-simulator.ts';
import { Aspect } from '../simulator/simulator.ts';
import type { AmbulanceRun } from './run-result.ts';

/**
 * The least time possible: the seed's ambulance alone in the city with every movement of its route green. Seconds from
 * departing to arriving.
 */
export function floorTimeS(scenario: Scenario, index: RoadIndex, seed: number): number {
  const departure = departuresOf(scenario, index, seed)[0];
  if (departure === undefined) throw new Error(`scenario ${scenario.name} has no mission`);
  const simulator = createSimulator({ map: index.map, stepS: scenario.stepS, vehicles: [], emergencies: [departure] });
  for (const movement of movementsAlong(index, departure)) simulator.setAspect(movement, Aspect.green);
  while (simulator.timeS < scenario.endS) {
    simulator.step();
    const ambulance = simulator.emergencies()[0];
    if (ambulance?.phase === 'arrived') return ambulance.arrivedS - departure.departS;
  }
  throw new Error(
    `even alone on green the ambulance does not arrive by the end of the run (${scenario.endS} s): check route and endS`,
  );
}

function movementsAlong(index: RoadIndex, departure: Departure): readonly number[] {
  return departure.route.slice(1).flatMap((to, i) => {
    const movement = index.findMovement(departure.route[i] as string, to);
    return movement === undefined ? [] : [index.movementNumber(movement.id)];
  });
}

/** @throws Error if a result is faster than is possible at all: then the simulation, not the controller, is at fault. */
export function checkAgainstFloor(result: AmbulanceRun, floorS: number): void {
  if (result.ambulanceTimeS >= floorS) return;
  throw new Error(
    `arm ${result.arm}, seed ${result.seed}: ${result.ambulanceTimeS} s beats the ambulance alone on all green (${floorS} s); the simulation is wrong`,
  );
}
