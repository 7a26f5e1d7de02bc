import type { DrawnPath } from '../map.ts';
import type { SumoConnection, SumoEdge, SumoLane, SumoNetwork } from './sumo-network.ts';
import type { Plane } from './sumo-plane.ts';
import type { SumoTie, SumoWay } from './sumo-ways.ts';
import type { PlanePoint } from './xml-reader.ts';

/** A path through a junction. */
export interface InsidePath {
  readonly lengthM: number;
  readonly speedMps: number;
}

/** A lane inside a junction, and the connection by which it is entered. */
export interface SumoStep {
  readonly lane: SumoLane;
  readonly entered: SumoConnection;
}

/** Paths inside junctions, by the lanes that the file draws there. */
export class SumoInside {
  readonly #lanes: ReadonlyMap<string, { readonly edge: SumoEdge; readonly index: number }>;
  /** The connection that leads on from a lane inside a junction. */
  readonly #onward: ReadonlyMap<string, SumoConnection>;

  readonly #plane: Plane;

  constructor(network: SumoNetwork, plane: Plane) {
    this.#plane = plane;
    const inside = network.edges.filter(({ kind }) => kind === 'internal');
    this.#lanes = new Map(inside.flatMap((edge) => edge.lanes.map(({ id }, index) => [id, { edge, index }] as const)));
    const internal = new Set(inside.map(({ id }) => id));
    this.#onward = new Map(
      network.connections.filter(({ from }) => internal.has(from)).map((c) => [`${c.from}_${c.fromLane}`, c] as const),
    );
  }

  /** Lanes one after the other that a connection leads over; none where the file draws no insides. */
  stepsOf(connection: SumoConnection): readonly SumoStep[] {
    const steps: SumoStep[] = [];
    let entered: SumoConnection | undefined = connection;
    while (entered?.via !== undefined) {
      const found = this.#lanes.get(entered.via);
      const lane = found?.edge.lanes[found.index];
      if (lane === undefined || steps.some((step) => step.lane === lane)) break;
      steps.push({ lane, entered });
      entered = this.#onward.get(lane.id);
    }
    return steps;
  }

  /** How far into the junction the connections of a way may come that wait there: the least of them. Undefined where one does not. */
  waitM(way: SumoWay): number | undefined {
    if (way.ties.some(({ insideStop }) => insideStop === undefined)) return undefined;
    return Math.min(...way.ties.map(({ connection }) => this.stepsOf(connection)[0]?.lane.lengthM ?? 0));
  }

  /** The centre lines that the file draws for these connections, one each; undefined where it leaves one out. */
  drawnPaths(ties: readonly SumoTie[]): readonly DrawnPath[] | undefined {
    const paths = ties.map(({ connection }) => this.#drawn(connection));
    return paths.some((path) => path.length < 2) ? undefined : paths;
  }

  #drawn(connection: SumoConnection): DrawnPath {
    const points = this.stepsOf(connection).flatMap(({ lane }) => lane.shape.map((point) => this.#plane.toLatLon(point)));
    const moved = points.filter(({ lat, lon }, i) => lat !== points[i - 1]?.lat || lon !== points[i - 1]?.lon);
    return moved.map(({ lon, lat }) => [lon, lat] as const);
  }

  /** The mean over a way's connections: of their lengths, and of the times that driving over them takes. */
  pathOf(way: SumoWay): InsidePath {
    const paths = way.ties.map(({ connection }) => this.#pathOf(connection, way));
    const lengthM = mean(paths.map((path) => path.lengthM));
    return { lengthM, speedMps: lengthM / mean(paths.map((path) => path.lengthM / path.speedMps)) };
  }

  #pathOf(connection: SumoConnection, way: SumoWay): InsidePath {
    const lanes = this.stepsOf(connection).map(({ lane }) => lane);
    const fastestMps = Math.min(way.from.link.speedLimitMps, way.to.link.speedLimitMps);
    if (lanes.length === 0) return { lengthM: Math.max(LEAST_M, gapM(connection, way)), speedMps: fastestMps };
    return {
      lengthM: Math.max(
        LEAST_M,
        lanes.reduce((sum, lane) => sum + lane.lengthM, 0),
      ),
      speedMps: Math.min(...lanes.map((lane) => lane.speedMps)),
    };
  }
}

const LEAST_M = 0.1;

/** Straight from the end of one lane to the start of the other. */
function gapM(connection: SumoConnection, way: SumoWay): number {
  const end = way.from.edge.lanes[connection.fromLane]?.shape.at(-1);
  const start = way.to.edge.lanes[connection.toLane]?.shape[0];
  return end === undefined || start === undefined ? 0 : farM(end, start);
}

function farM(a: PlanePoint, b: PlanePoint): number {
  return Math.sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
