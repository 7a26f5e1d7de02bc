import { designCrossing } from '../crossing-design.ts';
import { designJunction } from '../junction-design.ts';
import { turnsFrom } from '../junction-legs.ts';
import { type Exit, type LegMovement, movementsFrom, pathLengthM, waysMeet, withRightOfWay } from '../junction-movements.ts';
import type { Junction, Movement } from '../map.ts';
import type { Arc } from './osm-arc.ts';
import type { Cluster } from './osm-clusters.ts';
import type { ArcGraph } from './osm-graph.ts';
import { type ArcLeg, legsOf } from './osm-legs.ts';
import { type ArcLink, nodeIdOf } from './osm-links.ts';
import { exitsFrom } from './osm-paths.ts';
import { bendDeg, TURN_BACK_DEG } from './osm-vertex.ts';
import type { Tally } from './tally.ts';

const MAX_PRESENCE_S = 120;
const LONGEST_PATH_M = 500;

/** What stands at a node of the map. */
export interface NodeParts {
  readonly movements: readonly Movement[];
  readonly junction?: Junction;
}

/** The ways through a node, and its signals by rule where it has any. */
export function nodeParts(
  graph: ArcGraph,
  cluster: Cluster,
  ins: readonly ArcLink[],
  outs: readonly ArcLink[],
  isInside: (arc: Arc) => boolean,
  tally: Tally,
): NodeParts {
  const legs = legsOf(graph, ins, outs);
  const ways = legs.flatMap((entry) => waysFrom(graph, entry, legs, isInside));
  if (!cluster.signalised) return { movements: withRightOfWay(ways).map(({ movement }) => movement) };
  const movements = ways.map(({ movement }) => movement);
  const meet = ways.some((a, i) => ways.slice(i + 1).some((b) => waysMeet(a, b)));
  const node = nodeIdOf(cluster);
  const name = junctionName(ins.concat(outs), node);
  const plain = legs.map(({ leg }) => leg);
  const request = { id: node, node, name, legs: plain, movements: ways, maxPresenceS: MAX_PRESENCE_S, assumed: true };
  if (meet) {
    tally.add('assumed: signal groups, stages, clearances and pedestrian crossings of junctions');
    return { movements, junction: designJunction(request) };
  }
  tally.add('assumed: signals where no streams meet stop traffic for people on foot');
  return { movements, junction: designCrossing(request) };
}

function waysFrom(
  graph: ArcGraph,
  entry: ArcLeg,
  legs: readonly ArcLeg[],
  isInside: (arc: Arc) => boolean,
): readonly LegMovement[] {
  const { into } = entry;
  if (into === undefined) return [];
  const reached = exitsFrom(graph, into.arc, isInside);
  const targets = legs.flatMap((leg) => {
    const insideM = leg.out === undefined ? undefined : reached.get(leg.out.arc);
    return insideM === undefined ? [] : [{ leg, out: leg.out!, insideM }];
  });
  const turns = turnsFrom(
    entry.leg,
    [entry, ...targets.map(({ leg }) => leg)].map(({ leg }) => leg),
  );
  const exits = targets.map(({ leg, out, insideM }): Exit => {
    const isBack = leg === entry || (insideM === 0 && bendDeg(into.arc, out.arc) > TURN_BACK_DEG);
    const turn = isBack ? 'uturn' : turns.get(leg.leg)!;
    const ends = { entry: { ...entry.leg, setbackM: into.setbackToM }, exit: { ...leg.leg, setbackM: out.setbackFromM } };
    const lengthM = insideM === 0 ? pathLengthM(ends.entry, ends.exit, turn) : into.setbackToM + insideM + out.setbackFromM;
    return { leg: leg.leg, turn, lengthM: Math.min(LONGEST_PATH_M, Math.round(lengthM * 10) / 10) };
  });
  return movementsFrom(entry.leg, exits).map((way) => behindKerbBays(way, targets.find(({ leg }) => leg.leg === way.exit)!.out));
}

/** Lanes of a movement are counted from the kerb of the next link's open lanes; where bays lie outside of these, they count on. */
function behindKerbBays(way: LegMovement, { link }: ArcLink): LegMovement {
  const bays = link.lanes.findIndex(({ startM }) => startM === 0);
  if (bays <= 0) return way;
  const lanes = way.movement.lanes.map(([from, to]) => [from, to + bays] as const);
  return { ...way, movement: { ...way.movement, lanes } };
}

/** The names of the two most important roads. */
function junctionName(links: readonly ArcLink[], otherwise: string): string {
  const byRank = [...links].sort((a, b) => b.arc.rank - a.arc.rank);
  const names = [...new Set(byRank.map(({ arc }) => arc.name).filter((name) => name !== ''))];
  return names.length === 0 ? otherwise : names.slice(0, 2).join(' / ');
}
