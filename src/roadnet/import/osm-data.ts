import { InputFaults } from '../../kernel/faults.ts';
import type { LatLon } from '../geometry.ts';
import { isBarred } from './osm-access.ts';
import type { OsmNode, OsmReader, OsmRelation } from './osm-elements.ts';
import { type OsmRoad, roadOf } from './osm-road.ts';
import type { Tally } from './tally.ts';

/** What stands at a point of a road, and for whom: those who drive along the way, against it, or both. */
export interface RoadMark {
  readonly kind: 'signals' | 'give-way' | 'barrier';
  readonly facing: 'forward' | 'backward' | 'both';
}

/** What of a file a road map is made from. */
export interface OsmData {
  readonly roads: readonly OsmRoad[];
  readonly places: ReadonlyMap<number, LatLon>;
  readonly marks: ReadonlyMap<number, RoadMark>;
  readonly restrictions: readonly OsmRelation[];
}

/**
 * Reads a file twice, first its ways and relations, then the nodes that they need, so that only what is driven on is held.
 * @throws InputFaults where the file is none, or has no road.
 */
export function readOsmData(source: string, read: OsmReader, tally: Tally): OsmData {
  const roads: OsmRoad[] = [];
  const restrictions: OsmRelation[] = [];
  read({
    way: (way) => {
      const road = way.tags.has('highway') ? roadOf(way, tally) : undefined;
      if (road !== undefined) roads.push(road);
    },
    relation: (relation) => {
      if (relation.tags.get('type')?.startsWith('restriction') === true) restrictions.push(relation);
    },
  });
  if (roads.length === 0) throw noRoad(source);
  const wanted = new Set(roads.flatMap(({ refs }) => refs));
  const places = new Map<number, LatLon>();
  const marks = new Map<number, RoadMark>();
  read({
    node: (node) => {
      if (!wanted.has(node.id)) return;
      places.set(node.id, { lat: node.lat, lon: node.lon });
      const mark = markOf(node, tally);
      if (mark !== undefined) marks.set(node.id, mark);
    },
  });
  if (places.size < 2) throw noRoad(source);
  return { roads, places, marks, restrictions };
}

function noRoad(source: string): InputFaults {
  const advice = 'has no road that can be driven on (ways with highway=motorway to service, not private): take another extract';
  return new InputFaults(source, [{ path: '', value: undefined, advice }]);
}

function markOf({ id, tags }: OsmNode, tally: Tally): RoadMark | undefined {
  if (isBarred(tags)) {
    tally.add('bollards, locked gates and other barriers on roads: no way past them', 1, `node ${id}`);
    return { kind: 'barrier', facing: 'both' };
  }
  const kinds = (tags.get('highway') ?? '').split(';');
  const crossing = tags.get('crossing') === 'traffic_signals';
  if (kinds.includes('traffic_signals')) {
    return { kind: 'signals', facing: facingOf(tags.get('traffic_signals:direction') ?? tags.get('direction')) };
  }
  if (kinds.includes('crossing') && crossing)
    tally.add('pedestrian crossings with lights of their own (highway=crossing): no signal', 1, `node ${id}`);
  // Where everyone stops nobody has the right of way.
  if (tags.get('stop') === 'all') return undefined;
  if (kinds.includes('stop') || kinds.includes('give_way')) return { kind: 'give-way', facing: facingOf(tags.get('direction')) };
  return undefined;
}

function facingOf(direction: string | undefined): RoadMark['facing'] {
  return direction === 'forward' || direction === 'backward' ? direction : 'both';
}
