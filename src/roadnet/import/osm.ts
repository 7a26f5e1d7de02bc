import { InputFaults } from '../../kernel/faults.ts';
import type { LatLon } from '../geometry.ts';
import type { MapNode, RoadMap } from '../map.ts';
import type { LeftOut } from './left-out.ts';
import { type Arc, stretchesOf } from './osm-arc.ts';
import { joinChains } from './osm-chains.ts';
import { type Cluster, clusterNodes, WIDEST_M } from './osm-clusters.ts';
import { keepCore } from './osm-core.ts';
import { readOsmData } from './osm-data.ts';
import type { OsmReader } from './osm-elements.ts';
import { ArcGraph } from './osm-graph.ts';
import { type ArcLink, linkOf, nodeIdOf } from './osm-links.ts';
import { cutLoops } from './osm-loops.ts';
import { nodeParts } from './osm-node.ts';
import { closeBarriers, restrictTurns } from './osm-restrictions.ts';
import { placeSignals } from './osm-signals.ts';
import { Tally } from './tally.ts';

const ATTRIBUTION =
  'Roads, signs and places of signals: (c) OpenStreetMap contributors, ODbL 1.0, https://www.openstreetmap.org/copyright. ' +
  'Assumed: signal groups, stages, clearances and pedestrian crossings (derived by rule); lanes and speed limits where the data ' +
  'give none (usual for the class of road).';

/**
 * A road map from OpenStreetMap data. Nodes are `n<node>`, links `w<way>.<stretch>f` in the direction in which the way is drawn
 * and `...b` against it; a junction drawn as several nodes has the number of the first.
 * @throws InputFaults where the data are none, or no road that can be driven round is in them.
 */
export function importOsm(
  source: string,
  read: OsmReader,
  name: string,
): { readonly map: RoadMap; readonly leftOut: readonly LeftOut[] } {
  const tally = new Tally();
  const data = readOsmData(source, read, tally);
  const graph = new ArcGraph(stretchesOf(data, tally));
  restrictTurns(graph, data.restrictions, tally);
  closeBarriers(graph, data.marks);
  keepCore(graph, tally);
  if (graph.arcs.length === 0) throw noCore(source);
  const signals = placeSignals(graph, data.marks, tally);
  joinChains(graph, data.marks, signals.midBlock, tally);
  const clusters = clusterNodes(graph, (node) => data.places.get(node)!, signals, tally);
  const places = new Places(clusters);
  const isInside = (arc: Arc): boolean =>
    places.isMerged(arc.from) && places.at(arc.from) === places.at(arc.to) && arc.lengthM <= WIDEST_M;
  for (const [node, centre] of cutLoops(graph, (node) => places.at(node), isInside, tally)) places.add(node, centre);
  const parts = partsOf(graph, places, isInside, tally);
  const map: RoadMap = {
    format: 'clearway-map/1',
    name,
    title: `${name}, imported from OpenStreetMap`,
    schematic: true,
    attribution: ATTRIBUTION,
    ...parts,
  };
  return { map, leftOut: tally.list() };
}

function noCore(source: string): InputFaults {
  const advice = 'has roads, but none from which a way leads back to itself: take an extract of a whole area';
  return new InputFaults(source, [{ path: '', value: undefined, advice }]);
}

/** Which cluster a node of the graph belongs to. */
class Places {
  readonly #clusters = new Map<number, Cluster>();

  constructor(clusters: readonly Cluster[]) {
    for (const cluster of clusters) for (const node of cluster.nodes) this.#clusters.set(node, cluster);
  }

  get all(): readonly Cluster[] {
    return [...new Set(this.#clusters.values())];
  }

  at(node: number): Cluster {
    return this.#clusters.get(node)!;
  }

  isMerged(node: number): boolean {
    return this.at(node).nodes.length > 1;
  }

  add(node: number, centre: LatLon): void {
    this.#clusters.set(node, { nodes: [node], centre, signalised: false });
  }
}

function partsOf(
  graph: ArcGraph,
  places: Places,
  isInside: (arc: Arc) => boolean,
  tally: Tally,
): Pick<RoadMap, 'nodes' | 'links' | 'movements' | 'junctions'> {
  const links = graph.arcs
    .filter((arc) => !isInside(arc))
    .map((arc) => linkOf(graph, arc, places.at(arc.from), places.at(arc.to), tally));
  const ends = new Map<Cluster, { readonly ins: ArcLink[]; readonly outs: ArcLink[] }>();
  for (const cluster of places.all) ends.set(cluster, { ins: [], outs: [] });
  for (const link of links) {
    ends.get(places.at(link.arc.from))!.outs.push(link);
    ends.get(places.at(link.arc.to))!.ins.push(link);
  }
  const nodes = [...ends].filter(([, { ins, outs }]) => ins.length + outs.length > 0);
  const parts = nodes.map(([cluster, { ins, outs }]) => nodeParts(graph, cluster, ins, outs, isInside, tally));
  return {
    nodes: nodes.map(([cluster]): MapNode => ({ id: nodeIdOf(cluster), ...cluster.centre })),
    links: links.map(({ link }) => link),
    movements: parts.flatMap(({ movements }) => movements),
    junctions: parts.flatMap(({ junction }) => junction ?? []),
  };
}
