import type { Stage } from '../../roadnet/map.ts';
import { SATURATION_HEADWAY_S, STARTUP_LOST_S } from '../traffic-constants.ts';
import type { Approach } from './approach.ts';
import type { ClockShown } from './clock-shown.ts';
import { EXIT_MOST_S } from './exit-stage.ts';
import type { Shown } from './roll-out.ts';

/**
 * How a junction comes back into step. `return`: by itself, at once or after some stages; the others show the stages of the programme
 * in their order until they meet the clock. `dwell`: in one stage until the clock comes; `short-way`: all a little shorter; `add-only`:
 * longer, within a cycle; `smooth`: longer or shorter over more than one.
 */
export type Method = 'return' | 'dwell' | 'short-way' | 'add-only' | 'smooth';

/** Stages to ask for, each until its time [s from now]; then the junction is released. */
export interface Transition {
  readonly method: Method;
  readonly steps: readonly { readonly stage: Stage; readonly untilS: number }[];
  readonly shown: readonly Shown[];
}

/** Where a transition begins. */
export interface Beginning {
  /** Shown now. */
  readonly stage: Stage;
  /** When a stage can be green if it is asked for now. */
  readonly readyS: (stage: Stage) => number;
  /** In step by then at the latest. */
  readonly byS: number;
  readonly horizonS: number;
}

/** Stages are not drawn out more than this. */
const LONGEST_SHARE = 2;

/** Every transition that keeps minimum greens and people on foot. */
export function transitionsOf(clock: ClockShown, approaches: readonly Approach[], begin: Beginning): readonly Transition[] {
  const found: Transition[] = [{ method: 'return', steps: [], shown: clock.returned(begin.stage, 0, begin.horizonS) }];
  for (let first = 0; first < clock.stages.length; first++) {
    found.push(exitAndReturn(clock, approaches, begin, first));
    for (let count = 1; count <= 3 * clock.stages.length; count++)
      found.push(...meetings(clock, approaches, begin, first, count));
  }
  return found;
}

/** One stage for as long as its queue needs, then the junction's own return. */
function exitAndReturn(clock: ClockShown, approaches: readonly Approach[], begin: Beginning, first: number): Transition {
  const stage = clock.stages[first]!;
  const readyS = begin.readyS(stage);
  const needS = needOf(approaches, stage, readyS);
  const untilS = readyS + Math.max(clock.leastS(stage), Math.min(EXIT_MOST_S, needS));
  const before = leaving(clock, begin, stage, readyS);
  const shown = [...before, { stage, fromS: readyS, toS: untilS }, ...clock.returned(stage, untilS, begin.horizonS)];
  return { method: 'return', steps: [{ stage, untilS }], shown };
}

/** `count` stages from `first` on, the last of which ends when the clock ends it. */
function meetings(
  clock: ClockShown,
  approaches: readonly Approach[],
  begin: Beginning,
  first: number,
  count: number,
): readonly Transition[] {
  const order = Array.from({ length: count }, (_, i) => (first + i) % clock.stages.length);
  const stages = order.map((n) => clock.stages[n]!);
  const readyS = begin.readyS(stages[0]!);
  const changesS = stages.map((stage, i) => (i === 0 ? 0 : clock.intergreenS(stages[i - 1]!, stage)));
  const leastS = stages.map((stage, i) => (i === 0 && stage === begin.stage ? 0 : clock.leastS(stage)));
  const usualS = order.map((n) => clock.greenS(n));
  const soonestS = readyS + sum(changesS) + sum(leastS);
  const found: Transition[] = [];
  let end = clock.next(order.at(-1)!, soonestS);
  for (; end.endS <= begin.byS; end = clock.next(end.n, end.endS + 1)) {
    const ratio = (end.endS - readyS - sum(changesS)) / sum(usualS);
    if (count > 1 && ratio > LONGEST_SHARE) break;
    const overS = end.endS - soonestS;
    const method = count === 1 ? 'dwell' : count > clock.stages.length ? 'smooth' : ratio < 1 ? 'short-way' : 'add-only';
    const needS = stages.map((stage, i) =>
      needOf(approaches, stage, readyS + sum(usualS.slice(0, i)) + sum(changesS.slice(0, i + 1))),
    );
    const shares = count === 1 ? [usualS] : [usualS, needS];
    for (const share of shares) {
      const above = share.map((s, i) => Math.max(0.05 * usualS[i]!, s - leastS[i]!));
      const greensS = leastS.map((s, i) => s + (overS * above[i]!) / sum(above));
      found.push(timed(clock, begin, method, stages, greensS, changesS, readyS, end.startS));
    }
  }
  return found;
}

function timed(
  clock: ClockShown,
  begin: Beginning,
  method: Method,
  stages: readonly Stage[],
  greensS: readonly number[],
  changesS: readonly number[],
  readyS: number,
  clockStartS: number,
): Transition {
  const shown: Shown[] = [...leaving(clock, begin, stages[0]!, readyS)];
  let at = readyS;
  const steps = stages.map((stage, i) => {
    const fromS = at + changesS[i]!;
    at = fromS + greensS[i]!;
    shown.push({ stage, fromS, toS: at });
    return { stage, untilS: at };
  });
  // Once the clock shows the last stage too, the junction is in step.
  const last = steps.at(-1)!;
  steps[steps.length - 1] = { ...last, untilS: Math.max(at - greensS.at(-1)! + 1, clockStartS) };
  shown.push(...clock.returned(stages.at(-1)!, at, begin.horizonS));
  return { method, steps, shown };
}

/** The stage that is left stays green as long as it delays nobody. */
function leaving(clock: ClockShown, { stage }: Beginning, to: Stage, readyS: number): readonly Shown[] {
  if (stage === to) return [];
  return [{ stage, fromS: 0, toS: Math.max(0, readyS - clock.intergreenS(stage, to)) }];
}

/** How long the longest queue of a stage takes to go if the stage is green from `fromS` on. */
function needOf(approaches: readonly Approach[], stage: Stage, fromS: number): number {
  let mostS = 0;
  for (const { group, queueVeh, arrivalsVehPerS, dischargeVehPerS } of approaches) {
    if (group.kind !== 'vehicle' || !stage.groups.includes(group.id) || dischargeVehPerS === 0) continue;
    const veh = queueVeh + arrivalsVehPerS * fromS;
    mostS = Math.max(mostS, STARTUP_LOST_S + veh / Math.max(0.2 / SATURATION_HEADWAY_S, dischargeVehPerS - arrivalsVehPerS));
  }
  return mostS;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
