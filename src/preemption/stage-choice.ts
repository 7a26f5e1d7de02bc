import type { SignalGroupId } from '../kernel/ids.ts';
import type { Junction, Stage } from '../roadnet/map.ts';

const ranked = new WeakMap<Junction, readonly Stage[]>();

/** Stages in the order in which they are preferred: most vehicle groups, then most groups in all, then first on the map. */
export function stagesByRank(junction: Junction): readonly Stage[] {
  const known = ranked.get(junction);
  if (known !== undefined) return known;
  const vehicle = new Set(junction.groups.filter((g) => g.kind === 'vehicle').map((g) => g.id));
  const rank = (stage: Stage): number => stage.groups.filter((id) => vehicle.has(id)).length * 100 + stage.groups.length;
  const stages = junction.stages.toSorted((a, b) => rank(b) - rank(a));
  ranked.set(junction, stages);
  return stages;
}

/** The stage to ask for when a signal group is to be green. A through movement so keeps both directions of its street open. */
export function stageFor(junction: Junction, group: SignalGroupId): Stage | undefined {
  return stagesByRank(junction).find(({ groups }) => groups.includes(group));
}

/** The stage that holds all these groups green, if there is one. */
export function commonStage(junction: Junction, all: readonly SignalGroupId[]): Stage | undefined {
  return stagesByRank(junction).find(({ groups }) => all.every((group) => groups.includes(group)));
}
