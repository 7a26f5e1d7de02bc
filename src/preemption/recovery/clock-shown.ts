import type { Junction, Stage } from '../../roadnet/map.ts';
import { leastStageS, stageIntergreenS } from '../../signal/clearance.ts';
import type { StageClock } from './programme-clock.ts';
import type { Shown } from './roll-out.ts';

/** A stage of the programme by its number in the cycle, seconds from now. */
export interface Due {
  readonly n: number;
  readonly startS: number;
  readonly endS: number;
}

/** What a junction's programme and its rules give, seconds from now. */
export class ClockShown {
  readonly stages: readonly Stage[];
  readonly cycleS: number;
  readonly #junction: Junction;
  readonly #due: readonly Due[];
  readonly #intergreenS = new Map<string, number>();
  readonly #leastS = new Map<string, number>();

  constructor(junction: Junction, { cycleMs, stages }: StageClock, nowMs: number) {
    this.#junction = junction;
    this.stages = stages.map(({ stage }) => stage);
    this.cycleS = cycleMs / 1000;
    this.#due = stages.map(({ startMs, endMs }, n) => {
      const cycles = Math.floor((nowMs - endMs) / cycleMs) + 1;
      const startS = (startMs + cycles * cycleMs - nowMs) / 1000;
      return { n, startS, endS: startS + (endMs - startMs) / 1000 };
    });
  }

  /** The first occurrence of a stage that ends after `fromS`. */
  next(n: number, fromS: number): Due {
    const due = this.#due[n % this.#due.length]!;
    const cycles = Math.max(0, Math.floor((fromS - due.endS) / this.cycleS) + 1);
    return { n: due.n, startS: due.startS + cycles * this.cycleS, endS: due.endS + cycles * this.cycleS };
  }

  greenS(n: number): number {
    const due = this.#due[n % this.#due.length]!;
    return due.endS - due.startS;
  }

  intergreenS(from: Stage, to: Stage): number {
    const key = `${from.id} ${to.id}`;
    const known = this.#intergreenS.get(key) ?? stageIntergreenS(this.#junction, from.id, to.id);
    this.#intergreenS.set(key, known);
    return known;
  }

  leastS(stage: Stage): number {
    const known = this.#leastS.get(stage.id) ?? leastStageS(this.#junction, stage);
    this.#leastS.set(stage.id, known);
    return known;
  }

  /** What follows when the junction is released at `fromS` in a stage: it returns by itself to what the clock asks for or, if that can no longer get its minimum, to what comes after. Ends at `untilS`. */
  returned(stage: Stage, fromS: number, untilS: number): readonly Shown[] {
    let due = this.#at(fromS);
    while (!this.#isEnterable(due, stage, fromS)) due = this.#after(due);
    const enterS = Math.max(fromS + this.intergreenS(stage, this.stages[due.n]!), due.startS);
    const shown: Shown[] = [
      { stage, fromS, toS: Math.max(fromS, enterS - this.intergreenS(stage, this.stages[due.n]!)) },
      { stage: this.stages[due.n]!, fromS: enterS, toS: due.endS },
    ];
    while (due.endS < untilS) {
      due = this.#after(due);
      shown.push({ stage: this.stages[due.n]!, fromS: due.startS, toS: due.endS });
    }
    return shown;
  }

  /** Whether the clock shows that stage then. */
  shows(stage: Stage, atS: number): boolean {
    const due = this.#at(atS);
    return this.stages[due.n] === stage && due.startS <= atS;
  }

  /** The stage that is under way, or comes next in a change of stages. */
  #at(atS: number): Due {
    return this.#due.map(({ n }) => this.next(n, atS)).reduce((best, due) => (due.startS < best.startS ? due : best));
  }

  #after({ n, endS }: Due): Due {
    return this.next((n + 1) % this.#due.length, endS);
  }

  #isEnterable(due: Due, from: Stage, atS: number): boolean {
    const to = this.stages[due.n]!;
    if (from === to || to.groups.every((id) => from.groups.includes(id))) return true;
    const enterS = Math.max(due.startS, atS + this.intergreenS(from, to));
    const minGreenS = this.#junction.groups.reduce(
      (most, group) => (group.kind === 'vehicle' && to.groups.includes(group.id) ? Math.max(most, group.minGreenS) : most),
      0,
    );
    return enterS <= due.startS + 1 || enterS + minGreenS <= due.endS;
  }
}
