import { type BarLight, NEVER, writeGreens } from '../corridor/bar-control.ts';
import { lightOf, ROUND_RESERVE_S } from '../corridor/control-of-bar.ts';
import { type Corridor, STEP_S } from '../corridor/corridor.ts';
import { HORIZON_STEPS } from '../corridor/roll-out.ts';
import { isJammed, type StopForecast } from '../forecast.ts';
import type { Proposal } from '../proposal.ts';
import { isBeforeItsTime } from '../refusal.ts';
import { stayShare } from '../stay-share.ts';
import { propose } from '../strategy-proposal.ts';
import type { ArrivalView, AskedBar } from './arrival-view.ts';
import { type HoldAhead, holdsAhead } from './holds-ahead.ts';
import { tripForecast } from './trip-forecast.ts';
import type { TripMoment } from './trip-roll-out.ts';

/** The strategy is asked every so many steps. */
const ASK_EVERY = 2;
/** A queue in front gets moving again in this time after a round of service, so that none is begun before an arrival that is nearer. */
const RESTART_S = 10;

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
  readonly #staying: Float64Array;
  readonly #planned: readonly (HoldAhead | undefined)[];
  #isJammed = false;
  readonly greens: Uint8Array;
  /** Per stop bar: when its light is green for the ambulance, seconds from now; NaN where it is left to its own programme. */
  readonly greenS: Float64Array;
  readonly turnIn: Float64Array;

  constructor(view: ArrivalView, corridor: Corridor) {
    this.#view = view;
    this.#corridor = corridor;
    this.#staying = stayingOf(view);
    this.#planned = view.strategy.kind === 'wavefront' && view.plan === undefined ? holdsAhead(view) : [];
    this.#lights = view.bars.map((bar, at) => (bar === undefined ? undefined : this.#lightOf(bar, at)));
    this.#lights.forEach((light, bar) => {
      light?.own.fill(0, 0, Math.min(HORIZON_STEPS, Math.round(this.#othersFirstS(bar) / STEP_S)));
    });
    this.turnIn = Float64Array.from(this.#lights, (light) => light?.turnInVehPerS ?? 0);
    this.greens = new Uint8Array(corridor.bars * HORIZON_STEPS);
    this.#phase = new Uint8Array(corridor.bars);
    this.greenS = new Float64Array(corridor.bars);
  }

  /** While others are served by a plan, that says when it is green again. */
  #lightOf(bar: AskedBar, at: number): BarLight {
    const light = lightOf(this.#view.index, bar, this.#view.nowMs);
    const planned = this.#planned[at];
    if (light.hold?.now === undefined || bar.asking?.purpose !== 'cross-service' || planned === undefined) return light;
    return { ...light, hold: { ...light.hold, now: { ...light.hold.now, servingS: planned.changeS } } };
  }

  /** Before each trip: what is held and what is not, as things stand now. */
  reset(): void {
    const { bars } = this.#view;
    this.greens.fill(1);
    this.#phase.fill(OWN);
    this.greenS.fill(Number.NaN);
    this.#isJammed = this.#view.isJammed;
    this.#lights.forEach((light, bar) => {
      if (light === undefined) return;
      writeGreens(light, { beginS: NEVER, pauseS: this.#pauseS(bar) }, this.greens, bar);
      if (light.hold?.now !== undefined) {
        this.#phase[bar] = HELD;
        this.greenS[bar] = light.hold.now.servingS > 0 ? light.hold.now.servingS : light.hold.transitionNowS;
      } else if (light.hold !== undefined && bars[bar]!.request !== undefined) this.#phase[bar] = OPEN;
    });
  }

  /** It is held for the ambulance now. */
  isHeld(bar: number): boolean {
    return this.#lights[bar]?.hold?.now !== undefined;
  }

  /** Green begins where the strategy would ask for it at this moment of the trip. */
  ask(moment: TripMoment): void {
    if (moment.step % ASK_EVERY !== 0) return;
    const { index, route } = this.#view;
    const ahead = tripForecast(index, route, this.#corridor, moment, this.#staying, (bar) => this.#transitionS(bar, moment.step));
    this.#isJammed = isJammed(ahead, this.#isJammed);
    const first = this.#corridor.bars - ahead.length;
    ahead.forEach((forecast, i) => {
      const bar = first + i;
      if (this.#phase[bar] === HELD) this.#holdOn(this.#lights[bar]!, bar, moment.step, forecast.earliestS);
      if (this.#phase[bar] === OPEN) this.#askAt(bar, forecast, moment);
    });
  }

  /** No round of service is begun when the ambulance is near, and none by strategies that leave that to the junction's maximum presence. */
  #holdOn(light: BarLight, bar: number, step: number, earliestS: number): void {
    const { kind } = this.#view.strategy;
    const at = bar * HORIZON_STEPS + step;
    const hold = light.hold!;
    const isGreenNow = step === 0 && hold.now?.servingS === 0 && hold.transitionNowS === 0;
    if ((this.greens[at] === 0 && !isGreenNow) || this.greens[at + ASK_EVERY] !== 0) return;
    if ((kind === 'wavefront' || kind === 'queue-leads') && earliestS >= hold.pauseS + RESTART_S) return;
    this.#phase[bar] = EXTENDED;
    const leftS = step * STEP_S + hold.pauseS + ROUND_RESERVE_S;
    const held = { ...light, hold: { ...hold, transitionNowS: 0, now: { leftS, servingS: 0 } } };
    writeGreens(held, { beginS: NEVER, pauseS: NEVER }, this.greens, bar);
  }

  #transitionS(bar: number, step: number): number {
    const hold = this.#lights[bar]?.hold;
    if (step === 0) return hold?.transitionNowS ?? 0;
    return this.greens[bar * HORIZON_STEPS + step] === 1 ? 0 : (hold?.transitionS ?? 0);
  }

  #askAt(bar: number, forecast: StopForecast, { step, speedMps }: TripMoment): void {
    const beginS = step * STEP_S;
    const { transitionS } = this.#lights[bar]!.hold!;
    if (beginS < this.#othersFirstS(bar) - transitionS) return;
    const planned = this.#isDrained() ? undefined : this.#planned[bar];
    if (planned !== undefined) {
      if (forecast.drivingS <= planned.leadS) this.#hold(bar, beginS, planned);
      return;
    }
    const proposal = this.#proposal(bar, forecast, beginS, speedMps);
    if (proposal.kind === 'wait' && isBeforeItsTime(proposal.reason)) return;
    if (proposal.kind === 'serve') this.#hold(bar, beginS, undefined);
    else this.#phase[bar] = OWN;
  }

  /** Ours drains a jam by the cumulative queue lead for those in a hurry. */
  #isDrained(): boolean {
    return this.#isJammed && this.#view.urgency !== 'routine';
  }

  /** Held from `beginS` on, and green as soon as it can be or, where others are served first by a plan, as that says. */
  #hold(bar: number, beginS: number, planned: HoldAhead | undefined): void {
    const light = this.#lights[bar]!;
    const changeS = Math.max(planned?.changeS ?? 0, this.#transitionS(bar, beginS / STEP_S));
    const held = { ...light, hold: { ...light.hold!, transitionNowS: changeS, transitionS: changeS } };
    this.#phase[bar] = HELD;
    this.greenS[bar] = beginS + changeS;
    writeGreens(held, { beginS, pauseS: this.#pauseS(bar) }, this.greens, bar);
  }

  #proposal(bar: number, forecast: StopForecast, beginS: number, speedMps: number): Proposal {
    const { index, bars, strategy, urgency, nowMs, plan } = this.#view;
    const request = bars[bar]!.request!;
    return propose(strategy, {
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
      isJammed: this.#isJammed,
      remainingM: 0,
      traffic: undefined,
      cycleOf: () => undefined,
      ...(plan === undefined ? {} : { plan }),
    });
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

function stayingOf({ index, route: { stops }, traffic }: ArrivalView): Float64Array {
  return Float64Array.from(stops, (stop, bar) => (bar === 0 ? 0 : stayShare(index, traffic, stops[bar - 1]!, stop)));
}
