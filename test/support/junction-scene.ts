import type { GroupCycle } from '../../src/preemption/group-cycle.ts';
import type { Situation } from '../../src/preemption/junction-plan/candidates.ts';
import type { JunctionState, LaneCount } from '../../src/signal/junction-state.ts';
import { queueOn } from './core-scene.ts';
import { smallIndex } from './small-corridor.ts';

const NOW_MS = 10_000_000;
/** The stages of the own programme in their order, with 5 s between them: a cycle of 100 s. */
const STAGES = [
  { stage: 'A', greenS: 42 },
  { stage: 'B', greenS: 10 },
  { stage: 'C', greenS: 20 },
  { stage: 'D', greenS: 8 },
] as const;
const INTERGREEN_S = 5;
const CYCLE_S = 100;

export const sceneIndex = smallIndex(1, 300);
export const junction = sceneIndex.junction('J01');
export const wave = junction.stages.find(({ id }) => id === 'A')!;
const movement = 'SOUTH-J01>J01-NORTH';
export const ambulances = sceneIndex.findGroupOf(movement)!.group.id;

/** One junction of Main Road `atS` seconds into its cycle, which begins with the main road's green. */
export interface Scene {
  readonly atS: number;
  readonly passageS: number;
  /** Queues per lane of the main road northwards, and of the cross street from the west. */
  readonly mainVeh?: number;
  readonly crossVeh?: number;
}

export function situation({ atS, passageS, mainVeh = 0, crossVeh = 0 }: Scene): Situation {
  const lanes = [...queueOn('SOUTH-J01', [0, 1], mainVeh), ...queueOn('J01W-J01', [0, 1], crossVeh)];
  const state = stateAt(atS, lanes);
  return { junction, wave, group: ambulances, movement, state, doing: 'own-programme', passageS, nowMs: NOW_MS };
}

/** Every group of a stage is green for as long as the stage; people walk until their clearance must begin. */
function stateAt(atS: number, lanes: readonly LaneCount[]): JunctionState {
  const groups = junction.groups.map((group) => {
    const { fromS, greenS } = greenOf(group.id);
    const clearanceS = group.kind === 'pedestrian' ? group.clearanceS : 0;
    const sinceS = (atS - fromS + CYCLE_S) % CYCLE_S;
    const [lamp, beganS, endsS] =
      sinceS < greenS - clearanceS
        ? (['green', 0, greenS - clearanceS] as const)
        : sinceS < greenS
          ? (['flashing', greenS - clearanceS, greenS] as const)
          : (['red', greenS, CYCLE_S] as const);
    return {
      group: group.id,
      lamp,
      sinceMs: NOW_MS - 1000 * (sinceS - beganS),
      likelyEndMs: NOW_MS + 1000 * (endsS - sinceS),
    };
  });
  const stage = STAGES.find(({ stage: id }) => isOpen(id, atS))?.stage;
  return { junction: junction.id, atMs: NOW_MS, mode: 'programme', ...(stage === undefined ? {} : { stage }), groups, lanes };
}

function greenOf(group: string): { readonly fromS: number; readonly greenS: number } {
  let fromS = 0;
  for (const { stage, greenS } of STAGES) {
    if (junction.stages.find(({ id }) => id === stage)?.groups.includes(group)) return { fromS, greenS };
    fromS += greenS + INTERGREEN_S;
  }
  throw new Error(`no stage opens ${group}`);
}

function isOpen(stage: string, atS: number): boolean {
  let fromS = 0;
  for (const { stage: id, greenS } of STAGES) {
    if (id === stage) return atS >= fromS && atS < fromS + greenS;
    fromS += greenS + INTERGREEN_S;
  }
  return false;
}

export function cycleOf(_: string, group: string): GroupCycle {
  const clearanceS = junction.groups.reduce(
    (sum, one) => sum + (one.id === group && one.kind === 'pedestrian' ? one.clearanceS : 0),
    0,
  );
  const greenS = greenOf(group).greenS - clearanceS;
  return { greenS, redS: CYCLE_S - greenS };
}
