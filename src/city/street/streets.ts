import type { JunctionId } from '../../kernel/ids.ts';
import { randomStream } from '../../kernel/random.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Programme } from '../../signal/programme.ts';
import type { DetectorPlan } from '../../simulator/simulator.ts';
import { Crossings } from './crossings.ts';
import { JunctionLoops } from './junction-loops.ts';
import { planLoops } from './loop-plan.ts';

/** What one junction is told from the street. */
export interface JunctionStreet {
  /** Present where the programme is actuated. */
  readonly loops?: JunctionLoops;
  /** Present where people are simulated on foot. */
  readonly crossings?: Crossings;
}

export interface Streets {
  /** For the simulator; the loops of the junctions go by their numbers in it. */
  readonly detectors: readonly DetectorPlan[];
  readonly at: ReadonlyMap<JunctionId, JunctionStreet>;
}

/** Detectors for every actuated junction, and people at the crossings of those that the scenario names. */
export function streetsOf(scenario: Scenario, index: RoadIndex, programmes: readonly Programme[], seed: number): Streets {
  const { pedestrians, warmUpS } = scenario;
  const people = randomStream(seed, 'pedestrians');
  const detectors: DetectorPlan[] = [];
  const at = new Map<JunctionId, JunctionStreet>();
  for (const { junction: id, actuated } of programmes) {
    const junction = index.junction(id);
    const plan = actuated === undefined ? undefined : planLoops(index, junction, actuated.detectorM, detectors.length);
    if (plan !== undefined) detectors.push(...plan.detectors);
    const walked = pedestrians !== undefined && pedestrians.junctions?.includes(id) !== false ? pedestrians : undefined;
    at.set(id, {
      ...(plan !== undefined && { loops: new JunctionLoops(plan.groups) }),
      ...(walked !== undefined && { crossings: new Crossings(junction, walked.perHour, warmUpS, people.fork(id)) }),
    });
  }
  return { detectors, at };
}
