import type { Arc, ArcLane } from './osm-arc.ts';
import type { RoadMark } from './osm-data.ts';
import type { ArcGraph } from './osm-graph.ts';
import { faces, throughPairs } from './osm-vertex.ts';
import type { Tally } from './tally.ts';

/** A change of limit, lanes or level on a piece shorter than this is not worth a node. */
const SHORT_PIECE_M = 30;
/** Lanes that are added within this distance before a junction are its turn bays. */
const LONGEST_BAY_M = 200;

/**
 * Makes one arc of those that follow each other where no roads meet: the points between become its shape. A node stays where
 * limit, lanes or level change for longer than a short piece, lanes that are added before a junction aside: they become turn bays.
 */
export function joinChains(graph: ArcGraph, marks: ReadonlyMap<number, RoadMark>, kept: ReadonlySet<number>, tally: Tally): void {
  const nodes = graph.nodes.filter((node) => !kept.has(node));
  for (const node of nodes) joinAt(graph, node, marks, (a, b) => isAlike(a, b));
  let joined = 0;
  do {
    joined = 0;
    for (const node of nodes) {
      const isJoined = joinAt(graph, node, marks, (a, b) => isAlike(a, b) || isBayBefore(graph, a, b) || isShort(a, b));
      if (!isJoined) continue;
      joined++;
    }
    tally.add(
      'changes of limit, lanes or level on pieces shorter than 30 m, or lanes added before a junction (turn bays): no node',
      joined,
    );
  } while (joined > 0);
  const left = nodes.filter((node) => throughPairs(graph, node) !== undefined).length;
  tally.add('nodes where only limit, lanes or level change: kept', left);
}

function joinAt(
  graph: ArcGraph,
  node: number,
  marks: ReadonlyMap<number, RoadMark>,
  mayJoin: (a: Arc, b: Arc) => boolean,
): boolean {
  const pairs = throughPairs(graph, node);
  // A ring would begin where it ends.
  if (pairs === undefined || pairs.some(([a, b]) => a.from === b.to) || !pairs.every(([a, b]) => mayJoin(a, b))) return false;
  const [[a, b], back] = [pairs[0]!, pairs[1]];
  const endsAtJunction = throughPairs(graph, b.to) === undefined;
  const ahead = joinArcs(a, b, a.id, marks.get(node), endsAtJunction);
  const behind =
    back === undefined
      ? undefined
      : joinArcs(back[0], back[1], back[1].id, marks.get(node), throughPairs(graph, back[1].to) === undefined);
  for (const arc of pairs.flat()) graph.remove(arc);
  graph.add(ahead);
  if (behind !== undefined) {
    graph.add(behind);
    graph.pair(ahead, behind);
  }
  return true;
}

function joinArcs(a: Arc, b: Arc, id: string, mark: RoadMark | undefined, endsAtJunction: boolean): Arc {
  const longer = a.lengthM >= b.lengthM ? a : b;
  const sign = mark?.kind === 'give-way' && faces(mark, a) ? [a.lengthM] : [];
  return {
    id,
    headId: a.headId,
    tailId: b.tailId,
    from: a.from,
    to: b.to,
    points: [...a.points, ...b.points.slice(1)],
    lengthM: a.lengthM + b.lengthM,
    way: longer.way,
    alongWay: b.alongWay,
    name: longer.name === '' ? (longer === a ? b : a).name : longer.name,
    rank: longer.rank,
    roundabout: longer.roundabout,
    level: Math.abs(a.level) > Math.abs(b.level) ? a.level : b.level,
    speedMps: longer.speedMps,
    lanes: joinLanes(a, b, endsAtJunction),
    signsM: [...a.signsM, ...sign, ...b.signsM.map((atM) => a.lengthM + atM)],
  };
}

function isAlike(a: Arc, b: Arc): boolean {
  return a.speedMps === b.speedMps && a.level === b.level && a.lanes.length === b.lanes.length && a.roundabout === b.roundabout;
}

function isShort(a: Arc, b: Arc): boolean {
  return Math.min(a.lengthM, b.lengthM) < SHORT_PIECE_M && a.roundabout === b.roundabout;
}

function isBayBefore(graph: ArcGraph, a: Arc, b: Arc): boolean {
  const isBay = b.lanes.length > a.lanes.length && b.lengthM <= LONGEST_BAY_M && throughPairs(graph, b.to) === undefined;
  return isBay && a.speedMps === b.speedMps && a.level === b.level && a.roundabout === b.roundabout;
}

function joinLanes(a: Arc, b: Arc, endsAtJunction: boolean): readonly ArcLane[] {
  const added = b.lanes.length - a.lanes.length;
  const laneOf = (startM: number, turns: ArcLane['turns']): ArcLane => ({ startM, ...(turns !== undefined && { turns }) });
  if (added === 0) {
    const isPainted = b.lanes.some(({ turns }) => turns !== undefined);
    return b.lanes.map((lane, i) =>
      laneOf(lane.startM > 0 ? a.lengthM + lane.startM : a.lanes[i]!.startM, isPainted ? lane.turns : a.lanes[i]!.turns),
    );
  }
  if (added > 0 && endsAtJunction) {
    const first = bayIsAtKerb(b.lanes) ? added : 0;
    return b.lanes.map((lane, i) => {
      const before = a.lanes[i - first];
      return laneOf(before === undefined ? a.lengthM + lane.startM : before.startM, lane.turns);
    });
  }
  const longer = a.lengthM >= b.lengthM ? a : b;
  const shiftM = longer === b ? a.lengthM : 0;
  return longer.lanes.map(({ startM, turns }) => laneOf(startM > 0 ? shiftM + startM : 0, turns));
}

/** Bays are at the left, unless the paint says that only the kerb lane turns off. */
function bayIsAtKerb(lanes: readonly ArcLane[]): boolean {
  const [kerb, inner] = [lanes[0]?.turns, lanes.at(-1)?.turns];
  const turnsOff = kerb?.every((turn) => turn === 'right') === true;
  return turnsOff && (inner === undefined || inner.includes('through'));
}
