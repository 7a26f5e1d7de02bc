import { Side } from './asides.ts';
import { changeForSpeed } from './discretionary-change.ts';
import { changeOnDemand, changeTowards } from './mandatory-change.ts';
import { BAR_GAP_M } from './parameters.ts';
import { LaneFitness } from './vehicles.ts';
import type { World } from './world.ts';

/** Lets the step's candidates change lanes, one after the other, each seeing what those before it did. */
export function changeLanes(world: World): void {
  const { vehicles, net, candidates } = world;
  for (let c = 0; c < world.candidateCount; c++) {
    const vehicle = candidates[c]!;
    const lane = vehicles.lane[vehicle]!;
    if (lane < 0 || vehicles.side[vehicle] !== Side.inLane) continue;
    const x = vehicles.positionM[vehicle]!;
    // Who stands at the bar of a link of no length stands in the node.
    if ((x <= 0 && net.laneLengthM[lane]! > BAR_GAP_M) || x > net.laneLengthM[lane]!) continue;
    const fits = vehicles.fitness[vehicle]!;
    if (fits === LaneFitness.wrong) changeOnDemand(world, vehicle);
    else if (fits === LaneFitness.serving) changeTowards(world, vehicle, vehicles.preferred[vehicle]!);
    else changeForSpeed(world, vehicle);
  }
}
