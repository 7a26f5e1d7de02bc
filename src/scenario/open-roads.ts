import type { LinkId } from '../kernel/ids.ts';
import { indexMap, type RoadIndex } from '../roadnet/road-index.ts';
import type { Scenario } from './scenario.ts';

const opened = new WeakMap<RoadIndex, Map<string, RoadIndex>>();

/**
 * The map as its drivers find it: closed links stay on it, but no movement leads into one or out of it. Movements have other
 * numbers there than on `index`.
 */
export function openRoads({ closedLinks = [] }: Scenario, index: RoadIndex): RoadIndex {
  if (closedLinks.length === 0) return index;
  const key = JSON.stringify(closedLinks);
  const known = opened.get(index)?.get(key);
  if (known !== undefined) return known;
  const open = withoutLinks(index, new Set(closedLinks));
  const ofMap = opened.get(index) ?? new Map<string, RoadIndex>();
  opened.set(index, ofMap.set(key, open));
  return open;
}

function withoutLinks({ map }: RoadIndex, closed: ReadonlySet<LinkId>): RoadIndex {
  return indexMap({ ...map, movements: map.movements.filter(({ from, to }) => !closed.has(from) && !closed.has(to)) });
}
