import type { JunctionState, LaneCount } from '../signal/junction-state.ts';
import type { GroupState } from '../signal/lamp.ts';

/**
 * A junction state as a log holds it: groups and lanes as rows without names. These reports are nine tenths of a log; packed they
 * take a third, and one second of a city then fits gzip's window of 32 kB, so that the next second compresses against it.
 */
export interface PackedState extends Omit<JunctionState, 'groups' | 'lanes'> {
  /** `[group, lamp, sinceMs, minEndMs, likelyEndMs]`, null = not known. */
  readonly groups: readonly (readonly [string, GroupState['lamp'], number, number | null, number | null])[];
  /** `[link, lane, queueVeh, vehicles]`. */
  readonly lanes: readonly (readonly [string, number, number, number])[];
}

/** Members in code-unit order, so that JSON.stringify writes equal states as equal text. */
export function packState(state: JunctionState): PackedState {
  const { atMs, command, junction, mode, nextStage, priorityHeldSinceMs, stage } = state;
  return {
    atMs,
    ...(command === undefined ? {} : { command }),
    groups: state.groups.map((g) => [g.group, g.lamp, g.sinceMs, g.minEndMs ?? null, g.likelyEndMs ?? null]),
    junction,
    lanes: state.lanes.map((l) => [l.link, l.lane, l.queueVeh, l.vehicles]),
    mode,
    ...(nextStage === undefined ? {} : { nextStage }),
    ...(priorityHeldSinceMs === undefined ? {} : { priorityHeldSinceMs }),
    ...(stage === undefined ? {} : { stage }),
  };
}

export function unpackState(packed: PackedState): JunctionState {
  return {
    ...packed,
    groups: packed.groups.map(([group, lamp, sinceMs, minEndMs, likelyEndMs]): GroupState => {
      return {
        group,
        lamp,
        sinceMs,
        ...(minEndMs === null ? {} : { minEndMs }),
        ...(likelyEndMs === null ? {} : { likelyEndMs }),
      };
    }),
    lanes: packed.lanes.map(([link, lane, queueVeh, vehicles]): LaneCount => ({ link, lane, queueVeh, vehicles })),
  };
}
