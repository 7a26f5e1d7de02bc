import type { Arrangement, PlacedLeg } from './junction-arrangement.ts';
import { type DesignedGroup, groupsConflict } from './junction-groups.ts';
import type { Stage } from './map.ts';

type Vehicle = DesignedGroup & { kind: 'vehicle' };
type Walk = DesignedGroup & { kind: 'pedestrian' };
interface Draft {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly DesignedGroup[];
}

/**
 * Stages of the cycle, in order, then stages that only priority asks for.
 *
 * Per axis: both through groups together (A, C) and both left groups together (B, D); at a T, whose left turn comes from one
 * side only, that side's through group stays on with it. Where the two through groups conflict (left turns in shared lanes)
 * each approach of the axis runs by itself. Every approach also has a stage of its own (NB, SB, EB, WB) with all its groups.
 */
export function designStages(
  arrangement: Arrangement,
  vehicles: readonly DesignedGroup[],
  walks: readonly Walk[],
): { readonly stages: readonly Stage[]; readonly served: readonly Walk[] } {
  const cars = vehicles.filter((g): g is Vehicle => g.kind === 'vehicle');
  const cycle =
    arrangement.kind === 'star'
      ? ownStages(arrangement.legs, cars)
      : [...axisStages(arrangement.main, cars, ['A', 'B']), ...axisStages(arrangement.cross, cars, ['C', 'D'])];
  const withWalks = cycle.map((stage) => ({
    ...stage,
    groups: [...stage.groups, ...walks.filter((walk) => stage.groups.every((g) => !groupsConflict(g, walk)))],
  }));
  const taken = new Set(cycle.map((stage) => stage.id));
  const priority = ownStages(arrangement.legs, cars).filter((stage) => !taken.has(stage.id));
  const stages = [...withWalks, ...priority].map(({ id, name, groups }) => ({ id, name, groups: groups.map((g) => g.group.id) }));
  return { stages, served: walks.filter((walk) => withWalks.some((stage) => stage.groups.includes(walk))) };
}

function axisStages(axis: readonly PlacedLeg[], cars: readonly Vehicle[], ids: readonly [string, string]): readonly Draft[] {
  const here = cars.filter((car) => axis.includes(car.leg));
  const through = here.filter((car) => !car.left);
  const left = here.filter((car) => car.left);
  const road = axis[0]!.leg.name;
  if (anyConflict(through) || anyConflict(left)) return ownStages(axis, cars);
  if (through.length === 0) return left.length === 0 ? [] : [{ id: ids[0], name: `${road}: all turns`, groups: left }];
  const stages: Draft[] = [{ id: ids[0], name: `${road}: through and right`, groups: through }];
  if (left.length === 0) return stages;
  const companions = left.length === 1 ? through.filter((car) => car.leg === left[0]!.leg) : [];
  return [...stages, { id: ids[1], name: `${road}: left`, groups: [...companions, ...left] }];
}

function ownStages(legs: readonly PlacedLeg[], cars: readonly Vehicle[]): readonly Draft[] {
  return legs
    .map((leg) => ({ id: leg.bound, name: `${leg.leg.name}: ${leg.bound} alone`, groups: cars.filter((car) => car.leg === leg) }))
    .filter((stage) => stage.groups.length > 0);
}

function anyConflict(groups: readonly Vehicle[]): boolean {
  return groups.some((a, i) => groups.slice(i + 1).some((b) => groupsConflict(a, b)));
}
