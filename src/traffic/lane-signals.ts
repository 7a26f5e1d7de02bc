import type { SignalGroupId } from '../kernel/ids.ts';
import type { JunctionState } from '../signal/junction-state.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { Phase, SteadyLane } from './expected-queue.ts';
import { SATURATION_S, START_LOST_S } from './flow-constants.ts';
import type { ApproachLane, LaneNetwork, Outlet } from './lane-network.ts';

/** How a group's own programme switches it, as far as it was seen; seconds. */
export interface SeenCycle {
  readonly greenS?: number;
  readonly redS?: number;
  /** End of the green seen last, when the programme has gone on undisturbed since. */
  readonly greenEndMs?: number;
}

/** What is known of one junction. */
export interface JunctionKnowledge {
  /** Its last report; absent when it is silent. */
  readonly state?: JunctionState;
  readonly cycles: ReadonlyMap<SignalGroupId, SeenCycle>;
}

/** A lane's stop bar in one second. */
export interface LaneSignal {
  /** Share of the saturation flow that may cross. */
  readonly open: number;
  readonly steady: SteadyLane;
  /** Where its own programme is; undefined while something else decides, or nobody knows. */
  readonly phase: Phase | undefined;
  /** How long its main group has been green; 0 when it is not. */
  readonly greenForS: number;
}

/** A cycle as nobody knows it yet. */
const USUAL_GREEN_SHARE = 0.3;
const USUAL_CYCLE_S = 90;
/** Yellow is driven through about so much as the start of a green is lost. */
const YELLOW_SHARE = 0.6;
/** Of the saturation flow, for those who give way in their own green. */
const YIELDING_SHARE = 0.5;
/** And for those whom no signal stops: others are in the way for most of the time. */
const UNCONTROLLED_SHARE = 0.3;
/** An end of green seen so long ago says nothing of the phase any more. */
const PHASE_KEPT_MS = 1_200_000;

/** The stop bars of all lanes of a junction, in the order of the lanes. */
export function junctionSignals(
  network: LaneNetwork,
  junctionNumber: number,
  knowledge: JunctionKnowledge | undefined,
  nowMs: number,
): readonly LaneSignal[] {
  const { junction, first, end } = network.junctions[junctionNumber]!;
  const heads = junction.groups.map(({ id, kind }, i) => (kind === 'vehicle' ? headOf(i, id, knowledge, nowMs) : UNCONTROLLED));
  const signals: LaneSignal[] = [];
  for (let number = first; number < end; number++) signals.push(signalOf(network.lanes[number]!, heads));
  return signals;
}

/** One signal group in one second. */
interface Head {
  readonly open: number;
  readonly greenS: number;
  readonly redS: number;
  readonly phase: Phase | undefined;
  readonly greenForS: number;
}

const UNCONTROLLED: Head = {
  open: UNCONTROLLED_SHARE,
  greenS: UNCONTROLLED_SHARE,
  redS: 1 - UNCONTROLLED_SHARE,
  phase: undefined,
  greenForS: 0,
};

function headOf(number: number, group: SignalGroupId, knowledge: JunctionKnowledge | undefined, nowMs: number): Head {
  const seen = knowledge?.cycles.get(group);
  const { greenS, redS } = cycleOf(seen);
  const state = knowledge?.state;
  const inPlace = state?.groups[number];
  const shown = inPlace?.group === group ? inPlace : state?.groups.find((one) => one.group === group);
  if (state !== undefined && shown !== undefined) {
    const sinceS = Math.max(0, nowMs - shown.sinceMs) / 1000;
    const isGreen = shown.lamp === 'green';
    // A yellow is the first of the red.
    const phase = state.mode === 'programme' ? { isGreen, sinceS } : undefined;
    return { open: openBy(shown.lamp, sinceS, greenS / (greenS + redS)), greenS, redS, phase, greenForS: isGreen ? sinceS : 0 };
  }
  return unheardHead(seen?.greenEndMs, greenS, redS, nowMs);
}

/** A silent junction is taken to go on as it was seen. */
function unheardHead(greenEndMs: number | undefined, greenS: number, redS: number, nowMs: number): Head {
  if (greenEndMs === undefined || nowMs < greenEndMs || nowMs - greenEndMs > PHASE_KEPT_MS)
    return { open: greenS / (greenS + redS), greenS, redS, phase: undefined, greenForS: 0 };
  const atS = ((nowMs - greenEndMs) / 1000) % (greenS + redS);
  if (atS < redS) return { open: 0, greenS, redS, phase: { isGreen: false, sinceS: atS }, greenForS: 0 };
  const sinceS = atS - redS;
  return { open: sinceS >= START_LOST_S ? 1 : 0, greenS, redS, phase: { isGreen: true, sinceS }, greenForS: sinceS };
}

function openBy(lamp: Lamp, sinceS: number, greenShare: number): number {
  if (lamp === 'green') return sinceS >= START_LOST_S ? 1 : 0;
  if (lamp === 'yellow') return YELLOW_SHARE;
  return lamp === 'red' ? 0 : greenShare;
}

/** Where only one half has been seen, a usual cycle tells the other. */
function cycleOf(seen: SeenCycle | undefined): { readonly greenS: number; readonly redS: number } {
  const { greenS, redS } = seen ?? {};
  if (greenS !== undefined && redS !== undefined) return { greenS: Math.max(1, greenS), redS };
  if (greenS !== undefined) return { greenS, redS: Math.max(USUAL_CYCLE_S, 2 * greenS) - greenS };
  if (redS !== undefined) return { greenS: Math.max(USUAL_GREEN_SHARE * USUAL_CYCLE_S, redS / 2), redS };
  return { greenS: USUAL_GREEN_SHARE * USUAL_CYCLE_S, redS: (1 - USUAL_GREEN_SHARE) * USUAL_CYCLE_S };
}

function signalOf(lane: ApproachLane, heads: readonly Head[]): LaneSignal {
  const headFor = ({ group }: Outlet): Head => (group < 0 ? UNCONTROLLED : heads[group]!);
  let open = 0;
  for (const outlet of lane.outlets)
    open += outlet.share * headFor(outlet).open * (outlet.yields && outlet.group >= 0 ? YIELDING_SHARE : 1);
  const { main, storageVeh } = lane;
  const head = main === undefined ? UNCONTROLLED : headFor(main);
  const flow = main?.yields === true && main.group >= 0 ? YIELDING_SHARE : 1;
  return {
    open,
    steady: { saturationVehPerS: flow / SATURATION_S, greenS: head.greenS, redS: head.redS, storageVeh },
    phase: head.phase,
    greenForS: head.greenForS,
  };
}
