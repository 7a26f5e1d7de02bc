import type { JunctionId, VehicleId } from '../kernel/ids.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { ScenarioFault } from '../scenario/scenario.ts';

/** Which of the scenario's faults strike at an instant; chances are drawn from a stream of its own. */
export class CityFaults {
  readonly #faults: readonly ScenarioFault[];
  readonly #chance: RandomStream;

  constructor(faults: readonly ScenarioFault[], chance: RandomStream) {
    this.#faults = faults;
    this.#chance = chance;
  }

  /** Whether any fault is to be reckoned with, at any time. */
  get planned(): boolean {
    return this.#faults.length > 0;
  }

  losesFix(vehicle: VehicleId, timeS: number): boolean {
    return this.#active(timeS).some((fault) => fault.kind === 'gps-dropout' && fault.vehicle === vehicle);
  }

  /** The line to the junction is down both ways: nothing is heard from it and no command reaches it. */
  isSilent(junction: JunctionId, timeS: number): boolean {
    return this.#active(timeS).some((fault) => fault.kind === 'junction-silent' && fault.junction === junction);
  }

  hasFailed(junction: JunctionId, timeS: number): boolean {
    return this.#active(timeS).some((fault) => fault.kind === 'junction-fault' && fault.junction === junction);
  }

  /** Draws once per active fault, so it is asked once per command. */
  losesCommand(timeS: number): boolean {
    let lost = false;
    for (const fault of this.#active(timeS)) {
      if (fault.kind === 'command-loss' && this.#chance.chance(fault.probability)) lost = true;
    }
    return lost;
  }

  #active(timeS: number): readonly ScenarioFault[] {
    return this.#faults.length === 0 ? [] : this.#faults.filter((fault) => fault.fromS <= timeS && timeS < fault.toS);
  }
}
