import { beforeAll, expect, it } from 'vitest';
import { fileChunks } from '../../src/adapters/files/file-chunks.ts';
import { routeBetween } from '../../src/cli/map-route.ts';
import { isCrossing } from '../../src/roadnet/crossing-design.ts';
import type { LeftOut } from '../../src/roadnet/import/left-out.ts';
import { importOsm } from '../../src/roadnet/import/osm.ts';
import { type Arc, stretchesOf } from '../../src/roadnet/import/osm-arc.ts';
import { joinChains } from '../../src/roadnet/import/osm-chains.ts';
import { type Cluster, clusterNodes, WIDEST_M } from '../../src/roadnet/import/osm-clusters.ts';
import { keepCore } from '../../src/roadnet/import/osm-core.ts';
import { readOsmData } from '../../src/roadnet/import/osm-data.ts';
import type { OsmReader } from '../../src/roadnet/import/osm-elements.ts';
import { ArcGraph } from '../../src/roadnet/import/osm-graph.ts';
import { osmPbfReader } from '../../src/roadnet/import/osm-pbf.ts';
import { closeBarriers, restrictTurns } from '../../src/roadnet/import/osm-restrictions.ts';
import { placeSignals } from '../../src/roadnet/import/osm-signals.ts';
import { planarM } from '../../src/roadnet/import/osm-vertex.ts';
import { Tally } from '../../src/roadnet/import/tally.ts';
import type { RoadMap } from '../../src/roadnet/map.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import { signalsOnRoute } from '../../src/roadnet/signal-routes.ts';
import { routeOf } from '../../src/routing/route.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

const FILE = '../shared/data/porto-alegre/porto-alegre.osm.pbf';

/** The graph before any nodes are merged, and the clusters that then are. */
function unmerged(read: OsmReader): {
  readonly graph: ArcGraph;
  readonly clusters: readonly Cluster[];
  readonly signals: number;
} {
  const tally = new Tally();
  const data = readOsmData(FILE, read, tally);
  const graph = new ArcGraph(stretchesOf(data, tally));
  restrictTurns(graph, data.restrictions, tally);
  closeBarriers(graph, data.marks);
  keepCore(graph, tally);
  const signals = placeSignals(graph, data.marks, tally);
  joinChains(graph, data.marks, signals.midBlock, tally);
  const clusters = clusterNodes(graph, (node) => data.places.get(node)!, signals, tally);
  return { graph, clusters, signals: [...data.marks.values()].filter(({ kind }) => kind === 'signals').length };
}

/** Arcs that can be come to from an arc that leads into a cluster over its own nodes alone, as drivers find their way. */
function leadsTo(graph: ArcGraph, into: Arc, isInside: (arc: Arc) => boolean): ReadonlySet<string> {
  const seen = new Set([into]);
  const out = new Set<string>();
  for (const arc of seen) {
    const onward = graph.outs(arc.to).filter((next) => next !== graph.twin(arc) && graph.isOpen(arc, next));
    for (const next of onward.length > 0 ? onward : [graph.twin(arc)!]) {
      if (isInside(next)) seen.add(next);
      else out.add(next.id);
    }
  }
  return out;
}

describeWith([{ path: FILE }], 'Porto Alegre from OpenStreetMap', () => {
  let map: RoadMap;
  let leftOut: readonly LeftOut[];
  let index: RoadIndex;
  let before: ReturnType<typeof unmerged>;
  const read = osmPbfReader(FILE, () => fileChunks(fromRoot(FILE)));

  beforeAll(() => {
    const imported = importOsm(FILE, read, 'porto-alegre');
    map = decodeMap(FILE, imported.map);
    leftOut = imported.leftOut;
    index = indexMap(map);
    before = unmerged(read);
  }, 120_000);

  const told = (what: RegExp): number =>
    leftOut.filter((entry) => what.test(entry.what)).reduce((sum, { count }) => sum + count, 0);

  it('becomes a map without faults, of the size of a city, in which every signal of the file is accounted for', () => {
    expect(map.links.length).toBeGreaterThan(20_000);
    expect(map.junctions.length).toBeGreaterThan(900);
    expect(map.junctions.every(({ assumed }) => assumed)).toBe(true);
    expect(told(/^signals /)).toBe(before.signals);
    expect(told(/^nodes of signalised junctions drawn as several/)).toBeGreaterThan(500);
  });

  it('has a way from every link to every other one', () => {
    const behind = (next: (id: string) => readonly string[]): number => {
      const seen = new Set([map.links[0]!.id]);
      for (const id of seen) for (const onward of next(id)) seen.add(onward);
      return seen.size;
    };
    const comingFrom = new Map<string, string[]>();
    for (const { from, to } of map.movements) comingFrom.set(to, [...(comingFrom.get(to) ?? []), from]);
    expect(behind((id) => index.movementsFrom(id).map(({ to }) => to))).toBe(map.links.length);
    expect(behind((id) => comingFrom.get(id) ?? [])).toBe(map.links.length);
  });

  it('keeps exactly the ways through every merged junction', () => {
    const { graph, clusters } = before;
    let pairs = 0;
    for (const { nodes } of clusters.filter((cluster) => cluster.nodes.length > 1)) {
      const isInside = ({ from, to, lengthM }: Arc): boolean => nodes.includes(from) && nodes.includes(to) && lengthM <= WIDEST_M;
      const arms = nodes
        .flatMap((node) => graph.ins(node))
        .filter((arc) => !isInside(arc) && index.findLink(arc.id) !== undefined);
      for (const arm of arms.filter(({ from }) => !nodes.includes(from))) {
        const was = [...leadsTo(graph, arm, isInside)].sort();
        const is = index.movementsFrom(arm.id).map(({ to }) => to);
        expect([arm.id, is.sort()]).toEqual([arm.id, was]);
        pairs += was.length;
      }
    }
    expect(pairs).toBeGreaterThan(2000);
  });

  it('has no two merged junctions at one place, and none that is wider than a junction', () => {
    const merged = map.junctions.map(({ node }) => index.node(node));
    const near = merged.flatMap((a, i) => merged.slice(i + 1).filter((b) => planarM(a, b) < 8));
    expect(near.length).toBeLessThan(10);
    for (const { lengthM } of map.movements) expect(lengthM).toBeLessThan(200);
  });

  it('has the way along Bento Goncalves and Joao Pessoa, past at least 21 junctions with signals, each once', () => {
    const links = routeBetween(index, '-30.0762,-51.1714', '-30.0308,-51.2278');
    const { lengthM } = routeOf(index, links);
    const signals = signalsOnRoute(index, links);
    const junctions = signals.filter((id) => !isCrossing(index.junction(id)));
    expect(new Set(signals).size).toBe(signals.length);
    expect(junctions.length).toBeGreaterThanOrEqual(21);
    expect(lengthM).toBeGreaterThan(7400);
    expect(lengthM).toBeLessThan(8500);
    const onAvenues = links.filter((id) => /Bento Gonçalves|João Pessoa/.test(index.link(id).name));
    expect(onAvenues.reduce((sum, id) => sum + index.link(id).lengthM, 0)).toBeGreaterThan(4500);
  });
});
