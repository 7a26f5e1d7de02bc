import {
  beginWave,
  type Job,
  joinWave,
  leastCostOf,
  leastCostOfAny,
  type Problem,
  soonestLeftS,
  type Wave,
} from './wave-schedule.ts';

/** Nodes looked at before the best order so far has to do; the whole tree of six ambulances has 4,683. */
const NODES_MOST = 10_000;
/** Two times, or costs, that are meant to be the same. */
const TINY = 1e-6;

/** An order of all jobs, as waves one after the other. */
export interface Sequence {
  readonly waves: readonly Wave[];
  readonly cost: number;
  /** No order costs less than this; as much as `cost` where the order is shown to be the best. */
  readonly bound: number;
}

/**
 * Branch and bound over the orders of the jobs (one machine, release times, set-up times between stages): each job joins the
 * wave before it, where one stage serves them all, or begins the next. Undefined where no order keeps the latest times.
 */
export function searchWaves(problem: Problem, nodesMost = NODES_MOST): Sequence | undefined {
  return new WaveSearch(problem, nodesMost).run();
}

class WaveSearch {
  readonly #problem: Problem;
  readonly #all: number;
  #nodesLeft: number;
  #best: readonly Wave[] | undefined;
  #bestCost = Number.POSITIVE_INFINITY;
  /** No order that was left unlooked at costs less. */
  #unseenCost = Number.POSITIVE_INFINITY;

  constructor(problem: Problem, nodesMost: number) {
    this.#problem = problem;
    this.#all = (1 << problem.jobs.length) - 1;
    this.#nodesLeft = nodesMost;
  }

  run(): Sequence | undefined {
    this.#visit([], 0);
    if (this.#best === undefined) return undefined;
    const leastCost = Math.max(this.#unseenCost, leastCostOfAny(this.#problem));
    return { waves: this.#best, cost: this.#bestCost, bound: Math.min(leastCost, this.#bestCost) };
  }

  #visit(waves: readonly Wave[], placed: number): void {
    const last = waves.at(-1);
    if (placed === this.#all) {
      if (last === undefined || !this.#isInTime(last) || last.cost >= this.#bestCost - TINY) return;
      this.#best = waves;
      this.#bestCost = last.cost;
      return;
    }
    const leastCost = this.#leastCost(last, placed);
    if (this.#nodesLeft <= 0) {
      this.#unseenCost = Math.min(this.#unseenCost, leastCost);
      return;
    }
    this.#nodesLeft -= 1;
    if (leastCost >= this.#bestCost - TINY) return;
    this.#problem.jobs.forEach((job, i) => {
      if ((placed & (1 << i)) !== 0 || (job.after & ~placed) !== 0) return;
      const joined = last === undefined ? undefined : this.#join(last, i);
      if (joined !== undefined) this.#visit([...waves.slice(0, -1), joined], placed | (1 << i));
      // Only a wave that nobody joins any more has its stage, and so its times.
      if (last !== undefined && !this.#isInTime(last)) return;
      this.#visit([...waves, beginWave(this.#problem, last, i)], placed | (1 << i));
    });
  }

  /** Members of a wave in any order are the same wave: only the order of their numbers is tried. */
  #join(last: Wave, job: number): Wave | undefined {
    return job > last.members.at(-1)! ? joinWave(this.#problem, last, job) : undefined;
  }

  #isInTime({ members, greenS }: Wave): boolean {
    return members.every((i, k) => greenS[k]! <= this.#problem.jobs[i]!.latestS + TINY);
  }

  /** What any order costs that begins with these waves; infinite where one of the others comes too late in all of them. */
  #leastCost(last: Wave | undefined, placed: number): number {
    let cost = last === undefined ? 0 : leastCostOf(this.#problem, last);
    const leftS = last === undefined ? 0 : soonestLeftS(this.#problem, last);
    this.#problem.jobs.forEach((job, i) => {
      if ((placed & (1 << i)) !== 0) return;
      const greenS = earliestGreenS(last, leftS, job);
      cost += greenS > job.latestS + TINY ? Number.POSITIVE_INFINITY : job.rate * Math.max(0, greenS - job.dueS);
    });
    return cost;
  }
}

/** As a member of this wave, or in one of its own right behind it. */
function earliestGreenS(last: Wave | undefined, leftS: number, job: Job): number {
  if (last === undefined) return 0;
  if ((last.mask & job.mask) === 0) return leftS;
  return Math.min(leftS, last.fromStage === undefined ? job.transitionS : last.fromS);
}
