import type { SignalGroupId, StageId } from '../kernel/ids.ts';
import type { Junction, SignalGroup, Stage } from '../roadnet/map.ts';
import { leastStageS, stageIntergreenS } from '../signal/clearance.ts';
import type { JunctionState } from '../signal/junction-state.ts';

/** Red for longer than this counts as waiting. */
const WAITING_S = 45;

/** What it takes to serve all who wait at a junction once, in the order of their waiting. */
export interface ServiceRound {
  /** Stage to ask for now. */
  readonly next: StageId;
  /** From leaving the wave's stage until it is back, seconds. */
  readonly durationS: number;
  /** How long the stage served first will have been red again when the wave's stage is back. */
  readonly servedAgeS: number;
  /** Within how many seconds it must begin, or go on, so that no group of it waits longer than the maximum presence. */
  readonly beginWithinS: number;
}

/**
 * The round of stages that serves every vehicle group that has been red for long, longest first, each for its minimum green and
 * its pedestrians' walk and clearance; undefined when nobody waits. Looks only at what the junction reports, so that a round
 * goes on where it stands: a stage that has had its minimum makes room for the next.
 */
export function crossServiceRound(
  junction: Junction,
  state: JunctionState,
  waveStage: StageId,
  nowMs: number,
  waitingS = WAITING_S,
): ServiceRound | undefined {
  const wave = junction.stages.find((stage) => stage.id === waveStage);
  if (wave === undefined) return undefined;
  const unfinished = stageInService(junction, state, wave, nowMs);
  const stages = waitingStages(junction, state, wave, nowMs, waitingS);
  const round = unfinished === undefined ? stages : [unfinished, ...stages.filter((stage) => stage.id !== unfinished.id)];
  if (round.length === 0) return undefined;
  let durationS = 0;
  let firstEndedS = 0;
  let beginWithinS = Number.POSITIVE_INFINITY;
  let from = wave;
  for (const stage of [...round, wave]) {
    durationS += stageIntergreenS(junction, from.id, stage.id);
    if (stage !== wave) {
      beginWithinS = Math.min(beginWithinS, junction.maxPresenceS - countedS(state, stage, nowMs) - durationS);
      durationS += leastStageS(junction, stage);
    }
    if (stage === round[0]) firstEndedS = durationS;
    from = stage;
  }
  return { next: round[0].id, durationS, servedAgeS: durationS - firstEndedS, beginWithinS };
}

/** How long the junction has counted the longest wait of a stage: since priority came at the most. */
function countedS(state: JunctionState, stage: Stage, nowMs: number): number {
  const heldMs = state.priorityHeldSinceMs === undefined ? 0 : nowMs - state.priorityHeldSinceMs;
  const red = state.groups.filter(({ group, lamp }) => lamp === 'red' && stage.groups.includes(group));
  return Math.max(0, ...red.map(({ sinceMs }) => Math.min(heldMs, nowMs - sinceMs))) / 1000;
}

function groupOf(junction: Junction, id: SignalGroupId): SignalGroup {
  const group = junction.groups.find((g) => g.id === id);
  if (group === undefined) throw new Error(`junction ${junction.id} has no group ${id}`);
  return group;
}

/** A stage other than the wave's that is being entered or has not yet had its least green. */
function stageInService(junction: Junction, state: JunctionState, wave: Stage, nowMs: number): Stage | undefined {
  const current = junction.stages.find((stage) => stage.id === (state.nextStage ?? state.stage));
  if (current === undefined || sharesStreet(junction, current, wave)) return undefined;
  if (state.nextStage !== undefined) return current;
  const sinceMs = Math.max(
    ...state.groups.filter((g) => current.groups.includes(g.group) && g.lamp === 'green').map((g) => g.sinceMs),
  );
  return (nowMs - sinceMs) / 1000 < leastStageS(junction, current) ? current : undefined;
}

/** Stages that between them serve all waiting groups: each time the one for the group that has waited longest. */
function waitingStages(junction: Junction, state: JunctionState, wave: Stage, nowMs: number, waitingS: number): readonly Stage[] {
  const waiting = state.groups
    .filter((g) => g.lamp === 'red' && nowMs - g.sinceMs > waitingS * 1000)
    .filter((g) => groupOf(junction, g.group).kind === 'vehicle' && !wave.groups.includes(g.group))
    .sort((a, b) => a.sinceMs - b.sinceMs || (a.group < b.group ? -1 : 1));
  const stages: Stage[] = [];
  for (const { group } of waiting) {
    if (stages.some((stage) => stage.groups.includes(group))) continue;
    const best = serviceStage(junction, wave, group);
    if (best !== undefined) stages.push(best);
  }
  return stages;
}

/** The stage that serves a group with the most others, leaving out those that keep a direction of the wave's street open. */
function serviceStage(junction: Junction, wave: Stage, group: SignalGroupId): Stage | undefined {
  const candidates = junction.stages.filter((stage) => stage.groups.includes(group) && !sharesStreet(junction, stage, wave));
  return candidates.reduce<Stage | undefined>(
    (best, stage) => (best === undefined || stage.groups.length > best.groups.length ? stage : best),
    undefined,
  );
}

/** True when a stage keeps vehicles of the wave's stage moving. */
function sharesStreet(junction: Junction, stage: Stage, wave: Stage): boolean {
  return stage.groups.some((id) => groupOf(junction, id).kind === 'vehicle' && wave.groups.includes(id));
}
