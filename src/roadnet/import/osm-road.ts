import { directionOf, isDrivable, isRoundabout } from './osm-access.ts';
import type { OsmTags, OsmWay } from './osm-elements.ts';
import { lanesOf, type PaintedLanes } from './osm-lanes.ts';
import { findRoadClass } from './osm-road-class.ts';
import { speedMpsOf } from './osm-speed.ts';
import type { Tally, Told } from './tally.ts';

/** A way that is driven on, as its tags tell it. */
export interface OsmRoad {
  readonly way: number;
  readonly refs: readonly number[];
  readonly name: string;
  readonly rank: number;
  readonly roundabout: boolean;
  /** 0 on the ground, 1 and more on bridges, -1 and less in tunnels. */
  readonly level: number;
  /** In and against the direction of `refs`; absent where it may not be driven. */
  readonly forward?: RoadDirection;
  readonly backward?: RoadDirection;
}

export interface RoadDirection {
  readonly speedMps: number;
  readonly lanes: PaintedLanes;
}

/** The road that a way with `highway=*` is; undefined, tallied, where it cannot be driven on. */
export function roadOf(way: OsmWay, whole: Tally): OsmRoad | undefined {
  const { tags } = way;
  const tally: Told = {
    add: (what, count) => whole.add(what, count, what.startsWith('assumed') ? undefined : `way ${way.id}`),
  };
  if (!isDrivable(tags, tally)) return undefined;
  const direction = directionOf(tags, tally);
  if (direction === undefined) return undefined;
  const highway = tags.get('highway') ?? '';
  const roadClass = findRoadClass(highway)!;
  const lanes = lanesOf(tags, direction, highway, roadClass, tally);
  const side = (key: 'forward' | 'backward'): RoadDirection | undefined => {
    const own = lanes[key];
    return own === undefined ? undefined : { lanes: own, speedMps: speedMpsOf(tags, key, highway, roadClass, tally) };
  };
  const [forward, backward] = [side('forward'), side('backward')];
  if (tags.has('maxspeed:conditional')) tally.add('conditions on speed limits (maxspeed:conditional): not read');
  if (tags.get('driving_side') === 'left') tally.add('left-hand traffic (driving_side=left): signals and lanes as if right-hand');
  return {
    way: way.id,
    refs: way.refs,
    name: tags.get('name') ?? tags.get('ref') ?? '',
    rank: roadClass.rank,
    roundabout: isRoundabout(tags),
    level: levelOf(tags),
    ...(forward !== undefined && { forward }),
    ...(backward !== undefined && { backward }),
  };
}

function levelOf(tags: OsmTags): number {
  const layer = Number(tags.get('layer') ?? Number.NaN);
  if (Number.isInteger(layer) && Math.abs(layer) <= 10) return layer;
  const is = (key: string): boolean => tags.has(key) && tags.get(key) !== 'no';
  return is('bridge') ? 1 : is('tunnel') ? -1 : 0;
}
