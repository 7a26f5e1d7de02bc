import { bestStage, type StageChanges } from './stage-changes.ts';

/** From the stop bar until the ambulance is known to be through. */
const THROUGH_S = 2;

/** One ambulance at a junction, by numbers. Seconds from now. */
export interface Job {
  /** Stages that serve it, see `StageChanges`; never empty. */
  readonly mask: number;
  /** Later than this, its green makes it late at the stop bar. */
  readonly neededS: number;
  /** Later than this, it loses time in the end. */
  readonly dueS: number;
  readonly clearS: number;
  /** Until its green, from what the lamps show now. */
  readonly transitionS: number;
  /** What a second that it loses costs, vehicle-seconds of others. */
  readonly rate: number;
  /** Its green must not begin later; infinite where that costs only time. */
  readonly latestS: number;
  /** Jobs, as bits by their numbers, that may not come after it. All have smaller numbers. */
  readonly after: number;
}

/** What is to be put in order. */
export interface Problem {
  readonly changes: StageChanges;
  readonly jobs: readonly Job[];
  /** Others who lose a second with each second in which the junction changes stages. */
  readonly waitingVeh: number;
}

/** Ambulances that one green serves, after the waves before it. */
export interface Wave {
  readonly members: readonly number[];
  readonly mask: number;
  /** The wave before is through, its stage still green; nought and undefined for the first wave. */
  readonly fromS: number;
  readonly fromStage: number | undefined;
  /** When each member's group is green, in the order of the members. */
  readonly greenS: readonly number[];
  /** All members are through, and the stage may be left. */
  readonly leftS: number;
  /** Of this wave and all before. */
  readonly cost: number;
  readonly costBefore: number;
}

/** The wave that begins when `before` is through; the first one begins from what the lamps show. */
export function beginWave(problem: Problem, before: Wave | undefined, job: number): Wave {
  const { mask } = problem.jobs[job]!;
  const from =
    before === undefined
      ? { fromS: 0, fromStage: undefined, costBefore: 0 }
      : { fromS: before.leftS, fromStage: bestStage(before.mask), costBefore: before.cost };
  return timed(problem, [job], mask, from);
}

/** The wave with one more member that some stage serves together with the others; undefined where none does. */
export function joinWave(problem: Problem, wave: Wave, job: number): Wave | undefined {
  const mask = wave.mask & problem.jobs[job]!.mask;
  return mask === 0 ? undefined : timed(problem, [...wave.members, job], mask, wave);
}

function timed(
  { changes, jobs, waitingVeh }: Problem,
  members: readonly number[],
  mask: number,
  { fromS, fromStage, costBefore }: Pick<Wave, 'fromS' | 'fromStage' | 'costBefore'>,
): Wave {
  const stage = bestStage(mask);
  const setupS =
    fromStage === undefined ? Math.max(...members.map((i) => jobs[i]!.transitionS)) : changes.setupS[fromStage]![stage]!;
  const greenS = members.map((i) => (fromStage === undefined ? jobs[i]!.transitionS : fromS + setupS));
  let cost = costBefore + setupS * waitingVeh;
  let leftS = setupS > 0 ? fromS + setupS + changes.leastS[stage]! : fromS;
  members.forEach((i, k) => {
    const { neededS, dueS, clearS, rate } = jobs[i]!;
    cost += rate * Math.max(0, greenS[k]! - dueS);
    leftS = Math.max(leftS, Math.max(greenS[k]!, neededS) + clearS + THROUGH_S);
  });
  return { members, mask, fromS, fromStage, greenS, leftS, cost, costBefore };
}

/** What a wave and those before cost at the least, whoever still joins it: another member may mean another stage, sooner green. */
export function leastCostOf({ jobs }: Problem, { members, fromS, fromStage, costBefore }: Wave): number {
  return members.reduce((cost, i) => {
    const { dueS, rate, transitionS } = jobs[i]!;
    return cost + rate * Math.max(0, (fromStage === undefined ? transitionS : fromS) - dueS);
  }, costBefore);
}

/** No earlier is a wave through, whoever still joins it. */
export function soonestLeftS({ jobs }: Problem, { members, fromS }: Wave): number {
  return Math.max(fromS, ...members.map((i) => jobs[i]!.neededS + jobs[i]!.clearS + THROUGH_S));
}

/** No order costs less: nobody's group is green before the lamps can show it, or else before somebody of the first wave is through. */
export function leastCostOfAny({ jobs, waitingVeh }: Problem): number {
  const throughS = jobs.map(({ transitionS, neededS, clearS }) => Math.max(transitionS, neededS) + clearS + THROUGH_S);
  const setupS = Math.min(...jobs.map(({ transitionS }) => transitionS));
  return jobs.reduce((cost, { transitionS, dueS, rate }, i) => {
    const greenS = Math.min(transitionS, ...throughS.filter((_, k) => k !== i));
    return cost + rate * Math.max(0, greenS - dueS);
  }, setupS * waitingVeh);
}
