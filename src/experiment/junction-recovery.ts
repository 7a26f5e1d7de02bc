import type { CityRun } from '../city/city-run.ts';
import type { JunctionId } from '../kernel/ids.ts';
import type { JunctionRecovery } from './run-result.ts';

/** Looks on at junctions after an ambulance: how long each is out of its programme. */
export class JunctionRecoveries {
  readonly #lastOutS = new Map<JunctionId, number>();

  /** After every second of the city. */
  observe(city: CityRun, junctions: Iterable<JunctionId>): void {
    for (const id of junctions) if (!city.inProgramme(id)) this.#lastOutS.set(id, city.timeS);
  }

  /** Of a junction that an ambulance crossed at `crossedS`, the last one of several. */
  of(city: CityRun, junction: JunctionId, crossedS: number): JunctionRecovery {
    const outS = Math.max(0, (this.#lastOutS.get(junction) ?? Number.NEGATIVE_INFINITY) - crossedS);
    return { junction, cycleS: city.cycleS(junction), recoveryS: city.inProgramme(junction) ? outS : null };
  }
}
