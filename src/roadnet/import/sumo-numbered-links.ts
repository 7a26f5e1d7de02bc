import type { SumoConnection, SumoNetwork } from './sumo-network.ts';

/** The connections of each junction by their number among its links, which is that of their row of the right of way. */
export type NumberedLinks = ReadonlyMap<string, readonly SumoConnection[]>;

/**
 * SUMO numbers the links of a junction by its incoming lanes, and on each lane in the order in which the file lists them. Zebras
 * are numbered too, after the roads; the ways between a footway and a walking area are no links (MSRightOfWayJunction::postloadInit).
 */
export function numberedLinks(network: SumoNetwork): NumberedLinks {
  const kinds = new Map(network.edges.map(({ id, kind }) => [id, kind]));
  const isLink = ({ from, to }: SumoConnection): boolean =>
    kinds.get(to) !== 'walkingarea' && (kinds.get(from) !== 'walkingarea' || kinds.get(to) === 'crossing');
  const linksFrom = new Map<string, SumoConnection[]>();
  for (const connection of network.connections.filter(isLink)) {
    const lane = `${connection.from}_${connection.fromLane}`;
    const others = linksFrom.get(lane);
    if (others === undefined) linksFrom.set(lane, [connection]);
    else others.push(connection);
  }
  return new Map(
    network.junctions.map(({ id, incomingLanes }) => [id, incomingLanes.flatMap((lane) => linksFrom.get(lane) ?? [])]),
  );
}
