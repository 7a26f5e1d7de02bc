import type { CityRun } from '../city/city-run.ts';
import type { JunctionId, SignalGroupId } from '../kernel/ids.ts';
import type { Route } from '../routing/route.ts';

/** Way and whereabouts of an ambulance. */
export interface Whereabouts {
  readonly route: Route;
  /** Stop bars of it behind the ambulance; all, once it has arrived. */
  readonly passed: number;
}

interface Held {
  group: SignalGroupId;
  /** Since when nobody for whom it could be held is to come any more; undefined while somebody is. */
  leftS: number | undefined;
  isOver: boolean;
}

/**
 * How long junctions stay green for an ambulance by command that is not coming any more: it has passed, has taken another way, or has
 * arrived. Looks at the lamps and at the way that is really driven, not at what the controller believes.
 */
export class NeedlessGreen {
  readonly #held = new Map<JunctionId, Held>();
  #longestS = 0;

  /** The longest such green so far [s]. */
  get longestS(): number {
    return this.#longestS;
  }

  /** Once a second. */
  observe(city: CityRun, ambulances: readonly Whereabouts[]): void {
    const awaited = new Set(ambulances.flatMap(({ route, passed }) => route.stops.slice(passed).map(({ junction }) => junction)));
    for (const { route } of ambulances) {
      for (const { junction, group } of route.stops) {
        if (awaited.has(junction)) this.#held.set(junction, { group, leftS: undefined, isOver: false });
      }
    }
    for (const [junction, held] of this.#held) if (!awaited.has(junction)) this.#judge(city, junction, held);
  }

  #judge(city: CityRun, junction: JunctionId, held: Held): void {
    if (held.isOver) return;
    held.leftS ??= city.timeS;
    const isHeld = city.mode(junction) === 'priority' && city.lamp(junction, held.group) === 'green';
    if (isHeld) this.#longestS = Math.max(this.#longestS, city.timeS - held.leftS);
    else held.isOver = true;
  }
}
