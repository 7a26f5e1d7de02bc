import type { JunctionId } from '../kernel/ids.ts';
import type { LaneCount } from '../signal/junction-state.ts';
import type { LaneNetwork } from './lane-network.ts';
import type { JunctionKnowledge } from './lane-signals.ts';
import { vehiclesOf } from './queue-flow.ts';
import { SOURCES, type TrafficState } from './traffic-state.ts';

const COUNTED = SOURCES.indexOf('counted');
const NEIGHBOURS = SOURCES.indexOf('neighbours');
const MODELLED = SOURCES.indexOf('modelled');
/** How much of the doubt of a lane that was never seen remains where its neighbours are counted. Judged by `bench:traffic-state`. */
const NEIGHBOUR_DOUBT = 0.5;

/** What has crossed each stop bar since the state before. */
export interface Since {
  readonly before: TrafficState | undefined;
  readonly out: Float64Array;
  readonly seconds: number;
}

/**
 * Takes over what is counted: a lane's own figures at once, for lanes that are not counted the mean of their counted peers. How many
 * came onto a counted lane is what it holds more than before and what has left it meanwhile.
 */
export function followCounts(
  network: LaneNetwork,
  state: TrafficState,
  knowledgeOf: (id: JunctionId) => JunctionKnowledge | undefined,
  since: Since,
): void {
  state.source.fill(MODELLED);
  for (const { junction, first, end } of network.junctions) {
    const counts = knowledgeOf(junction.id)?.state?.lanes ?? [];
    if (counts.length === 0) continue;
    for (const count of counts) {
      const lane = network.laneNumber(count.link, count.lane);
      // Nobody speaks for another junction's lanes.
      if (lane !== undefined && lane >= first && lane < end) takeCount(state, lane, count, since);
    }
    for (let lane = first; lane < end; lane++) if (state.source[lane] === MODELLED) takePeers(network, state, lane);
  }
}

function takeCount(state: TrafficState, lane: number, count: LaneCount, { before, out, seconds }: Since): void {
  if (before?.source[lane] === COUNTED && seconds > 0) {
    state.arrivedVeh[lane]! += count.vehicles - vehiclesOf(before, lane) + out[lane]!;
    state.watchedS[lane]! += seconds;
  }
  const moving = Math.max(0, count.vehicles - count.queueVeh);
  write(state, lane, { queued: count.queueVeh, moving, doubt: 0, source: COUNTED });
}

function takePeers(network: LaneNetwork, state: TrafficState, lane: number): void {
  const { peers, storageVeh } = network.lanes[lane]!;
  let counted = 0;
  let queued = 0;
  let moving = 0;
  for (const peer of peers) {
    if (state.source[peer] !== COUNTED) continue;
    counted += 1;
    queued += state.queued[peer]!;
    moving += state.entering[peer]! + state.nearing[peer]!;
  }
  if (counted === 0) return;
  const standing = Math.min(storageVeh, queued / counted);
  const moves = Math.min(storageVeh - standing, moving / counted);
  write(state, lane, { queued: standing, moving: moves, doubt: NEIGHBOUR_DOUBT, source: NEIGHBOURS });
}

interface Content {
  readonly queued: number;
  readonly moving: number;
  readonly doubt: number;
  readonly source: number;
}

function write(state: TrafficState, lane: number, { queued, moving, doubt, source }: Content): void {
  state.queued[lane] = queued;
  state.entering[lane] = moving / 2;
  state.nearing[lane] = moving / 2;
  state.doubt[lane] = doubt;
  state.source[lane] = source;
}
