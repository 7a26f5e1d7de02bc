import { getOrThrow, invariant } from '../kernel/assert.ts';
import type { SignalGroupId, StageId } from '../kernel/ids.ts';
import type { Junction, SignalGroup, Stage } from '../roadnet/map.ts';
import { inConflict, intergreenS } from './clearance.ts';

/** A conflicting group and the time between the two, in milliseconds. */
export interface Clearing {
  readonly group: number;
  readonly intergreenMs: number;
}

/** A stage by group numbers. */
export interface StageMembers {
  readonly stage: StageId;
  /** Per group number: is it green in this stage? */
  readonly has: readonly boolean[];
  /** The groups whose green means that the stage is reached: its vehicle groups, or its pedestrian groups where it has no others. */
  readonly leads: readonly number[];
  readonly pedestrians: readonly number[];
}

/** The rules of one junction by group number (position in `junction.groups`), for code that asks many times a second. */
export interface ClearanceTable {
  readonly groups: readonly SignalGroup[];
  readonly numberOf: ReadonlyMap<SignalGroupId, number>;
  /** Per group: those that must have been closed for so long before it opens. */
  readonly before: readonly (readonly Clearing[])[];
  /** Per group: those that may open only so long after it has closed. */
  readonly after: readonly (readonly Clearing[])[];
  /** Per group: least green or walk. */
  readonly leastOpenMs: readonly number[];
  /** Per group: yellow or pedestrian clearance. */
  readonly clearingMs: readonly number[];
  readonly stages: ReadonlyMap<StageId, StageMembers>;
}

/** Throws InvariantBroken when a conflict has no intergreen, or a stage opens conflicting or unknown groups. */
export function compileClearance(junction: Junction): ClearanceTable {
  const { groups } = junction;
  const numberOf = new Map(groups.map((group, i) => [group.id, i]));
  const clearings = (of: (group: SignalGroup, other: SignalGroup) => number | undefined): Clearing[][] =>
    groups.map((group) =>
      groups.flatMap((other, i) => {
        const seconds = of(group, other);
        return seconds === undefined ? [] : [{ group: i, intergreenMs: Math.round(1000 * seconds) }];
      }),
    );
  return {
    groups,
    numberOf,
    before: clearings((group, other) => intergreenS(junction, other.id, group.id)),
    after: clearings((group, other) => intergreenS(junction, group.id, other.id)),
    leastOpenMs: groups.map((group) => Math.round(1000 * (group.kind === 'vehicle' ? group.minGreenS : group.walkS))),
    clearingMs: groups.map((group) => Math.round(1000 * (group.kind === 'vehicle' ? group.yellowS : group.clearanceS))),
    stages: new Map(junction.stages.map((stage) => [stage.id, membersOf(junction, stage, numberOf)])),
  };
}

function membersOf(junction: Junction, stage: Stage, numberOf: ReadonlyMap<SignalGroupId, number>): StageMembers {
  for (const a of stage.groups) {
    for (const b of stage.groups) {
      invariant(!inConflict(junction, a, b), `junction ${junction.id}: stage ${stage.id} opens ${a} and ${b}, which conflict`);
    }
  }
  const numbers = stage.groups.map((id) => getOrThrow(numberOf, id, `signal group at junction ${junction.id}`));
  const vehicles = numbers.filter((i) => junction.groups[i]?.kind === 'vehicle');
  const pedestrians = numbers.filter((i) => junction.groups[i]?.kind === 'pedestrian');
  return {
    stage: stage.id,
    has: junction.groups.map((_, i) => numbers.includes(i)),
    leads: vehicles.length > 0 ? vehicles : pedestrians,
    pedestrians,
  };
}
