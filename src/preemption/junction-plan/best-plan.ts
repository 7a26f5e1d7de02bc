import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { TrafficState } from '../../traffic/traffic-state.ts';
import type { CycleOf } from '../group-cycle.ts';
import { type AtTheBar, ambulanceDelayS, freeFromS, type Passage } from './ambulance-delay.ts';
import { type Candidate, candidates, type FirstMove, type Situation } from './candidates.ts';
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

/** A plan, and what it was weighed against. Costs are vehicle-seconds of others, the ambulance's delay among them at the rate of its urgency. */
export interface Chosen extends Candidate {
  readonly costVehS: number;
  /** Of the ambulance, the mean over its arrivals. */
  readonly delayS: number;
  /** From when on it has green and nobody in front; absent where it is not expected to before the passage. */
  readonly freeFromS?: number;
  /** The cheapest of the plans that begin with something else; absent where there is none. */
  readonly instead?: Alternative;
}

interface Alternative {
  readonly first: FirstMove;
  readonly costVehS: number;
}

/** A change to another stage is worth so much of others' time: plans of nearly the same cost are not swapped back and forth. */
const SWITCH_VEH_S = 60;
/** What is asked for already is given up for another stage only for more than this: while lamps still change, costs change with them. */
const CHANGE_VEH_S = 150;
/** Sums that differ by less are the same sum added in another order. */
const SAME_VEH_S = 1e-6;
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
export function bestPlan(
  index: RoadIndex,
  situation: Situation,
  believed: TrafficState | undefined,
  cycleOf: CycleOf,
  weighing: Weighing,
): Chosen | undefined {
  const { group, passageS } = situation;
  const traffic = junctionTraffic(index, situation, believed, cycleOf);
  const rollOut = QueueRollOut.of(
    traffic,
    traffic.groups.findIndex((one) => one.group === group),
  );
  const { atBar } = rollOut;
  const cheapest = new Map<string, Alternative>();
  let best: Chosen | undefined;
  for (const candidate of candidates(situation, traffic)) {
    const { first } = candidate;
    const mostVehS = cheapest.get(beginning(first))?.costVehS ?? Number.POSITIVE_INFINITY;
    const sooner = rollOut.untilPassage(candidate.plan, passageS);
    const delayS = meanDelayS(
      atBar,
      { passageS, remainingM: weighing.remainingM, waveFromS: candidate.waveFromS },
      weighing.sigmaS,
    );
    const fixedVehS = candidate.switches * SWITCH_VEH_S + changeVehS(situation, candidate.first) + weighing.othersPerS * delayS;
    // Queues only ever add to it.
    if (!(sooner + fixedVehS < mostVehS)) continue;
    const costVehS = rollOut.untilSettled() + fixedVehS;
    if (!(costVehS < mostVehS - SAME_VEH_S)) continue;
    cheapest.set(beginning(first), { first, costVehS });
    if (!(costVehS < (best?.costVehS ?? Number.POSITIVE_INFINITY) - SAME_VEH_S)) continue;
    const freeS = freeFromS(atBar, passageS);
    best = { ...candidate, costVehS, delayS, ...(freeS === undefined ? {} : { freeFromS: freeS }) };
  }
  return best === undefined ? undefined : withAlternative(best, cheapest);
}

function changeVehS({ asked }: Situation, first: FirstMove): number {
  return asked === undefined || beginning(asked) === beginning(first) ? 0 : CHANGE_VEH_S;
}

function withAlternative(best: Chosen, cheapest: ReadonlyMap<string, Alternative>): Chosen {
  const others = [...cheapest.values()].filter(({ first }) => beginning(first) !== beginning(best.first));
  const instead = others.toSorted((a, b) => a.costVehS - b.costVehS)[0];
  return instead === undefined ? best : { ...best, instead };
}

function beginning(first: FirstMove): string {
  return first.kind === 'serve-others' ? `${first.kind} ${first.stage}` : first.kind;
}

function meanDelayS(atBar: AtTheBar, passage: Passage, sigmaS: number): number {
  let meanS = 0;
  for (const { errors, weight } of ARRIVALS)
    meanS += weight * ambulanceDelayS(atBar, passage.passageS + errors * sigmaS, passage);
  return meanS;
}
