import { type Fault, InputFaults } from '../../kernel/faults.ts';
import type { MovementId } from '../../kernel/ids.ts';
import { entryBearingDeg, exitBearingDeg } from '../geometry.ts';
import type { Junction, MapNode, Movement, RoadMap } from '../map.ts';
import type { LeftOut } from './citybrain.ts';
import type { ImportedProgramme } from './imported-programme.ts';
import { idOfSumo } from './sumo-ids.ts';
import { SumoInside } from './sumo-inside.ts';
import { signalsOf } from './sumo-junction.ts';
import { type KeptEdge, linksOfSumo } from './sumo-links.ts';
import type { SumoJunction, SumoNetwork, SumoProgramme } from './sumo-network.ts';
import { parseSumoNetwork } from './sumo-network-file.ts';
import { planeOf } from './sumo-plane.ts';
import { type DrawnWay, meet, rightOfWay } from './sumo-right-of-way.ts';
import { areApart, goesOnRed, type SignalledWay, signalledWay, withClearances } from './sumo-signalled-way.ts';
import { letterAt, phaseAt, type Timeline, timelineOf } from './sumo-timeline.ts';
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

/** What stands at one node: its movements, and its signals where it has any. */
interface ImportedNode {
  readonly movements: readonly Movement[];
  readonly junction?: Junction;
  readonly programme?: ImportedProgramme;
  readonly shown?: { readonly ways: readonly DrawnWay[]; readonly timeline: Timeline; readonly offsetMs: number };
}

/**
 * A map and its signal programmes from the text of a SUMO network. Nodes, links and junctions keep SUMO's ids as `idOfSumo`
 * writes them; a programme that SUMO runs over several nodes becomes one junction per node.
 * @throws InputFaults with every fault of the text.
 */
export function importSumoNetwork(source: string, text: string, name: string): ImportedSumo {
  const network = parseSumoNetwork(source, text);
  checkReferences(source, network);
  const tally = new Tally();
  for (const [element, count] of network.unread) tally.add(`elements <${element}>: not read`, count);
  const plane = planeOf(network.location);
  const edges = linksOfSumo(network, plane, tally);
  const ways = waysOfSumo(network, edges, tally);
  const inside = new SumoInside(network);
  const programmes = lastProgrammes(network, tally);
  const places = new Map(network.junctions.map(({ id, at }) => [id, plane.toLatLon(at)]));
  const drawn = (way: SumoWay): DrawnWay['drawn'] => {
    const [node, before, behind] = [way.from.edge.to, way.from.edge.from, way.to.edge.to].map((id) => places.get(id)!);
    return {
      from: way.from.link.id,
      to: way.to.link.id,
      entryDeg: entryBearingDeg(before!, way.from.link.via, node!),
      exitDeg: exitBearingDeg(node!, way.to.link.via, behind!),
      toLanes: lanesOf(way).map(([, to]) => to),
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

function importNode(
  junction: SumoJunction,
  all: readonly SumoWay[],
  programmes: ReadonlyMap<string, SumoProgramme>,
  inside: SumoInside,
  drawnOf: (way: SumoWay) => DrawnWay['drawn'],
  tally: Tally,
): ImportedNode {
  const programme = programmeAt(all, programmes, tally);
  const timeline = programme && timelineOf(programme);
  const signalled = all.flatMap((way): SignalledWay | [] =>
    timeline === undefined ? { way } : (signalledWay(way, timeline, tally) ?? []),
  );
  const drawn = signalled.map((one): DrawnWay => ({ ...one, drawn: drawnOf(one.way) }));
  const ways = timeline === undefined ? drawn : withClearances(drawn, timeline.cycleMs, meet, tally);
  const apart = (a: DrawnWay, b: DrawnWay): boolean => timeline !== undefined && areApart(timeline.cycleMs, a, b);
  const yieldsTo = rightOfWay(ways, apart, timeline, tally);
  const movements = ways.map((one) => movementOf(one, yieldsTo.get(one.way.id)!, inside, timeline));
  if (programme === undefined || timeline === undefined || ways.every(({ openings }) => openings === undefined))
    return { movements };
  const shown = { ways, timeline, offsetMs: Math.round(1000 * programme.offsetS) };
  return { movements, ...signalsOf(junction, programme, timeline, ways, tally), shown };
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

/** Nearer to the stop bar than this, waiting inside is waiting at the bar. */
const LEAST_WAIT_M = 1;

function movementOf(one: DrawnWay, yieldsTo: readonly string[], inside: SumoInside, timeline: Timeline | undefined): Movement {
  const { way } = one;
  const { lengthM, speedMps } = inside.pathOf(way);
  const waitM = inside.waitM(way);
  return {
    id: way.id,
    from: way.from.link.id,
    to: way.to.link.id,
    turn: way.turn,
    lanes: lanesOf(way),
    lengthM: Math.min(500, Math.max(0.1, Math.round(lengthM * 100) / 100)),
    speedMps: Math.min(70, Math.max(1, Math.round(speedMps * 100) / 100)),
    ...(waitM !== undefined && waitM >= LEAST_WAIT_M && { waitM: Math.round(waitM * 100) / 100 }),
    yieldsTo,
    ...(timeline !== undefined && goesOnRed(one, timeline) && { onRed: 'after-stop' }),
  };
}

function lanesOf(way: SumoWay): readonly (readonly [number, number])[] {
  const pairs = way.ties.map(
    ({ connection }) => [way.from.laneOf[connection.fromLane]!, way.to.laneOf[connection.toLane]!] as const,
  );
  return pairs.filter(([from, to], i) => pairs.findIndex((pair) => pair[0] === from && pair[1] === to) === i);
}

/** The programme that most of a node's ways obey; undefined where the signals are off or there are none. */
function programmeAt(
  ways: readonly SumoWay[],
  programmes: ReadonlyMap<string, SumoProgramme>,
  tally: Tally,
): SumoProgramme | undefined {
  const counts = new Map<string, number>();
  for (const { ties } of ways) {
    for (const { connection } of ties) {
      const id = connection.signal?.programme;
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  const [first, ...others] = [...counts].sort(([, a], [, b]) => b - a).map(([id]) => id);
  tally.add('nodes whose connections obey several programmes: all obey the one that most do', others.length > 0 ? 1 : 0);
  return first === undefined ? undefined : programmes.get(first);
}

/** Of several programmes of one signal SUMO starts with the last in the file. */
function lastProgrammes({ programmes }: SumoNetwork, tally: Tally): ReadonlyMap<string, SumoProgramme> {
  const last = new Map<string, SumoProgramme>();
  for (const programme of programmes) {
    if (last.has(programme.id)) tally.add('signal programmes that SUMO does not start with: left out');
    last.set(programme.id, programme);
  }
  for (const [id, { type, phases }] of last) {
    if (phases.every(({ state }) => /^[oO]+$/.test(state))) {
      tally.add('signals that are switched off: right of way without signals');
      last.delete(id);
    } else if (type !== 'static' && type !== 'actuated') {
      tally.add(`signal programmes of type ${type}: phases as if static`);
    }
    if (phases.some(({ next }) => next)) tally.add('signal programmes that jump between phases: phases in the order of the file');
  }
  return last;
}

/** @throws InputFaults for every edge, connection or signal that names something the file does not have. */
function checkReferences(source: string, network: SumoNetwork): void {
  const faults: Fault[] = [];
  const junctions = new Set(network.junctions.map(({ id }) => id));
  const edges = new Map(network.edges.map((edge) => [edge.id, edge]));
  const states = new Map(network.programmes.map(({ id, phases }) => [id, phases[0]?.state.length ?? 0]));
  const reject = (line: number, what: string, value: unknown, advice: string): void => {
    faults.push({ path: `line ${line}, ${what}`, value, advice });
  };
  for (const { kind, from, to, line } of network.edges) {
    if (kind !== 'normal') continue;
    for (const end of [from, to]) if (!junctions.has(end)) reject(line, 'edge', end, 'no junction has this id');
  }
  for (const { from, to, fromLane, toLane, signal, line } of network.connections) {
    for (const [id, lane] of [
      [from, fromLane],
      [to, toLane],
    ] as const) {
      const edge = edges.get(id);
      if (edge === undefined) reject(line, 'connection', id, 'no edge has this id');
      else if (lane >= edge.lanes.length)
        reject(line, 'connection', lane, `edge "${id}" has lanes 0 to ${edge.lanes.length - 1} only`);
    }
    if (signal === undefined) continue;
    const letters = states.get(signal.programme);
    if (letters === undefined) reject(line, 'connection tl', signal.programme, 'no tlLogic has this id');
    else if (signal.index >= letters)
      reject(line, 'connection linkIndex', signal.index, `the phases have ${letters} letters only`);
  }
  if (faults.length > 0) throw new InputFaults(source, faults);
}
