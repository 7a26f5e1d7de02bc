import type { MovementId } from '../../kernel/ids.ts';
import { entryBearingDeg, exitBearingDeg } from '../geometry.ts';
import type { MapNode, RoadMap } from '../map.ts';
import type { ImportedProgramme } from './imported-programme.ts';
import type { LeftOut } from './left-out.ts';
import { idOfSumo } from './sumo-ids.ts';
import { SumoInside } from './sumo-inside.ts';
import { type KeptEdge, linksOfSumo } from './sumo-links.ts';
import { actuatedOfNema } from './sumo-nema.ts';
import type { SumoNetwork, SumoProgramme } from './sumo-network.ts';
import { parseSumoNetwork } from './sumo-network-file.ts';
import { type ImportedNode, importNode, lanePairsOf } from './sumo-node.ts';
import { numberedLinks } from './sumo-numbered-links.ts';
import { planeOf } from './sumo-plane.ts';
import { checkReferences } from './sumo-references.ts';
import type { DrawnWay } from './sumo-right-of-way.ts';
import { letterAt, phaseAt, type Timeline } from './sumo-timeline.ts';
import { type SumoWay, waysOfSumo } from './sumo-ways.ts';
import { Tally } from './tally.ts';

export interface ImportedSumo {
  readonly map: RoadMap;
  readonly programmes: readonly ImportedProgramme[];
  /** The links that edges became, by SUMO's id. */
  readonly edges: ReadonlyMap<string, KeptEdge>;
  /** All edges between junctions, those closed to cars too. */
  readonly edgeIds: ReadonlySet<string>;
  /** All ways through junctions for cars, signals aside. */
  readonly ways: readonly SumoWay[];
  readonly inside: SumoInside;
  /** The letters that a movement's connections show at a time of SUMO's clock; none where it has no signal. */
  readonly lightsOf: (movement: MovementId, atMs: number) => readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * A map and its signal programmes from the text of a SUMO network. Nodes, links and junctions keep SUMO's ids as `idOfSumo`
 * writes them; a programme that SUMO runs over several nodes becomes one junction per node.
 * @throws InputFaults with every fault of the text.
 */
export function importSumoNetwork(source: string, text: string, name: string): ImportedSumo {
  const network = parseSumoNetwork(source, text);
  const numbered = numberedLinks(network);
  checkReferences(source, network, numbered);
  const tally = new Tally();
  for (const [element, count] of network.unread) tally.add(`elements <${element}>: not read`, count);
  const plane = planeOf(source, network.location);
  const edges = linksOfSumo(network, plane, tally);
  const ways = waysOfSumo(network, numbered, edges, tally);
  const inside = new SumoInside(network, plane);
  const programmes = lastProgrammes(network, tally);
  const places = new Map(network.junctions.map(({ id, at }) => [id, plane.toLatLon(at)]));
  const drawn = (way: SumoWay): DrawnWay['drawn'] => {
    const [node, before, behind] = [way.from.edge.to, way.from.edge.from, way.to.edge.to].map((id) => places.get(id)!);
    return {
      from: way.from.link.id,
      to: way.to.link.id,
      entryDeg: entryBearingDeg(before!, way.from.link.via, node!),
      exitDeg: exitBearingDeg(node!, way.to.link.via, behind!),
      toLanes: lanePairsOf(way).map(([, to]) => to),
    };
  };
  const parts = network.junctions.map((junction) =>
    importNode(junction, ways.get(junction.id) ?? [], programmes, inside, drawn, tally),
  );
  const nodes = network.junctions.map(({ id }): MapNode => ({ id: idOfSumo(id), ...places.get(id)! }));
  const used = new Set([...edges.values()].flatMap(({ link }) => [link.from, link.to]));
  const map: RoadMap = {
    format: 'clearway-map/1',
    name,
    title: `${name}, imported from SUMO`,
    schematic: !plane.placed,
    attribution: attributionOf(plane.placed),
    nodes: nodes.filter(({ id }) => used.has(id)),
    links: [...edges.values()].map(({ link }) => link),
    movements: parts.flatMap(({ movements }) => movements),
    junctions: parts.flatMap(({ junction }) => junction ?? []),
  };
  return {
    map,
    programmes: parts.flatMap(({ programme }) => programme ?? []),
    edges,
    edgeIds: new Set(network.edges.filter(({ kind }) => kind === 'normal').map(({ id }) => id)),
    ways: [...ways.values()].flat(),
    inside,
    lightsOf: lightsOf(parts),
    leftOut: tally.list(),
  };
}

function attributionOf(placed: boolean): string {
  const place = placed
    ? ''
    : ' The file says nothing of where on earth its plane lies: its zero is drawn at latitude and longitude 0.';
  return `Road network, right of way and signal programmes from a SUMO network file.${place}`;
}

function lightsOf(parts: readonly ImportedNode[]): ImportedSumo['lightsOf'] {
  const shownTo = new Map<MovementId, { readonly way: SumoWay; readonly timeline: Timeline; readonly offsetMs: number }>();
  for (const { shown } of parts) {
    if (shown === undefined) continue;
    for (const { way } of shown.ways) shownTo.set(way.id, { ...shown, way });
  }
  return (movement, atMs) => {
    const shown = shownTo.get(movement);
    if (shown === undefined) return [];
    const { timeline, offsetMs, way } = shown;
    const phase = phaseAt(timeline, atMs - offsetMs);
    return way.ties.filter(({ connection }) => connection.signal !== undefined).map((tie) => letterAt(phase, tie));
  };
}

/** Of several programmes of one signal SUMO starts with the last in the file. */
function lastProgrammes({ programmes }: SumoNetwork, tally: Tally): ReadonlyMap<string, SumoProgramme> {
  const last = new Map<string, SumoProgramme>();
  for (const programme of programmes) {
    if (last.has(programme.id)) tally.add('signal programmes that SUMO does not start with: left out');
    last.set(programme.id, programme);
  }
  for (const [id, programme] of last) {
    const { type, phases } = programme;
    if (phases.every(({ state }) => /^[oO]+$/.test(state))) {
      tally.add('signals that are switched off: right of way without signals');
      last.delete(id);
    } else if (type === 'NEMA') {
      last.set(id, actuatedOfNema(programme, tally));
    } else if (type !== 'static' && type !== 'actuated') {
      tally.add(`signal programmes of type ${type}: phases as if static`);
    }
    if (phases.some(({ next }) => next)) tally.add('signal programmes that jump between phases: phases in the order of the file');
  }
  return last;
}
