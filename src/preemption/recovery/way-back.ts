import type { JunctionId, StageId } from '../../kernel/ids.ts';
import type { Junction } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import { transitionS } from '../../signal/clearance.ts';
import type { JunctionState } from '../../signal/junction-state.ts';
import { approachesOf } from './approach.ts';
import { ClockShown } from './clock-shown.ts';
import { exitStage } from './exit-stage.ts';
import { type ProgrammeClock, stageClock } from './programme-clock.ts';
import { waitingVehS } from './roll-out.ts';
import { starvesSomebody } from './starvation.ts';
import { type Method, transitionsOf } from './transition.ts';

/** The next stage of a way back into step, and when to leave it. */
export interface Leg {
  readonly stage: StageId;
  readonly untilMs: number;
}

export interface WayBack {
  readonly method: Method | 'exit';
  /** In turn; then the junction is released. */
  readonly legs: readonly Leg[];
}

/** Back in step within so many cycles. */
const CYCLES_MOST = 3;
/** A junction answers late, and minimums may delay a stage. */
const SLACK_S = 15;
/** What a second out of step is worth: as long as it lasts, neighbours' platoons come at the wrong time. */
const OUT_OF_STEP_VEH = 0.5;
/** Roll-outs see at least so far. */
const HORIZON_S = 300;

/**
 * How a junction returns after the ambulance has passed: of all transitions that keep nobody waiting until the junction breaks them off the
 * one in which everybody there waits least, by a roll-out of its queues. Where its programme is not known as a clock, the stage with the
 * largest queue x wait and then the junction's own return.
 */
export function wayBack(
  index: RoadIndex,
  junction: Junction,
  states: ReadonlyMap<JunctionId, JunctionState>,
  state: JunctionState,
  seen: ProgrammeClock | undefined,
  nowMs: number,
  sinceMs = nowMs,
): WayBack {
  const clock = seen === undefined ? undefined : stageClock(seen, junction);
  const stage = junction.stages.find(({ id }) => id === (state.nextStage ?? state.stage));
  if (clock === undefined || stage === undefined) {
    const exit = exitStage(index, junction, state, nowMs);
    if (exit === undefined) return { method: 'exit', legs: [] };
    const untilS = transitionS(junction, state, exit.stage, nowMs) + exit.greenS;
    return { method: 'exit', legs: [{ stage: exit.stage, untilMs: nowMs + Math.round(untilS * 1000) }] };
  }
  const shown = new ClockShown(junction, clock, nowMs);
  const approaches = approachesOf(index, junction, states, state, clock, nowMs);
  const byS = CYCLES_MOST * shown.cycleS - SLACK_S - (nowMs - sinceMs) / 1000;
  const horizonS = Math.max(HORIZON_S, byS);
  const ready = new Map(shown.stages.map((one) => [one, transitionS(junction, state, one.id, nowMs)]));
  const begin = { stage, readyS: (to: typeof stage) => ready.get(to) ?? 0, byS, horizonS };
  let best: { waitVehS: number; way: ReturnType<typeof transitionsOf>[number] } | undefined;
  for (const way of transitionsOf(shown, approaches, begin)) {
    if (starvesSomebody(junction, state, approaches, way, nowMs)) continue;
    const waitVehS = waitingVehS(approaches, way.shown, horizonS) + OUT_OF_STEP_VEH * (way.steps.at(-1)?.untilS ?? 0);
    if (best === undefined || waitVehS < best.waitVehS) best = { waitVehS, way };
  }
  const legs = best!.way.steps.map((step) => ({ stage: step.stage.id, untilMs: nowMs + Math.round(step.untilS * 1000) }));
  return { method: best!.way.method, legs };
}
