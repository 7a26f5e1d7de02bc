import { DirectedGraph } from 'graphology';
import { dijkstra } from 'graphology-shortest-path';
import type { SumoInside, SumoStep } from '../../roadnet/import/sumo-inside.ts';
import type { KeptEdge } from '../../roadnet/import/sumo-links.ts';
import type { SumoWay } from '../../roadnet/import/sumo-ways.ts';

/** What SUMO adds for each lane inside a junction that is entered without a signal and without priority (`weights.minor-penalty`). */
const MINOR_PENALTY_S = 1.5;

type EdgeGraph = DirectedGraph<Record<string, never>, { seconds: number }>;

/**
 * The fastest ways in the empty network as SUMO's router reckons them: each edge by its length and speed limit, or by the
 * vehicle's own highest speed where that is lower; inside junctions likewise, with the penalty for minor links.
 */
export class SumoRouter {
  readonly #edges: ReadonlyMap<string, KeptEdge>;
  readonly #ways: readonly SumoWay[];
  readonly #inside: SumoInside;
  readonly #graphs = new Map<number, EdgeGraph>();
  readonly #known = new Map<string, readonly string[] | undefined>();

  constructor(edges: ReadonlyMap<string, KeptEdge>, ways: readonly SumoWay[], inside: SumoInside) {
    this.#edges = edges;
    this.#ways = ways;
    this.#inside = inside;
  }

  /** SUMO's edge ids from one edge to another, both included; undefined when there is no way, or no such edge for cars. */
  find(from: string, to: string, maxSpeedMps: number): readonly string[] | undefined {
    if (!this.#edges.has(from) || !this.#edges.has(to)) return undefined;
    if (from === to) return [from];
    const key = JSON.stringify([from, to, maxSpeedMps]);
    if (!this.#known.has(key)) {
      // The package's types promise an array; it returns null where there is no path.
      const path: string[] | null = dijkstra.bidirectional(this.#graph(maxSpeedMps), `E:${from}`, `E:${to}`, 'seconds');
      this.#known.set(
        key,
        path?.map((node) => node.slice(2)),
      );
    }
    return this.#known.get(key);
  }

  /** Keys carry a prefix because the package looks them up in plain objects. */
  #graph(maxSpeedMps: number): EdgeGraph {
    const known = this.#graphs.get(maxSpeedMps);
    if (known !== undefined) return known;
    const graph: EdgeGraph = new DirectedGraph();
    for (const id of this.#edges.keys()) graph.addNode(`E:${id}`);
    for (const way of this.#ways) {
      const { edge } = way.to;
      const lane = edge.lanes.find(({ cars }) => cars)!;
      const seconds = this.#insideS(way, maxSpeedMps) + lane.lengthM / Math.min(lane.speedMps, maxSpeedMps);
      graph.addEdge(`E:${way.from.edge.id}`, `E:${edge.id}`, { seconds });
    }
    this.#graphs.set(maxSpeedMps, graph);
    return graph;
  }

  #insideS({ ties }: SumoWay, maxSpeedMps: number): number {
    return this.#inside
      .stepsOf(ties[0]!.connection)
      .reduce((sum, step) => sum + step.lane.lengthM / Math.min(step.lane.speedMps, maxSpeedMps) + penaltyS(step), 0);
  }
}

function penaltyS({ entered }: SumoStep): number {
  const hasPriority = entered.state !== entered.state.toLowerCase();
  return entered.signal === undefined && !hasPriority ? MINOR_PENALTY_S : 0;
}
