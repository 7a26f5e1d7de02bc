import { changeForSpeed } from './discretionary-change.ts';
import { changeOnDemand, changeTowards } from './mandatory-change.ts';
import { isInLaneOf } from './stop-bar.ts';
import type { World } from './world.ts';

/** Lets the step's candidates change lanes, one after the other, each seeing what those before it did. */
export function changeLanes(world: World): void {
  const { vehicles, candidates } = world;
  for (let c = 0; c < world.candidateCount; c++) {
    const vehicle = candidates[c]!;
    if (vehicles.lane[vehicle]! < 0 || vehicles.positionM[vehicle]! <= 0) continue;
    if (!isInLaneOf(world, vehicle, vehicles.serving[vehicle]!)) changeOnDemand(world, vehicle);
    else if (!isInLaneOf(world, vehicle, vehicles.preferred[vehicle]!))
      changeTowards(world, vehicle, vehicles.preferred[vehicle]!);
    else changeForSpeed(world, vehicle);
  }
}
