import type { Turn } from '../map.ts';
import { movementIdOf } from './sumo-ids.ts';
import type { KeptEdge } from './sumo-links.ts';
import type { SumoConnection, SumoInsideStop, SumoJunction, SumoNetwork, SumoRequest } from './sumo-network.ts';
import type { NumberedLinks } from './sumo-numbered-links.ts';
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
  /** Where it waits inside the junction, when it may. */
  readonly insideStop?: SumoInsideStop;
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
  links: NumberedLinks,
  kept: ReadonlyMap<string, KeptEdge>,
  tally: Tally,
): ReadonlyMap<string, readonly SumoWay[]> {
  const stopOf = insideStops(network);
  return new Map(
    network.junctions.map((junction) => [junction.id, waysAt(junction, links.get(junction.id) ?? [], kept, stopOf, tally)]),
  );
}

/** The place inside the junction at which the second lane of a connection's path begins. */
function insideStops(network: SumoNetwork): (connection: SumoConnection) => SumoInsideStop | undefined {
  const stops = new Map(network.insideStops.map((stop) => [stop.id, stop]));
  const onward = new Map(network.connections.map((connection) => [`${connection.from}_${connection.fromLane}`, connection.via]));
  return ({ via }) => stops.get(onward.get(via ?? '') ?? '');
}

function waysAt(
  junction: SumoJunction,
  links: readonly SumoConnection[],
  kept: ReadonlyMap<string, KeptEdge>,
  insideStopOf: (connection: SumoConnection) => SumoInsideStop | undefined,
  tally: Tally,
): readonly SumoWay[] {
  const ways = new Map<string, { readonly way: SumoWay; readonly ties: SumoTie[] }>();
  links.forEach((connection, index) => {
    const [from, to] = [kept.get(connection.from), kept.get(connection.to)];
    if (from === undefined || to === undefined) return;
    if (!connection.cars || from.laneOf[connection.fromLane] === undefined || to.laneOf[connection.toLane] === undefined) {
      tally.add('connections from or to lanes that no passenger car may use: left out');
      return;
    }
    const request = junction.requests[index];
    const insideStop = insideStopOf(connection);
    const tie: SumoTie = {
      connection,
      index,
      ...(request !== undefined && { request }),
      ...(insideStop !== undefined && { insideStop }),
    };
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

/** A way as one programme sees it: connections that obey another one have no signal. */
export function underOneProgramme(way: SumoWay, programme: string): SumoWay {
  const ties = way.ties.map((tie): SumoTie => {
    const { signal, ...connection } = tie.connection;
    return signal === undefined || signal.programme === programme ? tie : { ...tie, connection };
  });
  return { ...way, ties };
}

/** Do any links of the two ways cross or merge, by the file? */
export function areFoes(a: SumoWay, b: SumoWay): boolean {
  return anyBit(a, b, 'foes') || anyBit(b, a, 'foes') || waitsInsideFor(a, b) || waitsInsideFor(b, a);
}

/** Does any link of `a` give way to one of `b`, by the file? */
export function givesWay(a: SumoWay, b: SumoWay): boolean {
  return anyBit(a, b, 'response') || waitsInsideFor(a, b);
}

/** Does any link of `a` wait inside the junction for one of `b`? */
function waitsInsideFor(a: SumoWay, b: SumoWay): boolean {
  return a.ties.some(({ insideStop }) =>
    b.ties.some(
      ({ connection: { from, fromLane, via } }) =>
        via !== undefined && insideStop?.from.includes(`${from}_${fromLane}`) && insideStop.over.includes(via),
    ),
  );
}

function anyBit(a: SumoWay, b: SumoWay, row: 'foes' | 'response'): boolean {
  return a.ties.some(({ request }) => request !== undefined && b.ties.some(({ index }) => request[row].at(-1 - index) === '1'));
}
