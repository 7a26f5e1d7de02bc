import { invariant } from '../kernel/assert.ts';
import type { SignalGroupId, StageId } from '../kernel/ids.ts';
import type { Junction, SignalGroup, Stage } from '../roadnet/map.ts';
import type { JunctionState } from './junction-state.ts';
import type { GroupState } from './lamp.ts';

/** How long a group is open at the least once it has begun, pedestrians' clearance included, seconds. */
export function leastOpenS(group: SignalGroup): number {
  return group.kind === 'vehicle' ? group.minGreenS : group.walkS + group.clearanceS;
}

/** How long a stage takes at the least so that each of its groups is served whole, people on foot too, seconds. */
export function leastStageS(junction: Junction, { groups }: Pick<Stage, 'groups'>): number {
  return Math.max(0, ...junction.groups.map((group) => (groups.includes(group.id) ? leastOpenS(group) : 0)));
}

/** True when the two groups must never be open together. */
export function inConflict(junction: Junction, a: SignalGroupId, b: SignalGroupId): boolean {
  return junction.conflicts.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
}

/**
 * Least seconds from the end of green (vehicles) or of clearance (pedestrians) of `from` to the green of `to`; undefined when
 * they do not conflict. Never less than the yellow of `from`, so that `from` is closed before `to` opens.
 */
export function intergreenS(junction: Junction, from: SignalGroupId, to: SignalGroupId): number | undefined {
  const entry = junction.intergreens.find((intergreen) => intergreen.from === from && intergreen.to === to);
  if (entry === undefined) {
    invariant(
      !inConflict(junction, from, to),
      `junction ${junction.id}: conflict ${from} / ${to} has no intergreen from ${from}`,
    );
    return undefined;
  }
  const group = groupOf(junction, from);
  return group.kind === 'vehicle' ? Math.max(entry.seconds, group.yellowS) : entry.seconds;
}

/** Asked for many times a second in planning, and always the same. */
const betweenStages = new WeakMap<Junction, Map<string, number>>();

/** Seconds from the end of green of stage `from` until all groups of stage `to` are green; 0 when nothing has to be cleared. */
export function stageIntergreenS(junction: Junction, from: StageId, to: StageId): number {
  const known = betweenStages.get(junction) ?? new Map<string, number>();
  const pair = `${from}\n${to}`;
  const before = known.get(pair);
  if (before !== undefined) return before;
  const seconds = reckonIntergreenS(junction, from, to);
  betweenStages.set(junction, known.set(pair, seconds));
  return seconds;
}

function reckonIntergreenS(junction: Junction, from: StageId, to: StageId): number {
  const leaving = stageGroups(junction, from);
  const entering = stageGroups(junction, to);
  let longestS = 0;
  for (const a of leaving) {
    if (entering.includes(a)) continue;
    for (const b of entering) {
      if (!leaving.includes(b)) longestS = Math.max(longestS, intergreenS(junction, a, b) ?? 0);
    }
  }
  return longestS;
}

/**
 * Longest seconds that the junction may still need until the vehicle groups of `stage` are all green (of a stage without
 * vehicles: its pedestrian groups), counting what minimum greens, walks, pedestrian clearances, yellows and intergreens still
 * owe; exact up to the step in which the junction acts. A group that the state does not report counts as just turned green;
 * a dark one gives Infinity. 0 when the stage is green already.
 */
export function transitionS(junction: Junction, state: JunctionState, stage: StageId, nowMs: number): number {
  const groups = stageGroups(junction, stage).map((id) => groupOf(junction, id));
  const vehicles = groups.filter((group) => group.kind === 'vehicle');
  const leads = vehicles.length > 0 ? vehicles : groups;
  let readyMs = nowMs;
  for (const lead of leads) {
    const own = shownBy(state, lead.id, nowMs);
    if (own.lamp === 'green') continue;
    if (own.lamp !== 'red') readyMs = Math.max(readyMs, redFromMs(lead, own, nowMs));
    for (const intergreen of junction.intergreens) {
      if (intergreen.to !== lead.id) continue;
      const other = groupOf(junction, intergreen.from);
      const closedMs = closedFromMs(other, shownBy(state, other.id, nowMs), nowMs);
      readyMs = Math.max(readyMs, closedMs + 1000 * (intergreenS(junction, other.id, lead.id) ?? 0));
    }
  }
  return (readyMs - nowMs) / 1000;
}

/** Earliest instant at which the intergreens after the group begin: end of green (vehicles) or of clearance (pedestrians). */
function closedFromMs(group: SignalGroup, shown: GroupState, nowMs: number): number {
  const redMs = redFromMs(group, shown, nowMs);
  return group.kind === 'vehicle' ? redMs - 1000 * group.yellowS : redMs;
}

function redFromMs(group: SignalGroup, shown: GroupState, nowMs: number): number {
  const clearingMs = 1000 * (group.kind === 'vehicle' ? group.yellowS : group.clearanceS);
  const openMs = 1000 * (group.kind === 'vehicle' ? group.minGreenS : group.walkS);
  switch (shown.lamp) {
    case 'green':
      return Math.max(nowMs, shown.sinceMs + openMs) + clearingMs;
    case 'yellow':
    case 'flashing':
      return shown.sinceMs + clearingMs;
    case 'red':
      return shown.sinceMs;
    case 'dark':
      return Number.POSITIVE_INFINITY;
  }
}

function shownBy(state: JunctionState, group: SignalGroupId, nowMs: number): GroupState {
  return state.groups.find((shown) => shown.group === group) ?? { group, lamp: 'green', sinceMs: nowMs };
}

function stageGroups(junction: Junction, stage: StageId): readonly SignalGroupId[] {
  const found = junction.stages.find((candidate) => candidate.id === stage);
  invariant(found !== undefined, `junction ${junction.id} has no stage "${stage}"`);
  return found.groups;
}

function groupOf(junction: Junction, id: SignalGroupId): SignalGroup {
  const found = junction.groups.find((group) => group.id === id);
  invariant(found !== undefined, `junction ${junction.id} has no signal group "${id}"`);
  return found;
}
