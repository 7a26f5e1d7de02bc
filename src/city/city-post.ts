import type { JunctionCommand } from '../signal/command.ts';
import type { CityMessage } from './city.ts';
import type { CityFaults } from './city-faults.ts';

interface Waiting<T> {
  readonly dueS: number;
  readonly item: T;
}

/**
 * The lines between the city and its controller: what is lost on them, and what comes late by the scenario's faults. Orders always come
 * through: they are dispatch's, and have answers.
 */
export class CityPost {
  readonly #faults: CityFaults;
  #messages: readonly Waiting<CityMessage>[] = [];
  #commands: readonly Waiting<JunctionCommand>[] = [];

  constructor(faults: CityFaults) {
    this.#faults = faults;
  }

  /** What the controller hears of at `timeS`: of what is said now, and of what was said before. */
  messages(said: readonly CityMessage[], timeS: number): readonly CityMessage[] {
    const sent = said.flatMap((item): readonly Waiting<CityMessage>[] => {
      if (item.kind === 'order') return [{ dueS: timeS, item }];
      return this.#faults.losesMessage(timeS) ? [] : [{ dueS: timeS + this.#faults.delayS(timeS), item }];
    });
    const { due, later } = sorted([...this.#messages, ...sent], timeS);
    this.#messages = later;
    return due;
  }

  send(commands: readonly JunctionCommand[], timeS: number): void {
    if (commands.length === 0) return;
    this.#commands = [...this.#commands, ...commands.map((item) => ({ dueS: timeS + this.#faults.delayS(timeS), item }))];
  }

  /** Commands that reach their junctions at `timeS`. */
  commands(timeS: number): readonly JunctionCommand[] {
    if (this.#commands.length === 0) return [];
    const { due, later } = sorted(this.#commands, timeS);
    this.#commands = later;
    return due;
  }
}

function sorted<T>(
  waiting: readonly Waiting<T>[],
  timeS: number,
): { readonly due: readonly T[]; readonly later: readonly Waiting<T>[] } {
  const due = waiting.filter(({ dueS }) => dueS <= timeS).map(({ item }) => item);
  return { due, later: due.length === waiting.length ? [] : waiting.filter(({ dueS }) => dueS > timeS) };
}
