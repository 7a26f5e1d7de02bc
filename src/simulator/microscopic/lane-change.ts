import { changeForSpeed } from './discretionary-change.ts';
import { changeOnDemand } from './mandatory-change.ts';
import { isInServingLane } from './stop-bar.ts';
import type { World } from './world.ts';

/** Lets the step's candidates change lanes, one after the other, each seeing what those before it did. */
export function changeLanes(world: World): void {
  const { vehicles, candidates } = world;
  for (let c = 0; c < world.candidateCount; c++) {
    const vehicle = candidates[c]!;
    if (vehicles.lane[vehicle]! < 0 || vehicles.positionM[vehicle]! <= 0) continue;
    if (isInServingLane(world, vehicle)) changeForSpeed(world, vehicle);
    else changeOnDemand(world, vehicle);
  }
}
