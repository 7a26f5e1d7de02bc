import type { JunctionId, VehicleId } from '../kernel/ids.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { ScenarioFault } from '../scenario/scenario.ts';

/** Which of the scenario's faults strike at an instant; chances are drawn from a stream of its own. */
export class CityFaults {
  readonly #faults: readonly ScenarioFault[];
  readonly #chance: RandomStream;
  /** Of their own, so that commands are lost alike whatever becomes of messages. */
  readonly #messageChance: RandomStream;
  readonly #delayChance: RandomStream;

  constructor(faults: readonly ScenarioFault[], chance: RandomStream) {
    this.#faults = faults;
    this.#chance = chance;
    this.#messageChance = chance.fork('messages');
    this.#delayChance = chance.fork('delays');
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

  /** Draws once per active fault, so it is asked once per message. */
  losesMessage(timeS: number): boolean {
    let lost = false;
    for (const fault of this.#active(timeS)) {
      if (fault.kind === 'message-loss' && this.#messageChance.chance(fault.probability)) lost = true;
    }
    return lost;
  }

  /** By how much one message or command comes late: asked once for each. */
  delayS(timeS: number): number {
    let longestS = 0;
    for (const fault of this.#active(timeS)) {
      if (fault.kind === 'message-delay' && this.#delayChance.chance(fault.probability))
        longestS = Math.max(longestS, fault.delayS);
    }
    return longestS;
  }

  #active(timeS: number): readonly ScenarioFault[] {
    return this.#faults.length === 0 ? [] : this.#faults.filter((fault) => fault.fromS <= timeS && timeS < fault.toS);
  }
}
