import type { Turn } from '../map.ts';
import { movementIdOf } from './sumo-ids.ts';
import type { KeptEdge } from './sumo-links.ts';
import type { SumoConnection, SumoJunction, SumoNetwork, SumoRequest } from './sumo-network.ts';
import type { Tally } from './tally.ts';

/** All connections from one edge to another: what a movement is made of. */
export interface SumoWay {
  readonly id: string;
  readonly from: KeptEdge;
  readonly to: KeptEdge;
  readonly turn: Turn;
  readonly ties: readonly SumoTie[];
}

/** One connection with its number among the links of its junction, and its right of way. */
export interface SumoTie {
  readonly connection: SumoConnection;
  readonly index: number;
  readonly request?: SumoRequest;
}

const TURNS: Readonly<Record<string, Turn>> = {
  s: 'through',
  l: 'left',
  L: 'left',
  r: 'right',
  R: 'right',
  t: 'uturn',
  T: 'uturn',
};

/** The ways through each junction for cars, by the junction's id. */
export function waysOfSumo(
  network: SumoNetwork,
  kept: ReadonlyMap<string, KeptEdge>,
  tally: Tally,
): ReadonlyMap<string, readonly SumoWay[]> {
  const connectionsFrom = new Map<string, SumoConnection[]>();
  for (const connection of network.connections) {
    const lane = `${connection.from}_${connection.fromLane}`;
    const others = connectionsFrom.get(lane);
    if (others === undefined) connectionsFrom.set(lane, [connection]);
    else others.push(connection);
  }
  return new Map(network.junctions.map((junction) => [junction.id, waysAt(junction, connectionsFrom, kept, tally)]));
}

/**
 * SUMO numbers the links of a junction by its incoming lanes, and on each lane in the order in which the file lists them
 * (MSRightOfWayJunction::postloadInit); links for pedestrians and others are numbered too.
 */
function waysAt(
  junction: SumoJunction,
  connectionsFrom: ReadonlyMap<string, readonly SumoConnection[]>,
  kept: ReadonlyMap<string, KeptEdge>,
  tally: Tally,
): readonly SumoWay[] {
  const connections = junction.incomingLanes.flatMap((lane) => connectionsFrom.get(lane) ?? []);
  const ways = new Map<string, { readonly way: SumoWay; readonly ties: SumoTie[] }>();
  connections.forEach((connection, index) => {
    const [from, to] = [kept.get(connection.from), kept.get(connection.to)];
    if (from === undefined || to === undefined) return;
    if (!connection.cars || from.laneOf[connection.fromLane] === undefined || to.laneOf[connection.toLane] === undefined) {
      tally.add('connections from or to lanes that no passenger car may use: left out');
      return;
    }
    const request = junction.requests[index];
    const tie: SumoTie = { connection, index, ...(request !== undefined && { request }) };
    if (request?.waitsInside) tally.add('connections that may wait inside the junction: wait at the stop bar');
    const id = movementIdOf(from.link.id, to.link.id);
    const same = ways.get(id);
    if (same !== undefined) {
      same.ties.push(tie);
      return;
    }
    const ties = [tie];
    ways.set(id, { way: { id, from, to, turn: turnOf(connection, tally), ties }, ties });
  });
  return [...ways.values()].map(({ way }) => way);
}

function turnOf({ dir }: SumoConnection, tally: Tally): Turn {
  const turn = Object.hasOwn(TURNS, dir) ? TURNS[dir] : undefined;
  if (turn !== undefined) return turn;
  tally.add('movements of no stated direction: taken as through');
  return 'through';
}

/** Do any links of the two ways cross or merge, by the file? */
export function areFoes(a: SumoWay, b: SumoWay): boolean {
  return anyBit(a, b, 'foes') || anyBit(b, a, 'foes');
}

/** Does any link of `a` give way to one of `b`, by the file? */
export function givesWay(a: SumoWay, b: SumoWay): boolean {
  return anyBit(a, b, 'response');
}

function anyBit(a: SumoWay, b: SumoWay, row: 'foes' | 'response'): boolean {
  return a.ties.some(({ request }) => request !== undefined && b.ties.some(({ index }) => request[row].at(-1 - index) === '1'));
}
