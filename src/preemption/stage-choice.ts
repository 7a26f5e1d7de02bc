import type { SignalGroupId } from '../kernel/ids.ts';
import type { Junction, Stage } from '../roadnet/map.ts';

/**
 * The stage to ask for when a signal group is to be green: of those that hold it, the one with the most vehicle groups, then the
 * most groups in all, then the first in the map. A through movement so keeps both directions of its street open.
 */
export function stageFor(junction: Junction, group: SignalGroupId): Stage | undefined {
  const vehicle = new Set(junction.groups.filter((g) => g.kind === 'vehicle').map((g) => g.id));
  const rank = (stage: Stage): number => stage.groups.filter((id) => vehicle.has(id)).length * 100 + stage.groups.length;
  let best: Stage | undefined;
  for (const stage of junction.stages) {
    if (stage.groups.includes(group) && (best === undefined || rank(stage) > rank(best))) best = stage;
  }
  return best;
}
