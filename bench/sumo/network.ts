import { type Attributes, readElements } from './elements.ts';

/** What the comparison needs of a SUMO network. */
export interface SumoNetwork {
  /** Edges that end at a signal, in the file's order. */
  readonly signalised: readonly string[];
  /** The edge by which a vehicle on a junction interior came to it. */
  readonly approachOf: (edge: string) => string;
}

export async function readNetwork(pieces: AsyncIterable<string>): Promise<SumoNetwork> {
  const signalised = new Set<string>();
  const cameFrom = new Map<string, string>();
  await readElements(pieces, (name, attributes) => {
    if (name === 'connection') takeConnection(attributes, signalised, cameFrom);
  });
  const approachOf = (edge: string): string => {
    let approach = edge;
    // A left turn that waits inside has two interior edges, one behind the other.
    for (let before = cameFrom.get(approach); before !== undefined; before = cameFrom.get(approach)) approach = before;
    return approach;
  };
  return { signalised: [...signalised], approachOf };
}

function takeConnection(attributes: Attributes, signalised: Set<string>, cameFrom: Map<string, string>): void {
  const from = attributes.text('from');
  const via = attributes.find('via');
  if (attributes.find('tl') !== undefined && !from.startsWith(':')) signalised.add(from);
  if (via !== undefined) cameFrom.set(edgeOfLane(via), from);
}

/** A lane is named by its edge and its number. */
function edgeOfLane(lane: string): string {
  return lane.slice(0, lane.lastIndexOf('_'));
}
