import { type BarLight, NEVER, writeGreens } from '../corridor/bar-control.ts';
import { lightOf, PRESENCE_RESERVE_S } from '../corridor/control-of-bar.ts';
import { type Corridor, STEP_S } from '../corridor/corridor.ts';
import { HORIZON_STEPS } from '../corridor/roll-out.ts';
import type { StopForecast } from '../forecast.ts';
import { propose } from '../strategy-proposal.ts';
import {
  AMBULANCE_SPEED_FACTOR,
  AMBULANCE_SPEED_FACTOR_MAX,
  SATURATION_HEADWAY_S,
  STARTUP_LOST_S,
  STAY_SHARE,
} from '../traffic-constants.ts';
import type { ArrivalView } from './arrival-view.ts';
import type { TripMoment } from './trip-roll-out.ts';

/** The strategy is asked every so many steps. */
const ASK_EVERY = 2;
/** As strategies reckon it: share of the queue ahead that is certain to hold the ambulance up. */
const QUEUE_CERTAIN = 0.7;
/** A queue in front gets moving again in this time after a round of service, so that none is begun before an arrival that is nearer. */
const RESTART_S = 10;

/** Held for the ambulance now, to be asked later, or left to its own programme. */
export type LightKind = 'held' | 'open' | 'own';

/** What may still become of a stop bar: left to its programme, asked one day, held, or held on to the last because the ambulance is near. */
const [OWN, OPEN, HELD, EXTENDED] = [0, 1, 2, 3] as const;

/**
 * What the lights of a corridor will show while the ambulance drives along it: junctions that are held stay so, those that are not asked yet are
 * asked when the strategy would ask them, as things stand then, and all others go on with their own programmes.
 */
export class LightsAhead {
  readonly #view: ArrivalView;
  readonly #corridor: Corridor;
  readonly #lights: readonly (BarLight | undefined)[];
  readonly #phase: Uint8Array;
  readonly greens: Uint8Array;
  readonly turnIn: Float64Array;

  constructor(view: ArrivalView, corridor: Corridor) {
    this.#view = view;
    this.#corridor = corridor;
    this.#lights = view.bars.map((bar) => (bar === undefined ? undefined : lightOf(view.index, bar, view.nowMs)));
    this.#lights.forEach((light, bar) => {
      light?.own.fill(0, 0, Math.min(HORIZON_STEPS, Math.round(this.#othersFirstS(bar) / STEP_S)));
    });
    this.turnIn = Float64Array.from(this.#lights, (light) => light?.turnInVehPerS ?? 0);
    this.greens = new Uint8Array(corridor.bars * HORIZON_STEPS);
    this.#phase = new Uint8Array(corridor.bars);
  }

  /** Before each trip: what is held and what is not, as things stand now. */
  reset(): void {
    const { bars } = this.#view;
    this.greens.fill(1);
    this.#phase.fill(OWN);
    this.#lights.forEach((light, bar) => {
      if (light === undefined) return;
      writeGreens(light, { beginS: NEVER, pauseS: this.#pauseS(bar) }, this.greens, bar);
      if (light.hold?.now !== undefined) this.#phase[bar] = HELD;
      else if (light.hold !== undefined && bars[bar]!.request !== undefined) this.#phase[bar] = OPEN;
    });
  }

  kindOf(bar: number): LightKind {
    const hold = this.#lights[bar]?.hold;
    if (hold?.now !== undefined) return 'held';
    const isOurs = hold !== undefined && this.#view.bars[bar]?.request !== undefined && this.#view.strategy.kind !== 'none';
    return isOurs ? 'open' : 'own';
  }

  /** Green begins where the strategy would ask for it at this moment of the trip. */
  ask({ step, cell, placeM, speedMps, vehicles }: TripMoment): void {
    if (step % ASK_EVERY !== 0) return;
    const { index, route } = this.#view;
    const { startM, lengthM, barCell, bars } = this.#corridor;
    let cumulativeVeh = 0;
    let arrivalS = 0;
    let earliestS = 0;
    let fromM = placeM;
    let at = cell;
    for (let bar = 0; bar < bars; bar++) {
      const light = this.#lights[bar];
      if (light === undefined || barCell[bar]! < cell) continue;
      const stop = route.stops[bar]!;
      let queueVeh = 0;
      for (; at <= barCell[bar]!; at++)
        queueVeh +=
          at === cell ? (vehicles[at]! * Math.max(0, startM[at]! + lengthM[at]! - placeM)) / lengthM[at]! : vehicles[at]!;
      cumulativeVeh = cumulativeVeh * STAY_SHARE + queueVeh;
      const transitionS = this.#transitionS(light, bar, step);
      const clearS = (transitionS === 0 ? 0 : STARTUP_LOST_S) + cumulativeVeh * SATURATION_HEADWAY_S;
      const freeS = (stop.alongM - fromM) / index.link(stop.link).speedLimitMps;
      earliestS = Math.max(earliestS + freeS / AMBULANCE_SPEED_FACTOR_MAX, clearS * QUEUE_CERTAIN);
      arrivalS = Math.max(arrivalS + freeS / AMBULANCE_SPEED_FACTOR, transitionS + clearS);
      fromM = stop.alongM;
      const distanceM = stop.alongM - placeM;
      if (this.#phase[bar] === HELD) this.#holdOn(light, bar, step, earliestS);
      if (this.#phase[bar] === OPEN)
        this.#askAt(
          bar,
          { stop, distanceM, queueVeh, cumulativeVeh, transitionS, clearS, earliestS, arrivalS, drivingS: arrivalS },
          step,
          speedMps,
        );
    }
  }

  /** No round of service is begun when the ambulance is near, and none by strategies that leave that to the junction's maximum presence. */
  #holdOn(light: BarLight, bar: number, step: number, earliestS: number): void {
    const { kind } = this.#view.strategy;
    const at = bar * HORIZON_STEPS + step;
    const hold = light.hold!;
    if (this.greens[at] === 0 || this.greens[at + ASK_EVERY] !== 0) return;
    if ((kind === 'wavefront' || kind === 'queue-leads') && earliestS >= hold.pauseS + RESTART_S) return;
    this.#phase[bar] = EXTENDED;
    const leftS = step * STEP_S + hold.pauseS + PRESENCE_RESERVE_S;
    const held = { ...light, hold: { ...hold, transitionNowS: 0, now: { leftS, servingS: 0 } } };
    writeGreens(held, { beginS: NEVER, pauseS: NEVER }, this.greens, bar);
  }

  #transitionS({ hold }: BarLight, bar: number, step: number): number {
    if (step === 0) return hold?.transitionNowS ?? 0;
    return this.greens[bar * HORIZON_STEPS + step] === 1 ? 0 : (hold?.transitionS ?? 0);
  }

  #askAt(bar: number, forecast: StopForecast, step: number, speedMps: number): void {
    const { index, bars, strategy, urgency, nowMs, plan } = this.#view;
    const request = bars[bar]!.request!;
    const beginS = step * STEP_S;
    if (beginS < this.#othersFirstS(bar) - this.#lights[bar]!.hold!.transitionS) return;
    const proposal = propose(strategy, {
      index,
      request,
      urgency,
      junction: index.junction(request.junction),
      // What it reports now says nothing of then.
      state: undefined,
      forecast,
      asking: undefined,
      speedMps,
      nowMs: nowMs + beginS * 1000,
      isJammed: false,
      remainingM: 0,
      cycleOf: () => undefined,
      ...(plan === undefined ? {} : { plan }),
    });
    if (proposal.kind === 'wait' && proposal.reason === 'too-early') return;
    this.#phase[bar] = proposal.kind === 'serve' ? HELD : OWN;
    if (proposal.kind === 'serve') writeGreens(this.#lights[bar]!, { beginS, pauseS: this.#pauseS(bar) }, this.greens, bar);
  }

  /** Until it is green after others; 0 where nobody is served first. */
  #othersFirstS(bar: number): number {
    const { bars, nowMs } = this.#view;
    const greenFromMs = bars[bar]?.greenFromMs;
    return greenFromMs === undefined ? 0 : Math.max(0, (greenFromMs - nowMs) / 1000);
  }

  #pauseS(bar: number): number {
    const { plan, route, nowMs } = this.#view;
    const pauseMs = plan?.pauseMs.get(route.stops[bar]!.linkIndex);
    return pauseMs === undefined ? NEVER : Math.max(0, (pauseMs - nowMs) / 1000);
  }
}
