import type { SignalGroupId } from '../../kernel/ids.ts';
import type { Junction, Stage } from '../../roadnet/map.ts';
import type { JunctionState } from '../../signal/junction-state.ts';

/** A green that a fixed-time programme gives a group in every cycle, epoch milliseconds of one of them. */
interface Green {
  readonly opensMs?: number;
  readonly closesMs?: number;
}

/** The clock of a junction's fixed-time programme, as far as its reports have told it. */
export interface ProgrammeClock {
  readonly cycleMs?: number;
  readonly greens: ReadonlyMap<SignalGroupId, Green>;
}

/** A stage of the programme, green from `startMs` to `endMs` of one cycle. */
export interface ClockStage {
  readonly stage: Stage;
  readonly startMs: number;
  readonly endMs: number;
}

export interface StageClock {
  readonly cycleMs: number;
  /** In the order of the cycle, at least two. */
  readonly stages: readonly ClockStage[];
}

/** Reports and clocks agree this well. */
const SAME_MS = 2_000;
/** A shorter overlap of greens is no stage. */
const STAGE_LEAST_MS = 3_000;

/**
 * Takes a report. Only what the own programme announces counts, and only if it announces every vehicle group: an actuated one does
 * not know its times, and has no clock. Announcements that contradict the cycle begin anew.
 */
export function seeClock(
  clock: ProgrammeClock | undefined,
  junction: Junction,
  state: JunctionState,
): ProgrammeClock | undefined {
  if (state.mode !== 'programme') return clock;
  const greens = new Map(clock?.greens);
  let cycleMs = clock?.cycleMs;
  for (const { group, lamp, sinceMs, likelyEndMs } of state.groups) {
    if (junction.groups.find(({ id }) => id === group)?.kind !== 'vehicle') continue;
    if (likelyEndMs === undefined) return undefined;
    const known = greens.get(group) ?? {};
    if (lamp === 'green') greens.set(group, { opensMs: known.opensMs ?? sinceMs, closesMs: likelyEndMs });
    if (lamp !== 'red') continue;
    const laterMs = likelyEndMs - (known.opensMs ?? likelyEndMs);
    if (laterMs > SAME_MS) {
      if (cycleMs !== undefined && offBy(laterMs, cycleMs) > SAME_MS) return seeClock(undefined, junction, state);
      cycleMs ??= laterMs;
    }
    greens.set(group, { ...known, opensMs: likelyEndMs });
  }
  return cycleMs === undefined ? { greens } : { cycleMs, greens };
}

/** The stages of the programme; undefined as long as they are not all known, or people on foot would be left out. */
export function stageClock({ cycleMs, greens }: ProgrammeClock, junction: Junction): StageClock | undefined {
  if (cycleMs === undefined) return undefined;
  const kinds = new Map(junction.groups.map(({ id, kind }) => [id, kind]));
  const windows = new Map<SignalGroupId, readonly [number, number]>();
  for (const { id, kind } of junction.groups) {
    if (kind !== 'vehicle') continue;
    const { opensMs, closesMs } = greens.get(id) ?? {};
    if (opensMs === undefined || closesMs === undefined) return undefined;
    const startMs = modulo(opensMs, cycleMs);
    windows.set(id, [startMs, startMs + modulo(closesMs - opensMs, cycleMs)]);
  }
  const stages = junction.stages.flatMap((stage) => {
    const vehicles = stage.groups.filter((id) => kinds.get(id) === 'vehicle');
    return vehicles.length === 0 ? [] : (stageWindow(stage, vehicles, windows, cycleMs) ?? []);
  });
  stages.sort((a, b) => a.startMs - b.startMs);
  const served = new Set(stages.flatMap(({ stage }) => stage.groups));
  const isWhole = stages.length >= 2 && junction.groups.every(({ id }) => served.has(id));
  return isWhole ? { cycleMs, stages } : undefined;
}

/** When all vehicle groups of a stage are green, and no other is. */
function stageWindow(
  stage: Stage,
  vehicles: readonly SignalGroupId[],
  windows: ReadonlyMap<SignalGroupId, readonly [number, number]>,
  cycleMs: number,
): ClockStage | undefined {
  const first = windows.get(vehicles[0]!)!;
  let [startMs, endMs] = first;
  for (const id of vehicles.slice(1)) {
    const [opensMs, closesMs] = windows.get(id)!;
    // The occurrence that lies nearest.
    const shiftMs = cycleMs * Math.round((first[0] + first[1] - opensMs - closesMs) / 2 / cycleMs);
    startMs = Math.max(startMs, opensMs + shiftMs);
    endMs = Math.min(endMs, closesMs + shiftMs);
  }
  if (endMs - startMs < STAGE_LEAST_MS) return undefined;
  const middleMs = (startMs + endMs) / 2;
  for (const [id, [opensMs, closesMs]] of windows) {
    if (!vehicles.includes(id) && modulo(middleMs - opensMs, cycleMs) < closesMs - opensMs) return undefined;
  }
  const laterMs = modulo(startMs, cycleMs) - startMs;
  return { stage, startMs: startMs + laterMs, endMs: endMs + laterMs };
}

function offBy(spanMs: number, cycleMs: number): number {
  return Math.abs(spanMs - cycleMs * Math.max(1, Math.round(spanMs / cycleMs)));
}

function modulo(valueMs: number, cycleMs: number): number {
  return ((valueMs % cycleMs) + cycleMs) % cycleMs;
}
