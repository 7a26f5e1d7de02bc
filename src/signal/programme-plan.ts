import type { StageId } from '../kernel/ids.ts';
import type { Junction, SignalGroup } from '../roadnet/map.ts';
import { stageIntergreenS } from './clearance.ts';
import type { Lamp } from './lamp.ts';
import type { Programme } from './programme.ts';

/** Green of one stage, in milliseconds from the start of the cycle (in the plan) or of the epoch (from `entryAt`). */
export interface StageTime {
  readonly stage: StageId;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * One opening of a group in the cycle: green, with pedestrians' clearance at its end. `endMs` lies beyond the cycle when the
 * opening runs over its end, and is Infinity for a group that every stage keeps open.
 */
export interface Opening {
  readonly startMs: number;
  readonly endMs: number;
}

/** A programme with its times worked out. */
export interface ProgrammePlan {
  readonly cycleMs: number;
  readonly offsetMs: number;
  readonly entries: readonly StageTime[];
  /** Per group, by position in `junction.groups`. */
  readonly openings: readonly (readonly Opening[])[];
  /** When any lamp changes, from the start of the cycle, in order. */
  readonly changesMs: readonly number[];
}

/** The programme's stages must exist at the junction. */
export function compileProgramme(junction: Junction, programme: Programme): ProgrammePlan {
  const cycleMs = Math.round(1000 * programme.cycleS);
  const entries: StageTime[] = [];
  let atMs = 0;
  programme.stages.forEach(({ stage, greenS }, i) => {
    const endMs = atMs + Math.round(1000 * greenS);
    entries.push({ stage, startMs: atMs, endMs });
    const next = programme.stages[(i + 1) % programme.stages.length];
    atMs = endMs + Math.round(1000 * (next === undefined ? 0 : stageIntergreenS(junction, stage, next.stage)));
  });
  const openings = junction.groups.map((group) => openingsOf(junction, group, entries, cycleMs));
  const changes = junction.groups.flatMap((group, i) => (openings[i] ?? []).flatMap((opening) => changesOf(group, opening)));
  return {
    cycleMs,
    offsetMs: Math.round(1000 * programme.offsetS),
    entries,
    openings,
    changesMs: [...new Set(changes.map((changeMs) => changeMs % cycleMs))].sort((a, b) => a - b),
  };
}

/** Green, its end, and the end of the clearance after it. */
function changesOf(group: SignalGroup, { startMs, endMs }: Opening): readonly number[] {
  if (endMs === Number.POSITIVE_INFINITY) return [];
  const clearing = clearingMs(group);
  return group.kind === 'vehicle' ? [startMs, endMs, endMs + clearing] : [startMs, endMs - clearing, endMs];
}

function clearingMs(group: SignalGroup): number {
  return Math.round(1000 * (group.kind === 'vehicle' ? group.yellowS : group.clearanceS));
}

function openingsOf(junction: Junction, group: SignalGroup, entries: readonly StageTime[], cycleMs: number): Opening[] {
  const open = entries.map(({ stage }) => junction.stages.some((s) => s.id === stage && s.groups.includes(group.id)));
  if (open.every(Boolean)) return entries.length > 0 ? [{ startMs: 0, endMs: Number.POSITIVE_INFINITY }] : [];
  const n = entries.length;
  return entries.flatMap((entry, i) => {
    if (!open[i] || open[(i + n - 1) % n]) return [];
    let last = i;
    while (open[(last + 1) % n]) last++;
    return [{ startMs: entry.startMs, endMs: (entries[last % n]?.endMs ?? 0) + (last >= n ? cycleMs : 0) }];
  });
}

/** Milliseconds since the local cycle began. */
function cyclePositionMs(plan: ProgrammePlan, atMs: number): number {
  const positionMs = (atMs - plan.offsetMs) % plan.cycleMs;
  return positionMs < 0 ? positionMs + plan.cycleMs : positionMs;
}

/** Entry number `n` counted from the first entry of the cycle under way at `atMs`; `n` may run on into later cycles. Epoch times. */
export function entryAt(plan: ProgrammePlan, atMs: number, n: number): StageTime {
  const entry = plan.entries[n % plan.entries.length] as StageTime;
  const originMs = atMs - cyclePositionMs(plan, atMs) + Math.floor(n / plan.entries.length) * plan.cycleMs;
  return { stage: entry.stage, startMs: originMs + entry.startMs, endMs: originMs + entry.endMs };
}

/** Place in the programme of the stage that is green at `atMs`, or comes next. */
export function placeAt(plan: ProgrammePlan, atMs: number): number {
  const positionMs = cyclePositionMs(plan, atMs);
  const place = plan.entries.findIndex(({ endMs }) => positionMs < endMs);
  return place < 0 ? 0 : place;
}

/** The opening of the group that `atMs` lies in, in epoch times; undefined outside. */
export function openingAt(plan: ProgrammePlan, group: number, atMs: number): Opening | undefined {
  const positionMs = cyclePositionMs(plan, atMs);
  for (const { startMs, endMs } of plan.openings[group] ?? []) {
    if (positionMs >= startMs && positionMs < endMs)
      return { startMs: atMs - positionMs + startMs, endMs: atMs - positionMs + endMs };
    const wrappedMs = positionMs + plan.cycleMs;
    if (wrappedMs < endMs) return { startMs: atMs - wrappedMs + startMs, endMs: atMs - wrappedMs + endMs };
  }
  return undefined;
}

/** Epoch start of the next opening at or after `atMs`; Infinity when there is none. */
export function nextOpeningMs(plan: ProgrammePlan, group: number, atMs: number): number {
  const positionMs = cyclePositionMs(plan, atMs);
  let inMs = Number.POSITIVE_INFINITY;
  for (const { startMs } of plan.openings[group] ?? []) {
    inMs = Math.min(inMs, startMs >= positionMs ? startMs - positionMs : startMs - positionMs + plan.cycleMs);
  }
  return atMs + inMs;
}

/** Epoch instant after `atMs` at which the undisturbed programme next changes a lamp; Infinity when it never does. */
export function nextChangeMs(plan: ProgrammePlan, atMs: number): number {
  const positionMs = cyclePositionMs(plan, atMs);
  for (const changeMs of plan.changesMs) if (changeMs > positionMs) return atMs + changeMs - positionMs;
  return atMs + (plan.changesMs[0] ?? Number.POSITIVE_INFINITY) + plan.cycleMs - positionMs;
}

/** What the undisturbed programme shows, and since when (epoch). */
export function programmeLamp(
  plan: ProgrammePlan,
  number: number,
  group: SignalGroup,
  atMs: number,
): { readonly lamp: Lamp; readonly sinceMs: number } {
  const positionMs = cyclePositionMs(plan, atMs);
  const clearing = clearingMs(group);
  let redSinceMs = Number.NEGATIVE_INFINITY;
  for (const { startMs, endMs } of plan.openings[number] ?? []) {
    const intoMs = positionMs >= startMs ? positionMs - startMs : positionMs - startMs + plan.cycleMs;
    const greenMs = group.kind === 'vehicle' ? endMs - startMs : endMs - startMs - clearing;
    if (intoMs < greenMs) return { lamp: 'green', sinceMs: atMs - intoMs };
    if (intoMs < greenMs + clearing) {
      return { lamp: group.kind === 'vehicle' ? 'yellow' : 'flashing', sinceMs: atMs - intoMs + greenMs };
    }
    redSinceMs = Math.max(redSinceMs, atMs - intoMs + greenMs + clearing);
  }
  return { lamp: 'red', sinceMs: redSinceMs };
}
