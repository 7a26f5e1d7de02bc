import type { CityRun } from '../city/city-run.ts';
import type { LinkId } from '../kernel/ids.ts';
import { JAM_SPACING_M } from '../preemption/traffic-constants.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';

const LOOK_EVERY_S = 10;

interface Watched {
  readonly link: LinkId;
  readonly lanes: readonly number[];
  /** A queue of so many vehicles reaches back to the link's beginning. */
  readonly fullVeh: number;
}

/** How long queues stand back into the junction behind them: links that begin at a signalised junction, looked at every 10 s. */
export class Spillback {
  readonly #watched: readonly Watched[];
  readonly #fromS: number;
  #linkS = 0;

  constructor({ map }: RoadIndex, fromS: number) {
    const signalised = new Set(map.junctions.map(({ node }) => node));
    this.#fromS = fromS;
    this.#watched = map.links
      .filter(({ from }) => signalised.has(from))
      .map(({ id, lengthM, lanes }) => ({
        link: id,
        lanes: lanes.flatMap(({ startM }, lane) => (startM === 0 ? [lane] : [])),
        fullVeh: Math.floor(lengthM / JAM_SPACING_M),
      }));
  }

  /** After every second of the city. */
  observe(city: CityRun): void {
    const second = Math.round(city.timeS);
    if (second <= this.#fromS || second % LOOK_EVERY_S !== 0) return;
    for (const { link, lanes, fullVeh } of this.#watched) {
      if (lanes.some((lane) => city.laneCount(link, lane).queueVeh >= fullVeh)) this.#linkS += LOOK_EVERY_S;
    }
  }

  /** Sum over the links of the seconds for which one of their lanes was full. */
  get linkS(): number {
    return this.#linkS;
  }
}
