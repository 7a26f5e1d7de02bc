import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { CycleOf } from '../group-cycle.ts';
import { type AtTheBar, ambulanceDelayS } from './ambulance-delay.ts';
import { type Candidate, candidates, type Situation } from './candidates.ts';
import { junctionTraffic } from './junction-traffic.ts';
import { QueueRollOut } from './queue-roll-out.ts';

/** What is weighed against what. */
export interface Weighing {
  /** Seconds of others that a second of the ambulance is worth. */
  readonly othersPerS: number;
  /** What is left of its way behind this stop bar. */
  readonly remainingM: number;
  /** Standard error of its arrival. */
  readonly sigmaS: number;
}

/** A change to another stage is worth so much of others' time: plans of nearly the same cost are not swapped back and forth. */
const SWITCH_VEH_S = 60;
/** Early, expected and late arrival by one standard error, and their weights. */
const ARRIVALS = [
  { errors: -1, weight: 0.3 },
  { errors: 0, weight: 0.4 },
  { errors: 1, weight: 0.3 },
] as const;

/**
 * What to do at one junction, and first of all now: the plan, of all `candidates`, that costs least in seconds of others, the ambulance's
 * own at the rate of its urgency. Queues are rolled forward until they have settled after the passage; the ambulance's delay is the mean over early,
 * expected and late arrivals, so that the less certain an arrival is, the earlier green begins. Of plans that cost the same it is
 * the first; undefined where none has a cost.
 */
export function bestPlan(index: RoadIndex, situation: Situation, cycleOf: CycleOf, weighing: Weighing): Candidate | undefined {
  const { junction, state, group, passageS, nowMs } = situation;
  const traffic = junctionTraffic(index, junction, state, cycleOf, nowMs);
  const rollOut = new QueueRollOut(
    traffic,
    traffic.groups.findIndex((one) => one.group === group),
  );
  const atBar = { laneQueueVeh: rollOut.laneQueueVeh, green: rollOut.green };
  let best: Candidate | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates(situation, traffic)) {
    const othersVehS = rollOut.run(candidate.plan, passageS) + candidate.switches * SWITCH_VEH_S;
    const cost = othersVehS + weighing.othersPerS * meanDelayS({ ...atBar, waveFromS: candidate.waveFromS }, passageS, weighing);
    if (!(cost < least)) continue;
    least = cost;
    best = candidate;
  }
  return best;
}

function meanDelayS(atBar: AtTheBar, passageS: number, { sigmaS, remainingM }: Weighing): number {
  let meanS = 0;
  for (const { errors, weight } of ARRIVALS)
    meanS += weight * ambulanceDelayS(atBar, passageS + errors * sigmaS, passageS, remainingM);
  return meanS;
}
