import type { MissionId } from '../kernel/ids.ts';
import { type CoreState, isOpen } from './state.ts';
import type { Turn } from './turn.ts';

/** The last status of a mission stays so long in the broker's store, and its id is not taken again meanwhile. */
const REMEMBERED_MS = 600_000;
/** Orders that opened no mission leave statuses as well; a flood of them makes the oldest go earlier. */
const LEFT_MOST = 500;
/** So does a flood of missions opened and ended. */
const ENDED_MOST = 500;

/** A mission whose last status is still in the broker's store. */
export interface EndedMission {
  readonly mission: MissionId;
  readonly endedMs: number;
}

/** The newest of a state, whichever controller ended them, oldest first. */
export function endedMissions({ missions, left }: CoreState, nowMs: number): readonly EndedMission[] {
  const own = [...missions.values()].filter((one) => !isOpen(one));
  const all = [
    ...[...left].map(([mission, endedMs]) => ({ mission, endedMs })),
    ...own.map(({ mission, statusMs }) => ({ mission, endedMs: Number.isFinite(statusMs) ? statusMs : nowMs })),
  ];
  return all.sort((a, b) => a.endedMs - b.endedMs).slice(-(LEFT_MOST + ENDED_MOST));
}

/** Keeps in mind that dispatch was told of missions which are not, or not any more, among those of the state. */
export function leave(turn: Turn, state: CoreState, ended: readonly EndedMission[]): CoreState {
  const all = new Map(state.left);
  for (const { mission, endedMs } of ended) if (!state.missions.has(mission)) all.set(mission, endedMs);
  const tooMany = [...all.keys()].slice(0, Math.max(0, all.size - LEFT_MOST));
  for (const mission of tooMany) {
    turn.emit({ kind: 'forgotten', mission });
    all.delete(mission);
  }
  return { ...state, left: all };
}

/** Missions that ended a while ago, or before many others, leave the memory and the broker's store; their evidence is in the log. */
export function forgetEnded(turn: Turn, state: CoreState): CoreState {
  const isOver = (sinceMs: number): boolean => turn.nowMs - sinceMs > REMEMBERED_MS;
  const ended = [...state.missions.values()].filter((m) => !isOpen(m)).sort((a, b) => a.statusMs - b.statusMs);
  const tooMany = ended.length - ENDED_MOST;
  const over = ended.filter((m, i) => i < tooMany || isOver(m.statusMs)).map(({ mission }) => mission);
  const left = [...state.left].filter(([, endedMs]) => isOver(endedMs)).map(([mission]) => mission);
  if (over.length + left.length === 0) return state;
  for (const mission of [...over, ...left]) turn.emit({ kind: 'forgotten', mission });
  return { ...state, missions: without(state.missions, over), left: without(state.left, left) };
}

/** A copy of a map without some entries. */
export function without<K, V>(map: ReadonlyMap<K, V>, keys: readonly K[]): ReadonlyMap<K, V> {
  const kept = new Map(map);
  for (const key of keys) kept.delete(key);
  return kept;
}
