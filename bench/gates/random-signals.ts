import { type RandomStream, randomStream } from '../../src/kernel/random.ts';
import type { Junction, RoadMap } from '../../src/roadnet/map.ts';
import { Aspect, type TrafficSimulator } from '../../src/simulator/simulator.ts';

const LEAST_GREEN_S = 4;
const MOST_GREEN_S = 40;
const YELLOW_S = 3;
const ALL_RED_S = 2;

/** One junction: the movements of each stage by their numbers, and what it shows from when to when. */
interface Heads {
  readonly movements: readonly number[];
  readonly stages: readonly ReadonlySet<number>[];
  readonly stream: RandomStream;
  stage: number;
  next: number;
  greenUntilS: number;
}

/**
 * Signals by chance: every junction shows its own stages, in any order and each for any time, with yellow and all-red between
 * them. A controller stranger than any real one, and still safe.
 */
export class RandomSignals {
  readonly #heads: readonly Heads[];

  constructor(map: RoadMap, seed: number) {
    const number = new Map(map.movements.map(({ id }, n) => [id, n]));
    const stream = randomStream(seed, 'signals');
    this.#heads = map.junctions.map((junction) => headsOf(junction, number, stream.fork(junction.id)));
  }

  /** To be called before every step. */
  show(sim: TrafficSimulator): void {
    for (const heads of this.#heads) {
      const { movements, stages, stream } = heads;
      if (sim.timeS >= heads.greenUntilS + YELLOW_S + ALL_RED_S) {
        heads.stage = heads.next;
        heads.next = Math.floor(stream.uniform(0, stages.length)) % stages.length;
        heads.greenUntilS = sim.timeS + stream.uniform(LEAST_GREEN_S, MOST_GREEN_S);
      }
      const changing = sim.timeS >= heads.greenUntilS;
      const closing = sim.timeS < heads.greenUntilS + YELLOW_S ? Aspect.yellow : Aspect.red;
      const [now, then] = [stages[heads.stage]!, stages[heads.next]!];
      for (const movement of movements) {
        const aspect = !now.has(movement) ? Aspect.red : changing && !then.has(movement) ? closing : Aspect.green;
        sim.setAspect(movement, aspect);
      }
    }
  }
}

function headsOf(junction: Junction, number: ReadonlyMap<string, number>, stream: RandomStream): Heads {
  const driven = new Map(
    junction.groups.flatMap((group) =>
      group.kind === 'vehicle' ? [[group.id, group.movements.map((id) => number.get(id)!)] as const] : [],
    ),
  );
  const stages = junction.stages.map(({ groups }) => new Set(groups.flatMap((group) => driven.get(group) ?? [])));
  const stage = Math.floor(stream.uniform(0, stages.length)) % stages.length;
  return { movements: [...driven.values()].flat(), stages, stream, stage, next: stage, greenUntilS: 0 };
}
