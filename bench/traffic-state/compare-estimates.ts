import { randomStream } from '../../src/kernel/random.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { advanceTraffic, type TrafficView } from '../../src/traffic/advance-traffic.ts';
import { laneNetworkOf } from '../../src/traffic/lane-network.ts';
import { laneTraffic, type TrafficState } from '../../src/traffic/traffic-state.ts';
import { type ErrorFigures, ErrorSum } from './error.ts';
import type { ObservedSecond } from './observe-drive.ts';
import { EMPTY, type Estimate, meanOfCounted } from './peers.ts';

const METHODS = ['model', 'empty', 'mean'] as const;
const ROADS = ['route', 'cross'] as const;
const QUANTITIES = ['vehicles', 'queueVeh'] as const;
const COMPARED_EVERY_S = 10;

/** The error of one method on one kind of road, over lanes that nobody counts. */
export interface ErrorRow extends ErrorFigures {
  readonly detectorsPct: number;
  readonly road: (typeof ROADS)[number];
  readonly quantity: (typeof QUANTITIES)[number];
  readonly method: (typeof METHODS)[number];
}

/** Estimates made of what is heard when only a share of the lanes is counted, compared with the truth. With every lane counted, over those. */
export class EstimateComparison {
  readonly #index: RoadIndex;
  readonly #detectorsPct: number;
  readonly #sums = new Map<string, ErrorSum>();
  #isCounted: (link: string, lane: number) => boolean = () => true;
  #traffic: TrafficState | undefined;

  constructor(index: RoadIndex, detectorsPct: number) {
    this.#index = index;
    this.#detectorsPct = detectorsPct;
  }

  /** Before each drive: lanes are counted or not by the draw of the city. */
  begin(seed: number): void {
    const detectors = randomStream(seed, 'detectors');
    const missing = 1 - this.#detectorsPct / 100;
    this.#isCounted = (link, lane) => missing === 0 || !detectors.fork(`${link} ${lane}`).chance(missing);
    this.#traffic = undefined;
  }

  see({ second, view, ahead, truth }: ObservedSecond): void {
    const heard = this.#heard(view);
    this.#traffic = advanceTraffic(this.#index, this.#traffic, heard);
    if (second % COMPARED_EVERY_S !== 0) return;
    const mean = meanOfCounted(this.#index, heard);
    for (const road of ROADS) for (const lane of ahead[road]) this.#compare(road, lane, truth(lane), mean);
  }

  rows(): readonly ErrorRow[] {
    return ROADS.flatMap((road) =>
      QUANTITIES.flatMap((quantity) =>
        METHODS.map((method) => ({
          detectorsPct: this.#detectorsPct,
          road,
          quantity,
          method,
          ...this.#sum(road, quantity, method).figures(),
        })),
      ),
    );
  }

  #compare(road: (typeof ROADS)[number], number: number, truth: Estimate, mean: (lane: number) => Estimate): void {
    const { junction, link, lane } = laneNetworkOf(this.#index).lanes[number]!;
    const model = laneTraffic(this.#index, this.#traffic, junction).find((one) => one.link === link && one.lane === lane)!;
    if (model.source === 'counted' && this.#detectorsPct < 100) return;
    const estimates = { model, empty: EMPTY, mean: this.#detectorsPct === 100 ? model : mean(number) };
    for (const quantity of QUANTITIES) {
      for (const method of METHODS) {
        const sigma = quantity === 'vehicles' ? model.sigmaVeh : model.sigmaQueueVeh;
        const sum = this.#sum(road, quantity, method);
        if (method === 'model') sum.add(model[quantity], truth[quantity], sigma);
        else sum.add(estimates[method][quantity], truth[quantity]);
      }
    }
  }

  #sum(road: string, quantity: string, method: string): ErrorSum {
    const key = `${road} ${quantity} ${method}`;
    const sum = this.#sums.get(key) ?? new ErrorSum();
    this.#sums.set(key, sum);
    return sum;
  }

  #heard(view: TrafficView): TrafficView {
    return {
      ...view,
      junction: (id) => {
        const known = view.junction(id);
        if (known?.state === undefined) return known;
        return {
          ...known,
          state: { ...known.state, lanes: known.state.lanes.filter(({ link, lane }) => this.#isCounted(link, lane)) },
        };
      },
    };
  }
}
