import type { LinkId } from '../kernel/ids.ts';
import type { LatLon } from './geometry.ts';
import type { RoadIndex } from './road-index.ts';
import { planeOf } from './road-plane.ts';
import { gridOf } from './segment-grid.ts';

export interface LinkNearby {
  readonly link: LinkId;
  /** Nearest point of the link, from its start, in the link's own metres, 0 to `lengthM`. */
  readonly offsetM: number;
  readonly distanceM: number;
  /** Direction of travel at that point, [0, 360). */
  readonly headingDeg: number;
}

/** Links with a point within `radiusM`, nearest first, ties in map order. Only the links of the grid squares around the position are looked at. */
export function linksNear(index: RoadIndex, position: LatLon, radiusM: number): readonly LinkNearby[] {
  const plane = planeOf(index);
  const near = gridOf(index).near(plane.xOf(position.lon), plane.yOf(position.lat), radiusM);
  const rows = Array.from({ length: near.count }, (_, row) => row);
  rows.sort((a, b) => near.distanceM[a]! - near.distanceM[b]! || near.link[a]! - near.link[b]!);
  return rows.map((row) => {
    const link = near.link[row]!;
    const offsetM = plane.ownM(link, near.drawnAtM[row]!);
    return {
      link: index.map.links[link]!.id,
      offsetM: Math.min(plane.lengthM[link]!, Math.max(0, offsetM)),
      distanceM: near.distanceM[row]!,
      headingDeg: plane.headingDeg[near.segment[row]!]!,
    };
  });
}
