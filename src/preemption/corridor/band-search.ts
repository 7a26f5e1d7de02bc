import type { RoadIndex } from '../../roadnet/road-index.ts';
import type { Route } from '../../routing/route.ts';
import type { TrafficState } from '../../traffic/traffic-state.ts';
import type { Urgency } from '../mission.ts';
import { AMBULANCE_SPEED_FACTOR } from '../traffic-constants.ts';
import { OTHERS_PER_S } from '../urgency-rate.ts';
import { type BarControl, type Decision, NEVER, writeGreens } from './bar-control.ts';
import { contentsOf } from './contents.ts';
import { type BarView, controlOf } from './control-of-bar.ts';
import { type Corridor, corridorOf } from './corridor.ts';
import type { CorridorPlan } from './corridor-plan.ts';
import { HORIZON_STEPS, RollOut } from './roll-out.ts';

/** All that a corridor is planned from. */
export interface CorridorView {
  readonly index: RoadIndex;
  readonly route: Route;
  readonly alongM: number;
  readonly traffic: TrafficState | undefined;
  /** Per stop bar of the route; undefined for those behind the ambulance. */
  readonly bars: readonly (BarView | undefined)[];
  readonly urgency: Urgency;
  readonly nowMs: number;
}

/** What may turn out differently, each as likely as the other: how long queues are, and how fast traffic moves over the limit. */
const CASES = [
  { queues: 1.2, pace: 0.95 },
  { queues: 1, pace: 0.78 },
] as const;
const EXPECTED_PACE = 0.88;
/** Bands tried: how fast they travel, where in its band the ambulance crosses the first bar, how many bands of green go before its own. */
const BAND_SPEEDS_MPS = [10.5, 12, 13.5] as const;
const BAND_PHASES = 6;
const BANDS_BEFORE = [0, 1, 2] as const;
const BANDS = BAND_SPEEDS_MPS.flatMap((speedMps) =>
  Array.from({ length: BAND_PHASES }, (_, i) => (i + 0.5) / BAND_PHASES).flatMap((phase) =>
    BANDS_BEFORE.map((before) => ({ speedMps, phase, before })),
  ),
);
/** Single times are moved by so much. */
const NUDGES_S = [-15, -6, 6, 15] as const;

/** Decisions for all stop bars of a corridor, improved by rolling it forward. Lives within one second's planning. */
export class BandSearch {
  readonly #view: CorridorView;
  readonly #corridor: Corridor;
  readonly #contents: Float64Array;
  readonly #cases: readonly { readonly contents: Float64Array; readonly pace: number }[];
  readonly #controls: readonly (BarControl | undefined)[];
  readonly #turnIn: Float64Array;
  readonly #greens: Uint8Array;
  readonly #rollOut: RollOut;
  readonly #rate: number;
  /** The least that the rest of the route takes. */
  readonly #freeS: number;
  #decisions: Decision[];
  #least: number;

  /** Begins from the plan before; junctions that it does not know are left to their programmes. */
  constructor(view: CorridorView, before: CorridorPlan | undefined) {
    const { index, route, alongM, traffic, nowMs } = view;
    this.#view = view;
    this.#corridor = corridorOf(index, route);
    this.#contents = contentsOf(index, route, this.#corridor, traffic, alongM);
    this.#cases = CASES.map(({ queues, pace }) => ({ contents: grown(this.#contents, this.#corridor.roomVeh, queues), pace }));
    this.#controls = view.bars.map((bar) => (bar === undefined ? undefined : controlOf(index, bar, nowMs)));
    this.#turnIn = Float64Array.from(this.#controls, (control) => control?.turnInVehPerS ?? 0);
    this.#greens = new Uint8Array(this.#corridor.bars * HORIZON_STEPS).fill(1);
    this.#rollOut = new RollOut(this.#corridor);
    this.#rate = OTHERS_PER_S[view.urgency];
    this.#freeS = Math.max(0, route.lengthM - alongM) / (AMBULANCE_SPEED_FACTOR * Math.max(...this.#corridor.limitMps));
    this.#decisions = this.#controls.map((_, bar) => ({
      beginS: this.#inS(before?.beginMs, bar) ?? NEVER,
      pauseS: this.#inS(before?.pauseMs, bar) ?? NEVER,
    }));
    this.#writeAll(this.#decisions);
    this.#least = this.#cost();
  }

  /**
   * Lays bands of green that travel from junction to junction, where they are better than what is planned by more than `betterS` of
   * the ambulance's time; of all that could be laid, those of one turn in `turns`. All follow from the first junction ahead that
   * can be asked, and its hold and pause.
   */
  layBands(betterS: number, turn = 0, turns = 1): void {
    const first = this.#controls.findIndex((control) => control?.hold !== undefined);
    const hold = this.#controls[first]?.hold;
    if (hold === undefined) return;
    const arrivalS = this.#earliestS(first);
    const cycleS = hold.laterS + hold.pauseS;
    let best = this.#decisions;
    let least = this.#least - this.#rate * betterS;
    BANDS.forEach(({ speedMps, phase, before }, i) => {
      if (i % turns !== turn % turns) return;
      const laid = this.#bands(first, arrivalS - hold.laterS * phase - before * cycleS, speedMps);
      this.#writeAll(laid);
      const cost = this.#cost(least);
      if (cost >= least) return;
      least = cost;
      best = laid;
    });
    this.#decisions = best;
    this.#writeAll(best);
    this.#least = this.#cost();
  }

  /** Moves the times of some junctions a little, in turn. */
  improve(turn: number, junctions: number): void {
    const open = this.#controls.flatMap((control, bar) => (control?.hold === undefined ? [] : [bar]));
    for (let i = 0; i < Math.min(junctions, open.length); i++) this.#improveAt(open[(turn * junctions + i) % open.length]!);
  }

  plan(): CorridorPlan {
    const { route, nowMs } = this.#view;
    const expectedS = this.#expectedS();
    const beginMs = new Map<number, number>();
    const pauseMs = new Map<number, number>();
    const arrivalMs = new Map<number, number>();
    this.#controls.forEach((control, bar) => {
      if (control === undefined) return;
      const { linkIndex } = route.stops[bar]!;
      const { beginS, pauseS } = this.#decisions[bar]!;
      const atMs = (seconds: number): number => Math.round(nowMs + seconds * 1000);
      arrivalMs.set(linkIndex, atMs(expectedS[bar]!));
      if (control.hold === undefined) return;
      if (control.hold.now === undefined && beginS !== NEVER) beginMs.set(linkIndex, atMs(beginS));
      if (pauseS !== NEVER) pauseMs.set(linkIndex, atMs(pauseS));
    });
    return { links: route.links, beginMs, pauseMs, arrivalMs };
  }

  #inS(times: ReadonlyMap<number, number> | undefined, bar: number): number | undefined {
    const ms = times?.get(this.#view.route.stops[bar]!.linkIndex);
    return ms === undefined ? undefined : Math.max(0, (ms - this.#view.nowMs) / 1000);
  }

  /** When the ambulance could cross a bar that is green from as soon as can be on, and stays so. */
  #earliestS(bar: number): number {
    const control = this.#controls[bar]!;
    const row = this.#greens.subarray(bar * HORIZON_STEPS, (bar + 1) * HORIZON_STEPS);
    const planned = row.slice();
    const hold = { ...control.hold!, firstS: NEVER };
    const now = hold.now === undefined ? undefined : { leftS: NEVER, servingS: hold.now.servingS };
    writeGreens({ ...control, hold: { ...hold, now } }, { beginS: 0, pauseS: NEVER }, this.#greens, bar);
    const earliestS = this.#expectedS()[bar]!;
    row.set(planned);
    return earliestS;
  }

  /** Decisions for a band of green that begins at the first bar in `startS` and travels on, and for all that follow it. */
  #bands(first: number, startS: number, speedMps: number): Decision[] {
    const { stops } = this.#view.route;
    return this.#controls.map((control, bar) => {
      if (control?.hold === undefined) return { beginS: NEVER, pauseS: NEVER };
      const { laterS, pauseS, now } = control.hold;
      let greenS = startS + (stops[bar]!.alongM - stops[first]!.alongM) / speedMps;
      while (greenS + laterS <= 0) greenS += Math.max(1, laterS + pauseS);
      const pauseAtS = now !== undefined && greenS > pauseS ? greenS - pauseS : greenS + laterS;
      return { beginS: now === undefined ? Math.max(0, greenS) : NEVER, pauseS: Math.max(0, pauseAtS) };
    });
  }

  #improveAt(bar: number): void {
    const control = this.#controls[bar]!;
    const was = this.#decisions[bar]!;
    if ((control.hold?.now?.servingS ?? 0) > 0) return;
    const beginsBy = control.hold?.now === undefined ? 1 : 0;
    const candidates = NUDGES_S.map((byS) => ({
      beginS: Math.max(0, was.beginS + beginsBy * byS),
      pauseS: Math.max(0, was.pauseS + byS),
    }));
    let best = was;
    for (const candidate of [...candidates, { ...was, pauseS: NEVER }]) {
      writeGreens(control, candidate, this.#greens, bar);
      const cost = this.#cost(this.#least);
      if (cost >= this.#least) continue;
      this.#least = cost;
      best = candidate;
    }
    this.#decisions[bar] = best;
    writeGreens(control, this.#decisions[bar]!, this.#greens, bar);
  }

  #writeAll(decisions: readonly Decision[]): void {
    this.#controls.forEach((control, bar) => {
      if (control !== undefined) writeGreens(control, decisions[bar]!, this.#greens, bar);
    });
  }

  /** Seconds of others, the ambulance's own at their rate, on average over the cases, with the greens as they are written. */
  #cost(most = NEVER): number {
    const { bars } = this.#corridor;
    let sum = 0;
    for (const { contents, pace } of this.#cases) {
      // No case is cheaper than a free drive, so what is too dear already need not be rolled out further.
      if (sum + this.#rate * this.#freeS >= most * this.#cases.length) return NEVER;
      sum += this.#rate * this.#rollOut.run(contents, this.#greens, this.#turnIn, this.#view.alongM, pace);
      for (let bar = 0; bar < bars; bar++) sum += this.#othersS(bar, this.#rollOut.arrivalS[bar]!);
    }
    return sum / this.#cases.length;
  }

  /** From when on a hold counts stays as planned, so that the others' time never argues for beginning later and later. */
  #othersS(bar: number, passageS: number): number {
    const { hold, others } = this.#controls[bar] ?? {};
    const fromS = hold?.now === undefined ? this.#decisions[bar]!.beginS : 0;
    if (hold === undefined || others === undefined || fromS === NEVER) return 0;
    return others.seconds(this.#greens, bar * HORIZON_STEPS, fromS, passageS, hold.pauseS);
  }

  /** Crossing of every bar, as expected, with the greens as they are written; overwritten by the next roll-out. */
  #expectedS(): Float64Array {
    this.#rollOut.run(this.#contents, this.#greens, this.#turnIn, this.#view.alongM, EXPECTED_PACE);
    return this.#rollOut.arrivalS;
  }
}

function grown(contents: Float64Array, roomVeh: Float64Array, by: number): Float64Array {
  return contents.map((veh, cell) => Math.min(roomVeh[cell]!, veh * by));
}
