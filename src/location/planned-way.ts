import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { planeOf } from '../roadnet/road-plane.ts';

/** A planned route as the matcher asks for it, by numbers. */
export interface PlannedWay {
  readonly links: ReadonlySet<number>;
  /** Positions among the plane's movements. */
  readonly movements: ReadonlySet<number>;
}

const NONE: PlannedWay = { links: new Set(), movements: new Set() };
const ways = new WeakMap<RoadIndex, WeakMap<readonly LinkId[], PlannedWay>>();

/** Worked out once per list of links, which must not be changed afterwards; links that the map does not have are left out. */
export function plannedWay(index: RoadIndex, route: readonly LinkId[]): PlannedWay {
  if (route.length === 0) return NONE;
  let known = ways.get(index);
  if (known === undefined) {
    known = new WeakMap();
    ways.set(index, known);
  }
  let way = known.get(route);
  if (way === undefined) {
    const plane = planeOf(index);
    const links = route.filter((id) => index.findLink(id) !== undefined).map((id) => index.linkNumber(id));
    const movements = links.slice(1).map((to, i) => plane.findMovement(links[i]!, to));
    way = { links: new Set(links), movements: new Set(movements) };
    known.set(route, way);
  }
  return way;
}
