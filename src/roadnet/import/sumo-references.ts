import { type Fault, InputFaults } from '../../kernel/faults.ts';
import type { SumoNetwork } from './sumo-network.ts';
import type { NumberedLinks } from './sumo-numbered-links.ts';

/**
 * @throws InputFaults for every edge, connection or signal that names something the file does not have, and for every junction
 * whose connections do not fit its rows of the right of way.
 */
export function checkReferences(source: string, network: SumoNetwork, links: NumberedLinks): void {
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
  // A connection that names nothing is no link either: its junction's rows are judged once all names are right.
  if (faults.length === 0) faults.push(...rowFaults(network, links));
  if (faults.length > 0) throw new InputFaults(source, faults);
}

/** A row too many or too few moves all that come after it to the wrong connections. */
function rowFaults({ junctions }: SumoNetwork, links: NumberedLinks): readonly Fault[] {
  return junctions.flatMap(({ id, requests, line }): Fault[] => {
    const count = links.get(id)?.length ?? 0;
    if (requests.length === 0 || requests.length === count) return [];
    const advice =
      `has ${requests.length} rows of right of way (request) for ${count} connections that need one each: ` +
      'write the network anew with netconvert';
    return [{ path: `line ${line}, junction`, value: id, advice }];
  });
}
