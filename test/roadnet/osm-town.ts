import type { LeftOut } from '../../src/roadnet/import/left-out.ts';
import { importOsm } from '../../src/roadnet/import/osm.ts';
import { osmXmlReader } from '../../src/roadnet/import/osm-xml.ts';
import type { MapLink, Movement, RoadMap } from '../../src/roadnet/map.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';

const LAT = 45;
const LON = 9;
const M_PER_DEG = 111_195;

export type Tags = Readonly<Record<string, string>>;

/** A town in metres: nodes by number with their places east and north, ways over them, relations. */
export interface Town {
  readonly nodes: Readonly<Record<number, readonly [eastM: number, northM: number, tags?: Tags]>>;
  readonly ways: Readonly<Record<number, readonly [refs: readonly number[], tags?: Tags]>>;
  readonly relations?: readonly { readonly tags: Tags; readonly members: readonly (readonly [string, string, number])[] }[];
}

export interface ImportedTown {
  readonly map: RoadMap;
  readonly leftOut: readonly LeftOut[];
  /** The link from a node to a node. */
  link(from: number, to: number): MapLink | undefined;
  /** Whether one may drive from a node over a node to a node, as the turns of the map have it. */
  turn(from: number, over: number, to: number): Movement | undefined;
  /** How often the import says something that matches. */
  told(what: RegExp): number;
}

/** The town as OpenStreetMap's XML; a way is a two-way residential street unless its tags say more. */
export function osmText({ nodes, ways, relations = [] }: Town): string {
  const tagsText = (tags: Tags): string =>
    Object.entries(tags)
      .map(([k, v]) => `<tag k="${k}" v="${v.replaceAll('"', '&quot;')}"/>`)
      .join('');
  const nodeText = Object.entries(nodes).map(([id, [eastM, northM, tags = {}]]) => {
    const lat = LAT + northM / M_PER_DEG;
    const lon = LON + eastM / (M_PER_DEG * Math.cos((LAT * Math.PI) / 180));
    return `<node id="${id}" lat="${lat.toFixed(7)}" lon="${lon.toFixed(7)}">${tagsText(tags)}</node>`;
  });
  const wayText = Object.entries(ways).map(([id, [refs, tags = {}]]) => {
    const points = refs.map((ref) => `<nd ref="${ref}"/>`).join('');
    return `<way id="${id}">${points}${tagsText({ highway: 'residential', ...tags })}</way>`;
  });
  const relationText = relations.map(({ tags, members }, i) => {
    const parts = members.map(([role, type, ref]) => `<member type="${type}" ref="${ref}" role="${role}"/>`).join('');
    return `<relation id="${i + 1}">${parts}${tagsText({ type: 'restriction', ...tags })}</relation>`;
  });
  return ['<osm version="0.6">', ...nodeText, ...wayText, ...relationText, '</osm>'].join('\n');
}

/** Imports a text of OpenStreetMap's XML, and checks the map as every other map is checked. */
export function importText(text: string): { readonly map: RoadMap; readonly leftOut: readonly LeftOut[] } {
  const { map, leftOut } = importOsm(
    'town.osm',
    osmXmlReader('town.osm', () => [Buffer.from(text)]),
    'town',
  );
  return { map: decodeMap('town', map), leftOut };
}

export function importTown(town: Town): ImportedTown {
  const { map, leftOut } = importText(osmText(town));
  const link = (from: number, to: number): MapLink | undefined =>
    map.links.find((candidate) => candidate.from === `n${from}` && candidate.to === `n${to}`);
  return {
    map,
    leftOut,
    link,
    turn: (from, over, to) => {
      const ends = [link(from, over), link(over, to)];
      return map.movements.find((movement) => movement.from === ends[0]?.id && movement.to === ends[1]?.id);
    },
    told: (what) => leftOut.filter((entry) => what.test(entry.what)).reduce((sum, { count }) => sum + count, 0),
  };
}

/** A crossing of two streets, 200 m each: node 1 in the middle; 2 north, 3 east, 4 south, 5 west; way 10 is north to south, 20 west to east. */
export const CROSSING: Town = {
  nodes: { 1: [0, 0], 2: [0, 200], 3: [200, 0], 4: [0, -200], 5: [-200, 0] },
  ways: { 10: [[2, 1]], 11: [[1, 4]], 20: [[5, 1]], 21: [[1, 3]] },
};
