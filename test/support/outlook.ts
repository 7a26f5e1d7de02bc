import { getOrThrow } from '../../src/kernel/assert.ts';
import type { StopForecast } from '../../src/preemption/forecast.ts';
import type { RequestState } from '../../src/preemption/mission.ts';
import type { Outlook } from '../../src/preemption/proposal.ts';
import { routeOf } from '../../src/routing/route.ts';
import type { JunctionState } from '../../src/signal/junction-state.ts';
import { smallIndex } from './small-corridor.ts';

const NOW_MS = 10_000_000;
const INDEXES = new Map([120, 300].map((maxPresenceS) => [maxPresenceS, smallIndex(1, maxPresenceS)] as const));

interface Situation extends Partial<Pick<Outlook, 'urgency' | 'asking' | 'speedMps'>> {
  readonly request?: RequestState;
  readonly maxPresenceS?: 120 | 300;
  /** The request was made so long ago. */
  readonly dispatchedS?: number;
  readonly forecast?: Partial<StopForecast>;
  /** Priority has held stage A for so long, while the cross street has been red for 100 s and the left turns for `leftRedS`. */
  readonly heldS?: number;
  readonly leftRedS?: number;
}

/** What a strategy sees of one northbound ambulance 600 m before J01: free roads, the junction ready, unless said otherwise. */
export function outlook({
  request = 'received',
  maxPresenceS = 300,
  dispatchedS = NOW_MS / 1000,
  forecast = {},
  heldS,
  leftRedS = 90,
  ...rest
}: Situation): Outlook {
  const index = getOrThrow(INDEXES, maxPresenceS, 'maximum presence');
  const junction = index.junction('J01');
  const stop = routeOf(index, ['SOUTH-J01', 'J01-NORTH']).stops[0]!;
  const free = {
    distanceM: 600,
    queueVeh: 0,
    cumulativeVeh: 0,
    transitionS: 0,
    clearS: 0,
    earliestS: 30,
    arrivalS: 36,
    drivingS: 36,
  };
  const about = { id: 'M/J01/1', mission: 'M', junction: 'J01', stop, sinceMs: NOW_MS - dispatchedS * 1000, passed: false };
  return {
    index,
    request: { ...about, state: request },
    urgency: 'life-threat',
    junction,
    state: heldS === undefined ? undefined : heldState(junction, heldS, leftRedS),
    forecast: { stop, ...free, ...forecast },
    asking: undefined,
    speedMps: 15,
    nowMs: NOW_MS,
    isJammed: false,
    remainingM: 1000,
    traffic: undefined,
    cycleOf: () => undefined,
    ...rest,
  };
}

function heldState(junction: Outlook['junction'], heldS: number, leftRedS: number): JunctionState {
  const open = junction.stages.find(({ id }) => id === 'A')!.groups;
  const groups = junction.groups.map(({ id, kind }) => {
    const green = kind === 'vehicle' && open.includes(id);
    const redS = id.endsWith('L') ? leftRedS : 100;
    return { group: id, lamp: green ? ('green' as const) : ('red' as const), sinceMs: NOW_MS - 1000 * (green ? heldS : redS) };
  });
  const priorityHeldSinceMs = NOW_MS - 1000 * heldS;
  return { junction: junction.id, atMs: NOW_MS, mode: 'priority', stage: 'A', groups, lanes: [], priorityHeldSinceMs };
}
