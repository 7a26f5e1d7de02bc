import { CityRun } from '../../src/city/city-run.ts';
import { heardStates } from '../../src/core/heard-states.ts';
import type { MissionView } from '../../src/core/state.ts';
import type { CoreState } from '../../src/core/step.ts';
import { RunRecorder } from '../../src/experiment/run-recorder.ts';
import { forecastRoute } from '../../src/preemption/forecast.ts';
import type { MissionStatus } from '../../src/preemption/mission.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import { etaS } from '../../src/routing/eta.ts';
import { deadReckon } from '../../src/routing/progress.ts';
import type { Arm, Scenario } from '../../src/scenario/scenario.ts';
import { underArm } from '../../src/scenario/under-arm.ts';
import { driveCore } from '../drive-core.ts';
import type { PredictedDrive, Prediction } from './prediction.ts';

/** What one status told of one crossing; milliseconds of the epoch. */
interface Told {
  readonly mission: string;
  /** Approach link; absent for the destination. */
  readonly link?: string;
  readonly atMs: number;
  readonly etaMs: number;
  readonly earlyMs: number;
  readonly lateMs: number;
  readonly queuesMs?: number;
  readonly distanceMs?: number;
}

/** Drives a scenario's ambulances under an arm and sets what dispatch was told in each status against when they came. */
export function predictedDrive(setting: string, index: RoadIndex, whole: Scenario, arm: Arm, seed: number): PredictedDrive {
  const scenario = underArm(whole, arm);
  const recorders: RunRecorder[] = [];
  const onStep = (city: CityRun): void => {
    for (const recorder of recorders) recorder.observe(city, scenario.stepS);
  };
  const city = new CityRun({ scenario, index, seed, onStep });
  for (const departure of city.departures) recorders.push(new RunRecorder(index, departure));
  const told: Told[] = [];
  const savedS = new Map<string, number>();
  driveCore(city, scenario, arm.strategy, ({ state, events }) => {
    for (const { event } of events) {
      if (event.kind !== 'status' || event.status.phase !== 'under-way') continue;
      told.push(...toldBy(index, state, event.status));
      if (event.status.savedEstimateS !== undefined) savedS.set(event.status.mission, event.status.savedEstimateS);
    }
  });
  const startMs = city.nowMs - city.timeS * 1000;
  const drives = city.departures.map(({ mission, departS }, i) => {
    const { route, ambulance } = recorders[i]!;
    const last = recorders[i]!.stateIn(city);
    const crossedMs = new Map(
      route.stops.flatMap(({ link }, bar) => {
        const crossedS = ambulance.crossedS(bar);
        return crossedS === undefined ? [] : [[link, startMs + crossedS * 1000]];
      }),
    );
    const arrivedS = last.phase === 'arrived' ? last.arrivedS : undefined;
    return { mission, departS, crossedMs, arrivedS };
  });
  const cameMs = ({ mission, link }: Told): number | undefined => {
    const drive = drives.find((one) => one.mission === mission);
    if (link !== undefined) return drive?.crossedMs.get(link);
    return drive?.arrivedS === undefined ? undefined : startMs + drive.arrivedS * 1000;
  };
  const judged = told.flatMap((one) => {
    const at = cameMs(one);
    return at === undefined || at <= one.atMs ? [] : [{ one, prediction: predictionOf(one, at) }];
  });
  return {
    setting,
    arm: arm.name,
    seed,
    bars: judged.flatMap(({ one, prediction }) => (one.link === undefined ? [] : [prediction])),
    ends: judged.flatMap(({ one, prediction: { errorS: _, ...end } }) => (one.link === undefined ? [end] : [])),
    trips: drives.flatMap(({ mission, departS, arrivedS }) => {
      const savedToldS = savedS.get(mission);
      return arrivedS === undefined
        ? []
        : [{ mission, timeS: arrivedS - departS, ...(savedToldS === undefined ? {} : { savedToldS }) }];
    }),
  };
}

function toldBy(index: RoadIndex, state: CoreState, status: MissionStatus): readonly Told[] {
  const { mission, atMs, etaMs, etaEarlyMs, etaLateMs } = status;
  const view = state.missions.get(mission)!;
  const peers = peersOf(index, state, view, atMs);
  const bars = status.junctions.flatMap((one): readonly Told[] => {
    const stop = view.requests.find(({ id }) => id === one.request)?.stop;
    const peer = peers.get(stop?.linkIndex ?? -1);
    if (stop === undefined || peer === undefined || one.etaEarlyMs === undefined || one.etaLateMs === undefined) return [];
    return [{ mission, link: stop.link, atMs, etaMs: one.etaMs, earlyMs: one.etaEarlyMs, lateMs: one.etaLateMs, ...peer }];
  });
  if (etaMs === undefined || etaEarlyMs === undefined || etaLateMs === undefined) return bars;
  return [...bars, { mission, atMs, etaMs, earlyMs: etaEarlyMs, lateMs: etaLateMs }];
}

/** What others would have told, by place of the stop's link in the route. */
function peersOf(
  index: RoadIndex,
  state: CoreState,
  { route, progress }: MissionView,
  nowMs: number,
): ReadonlyMap<number, { readonly queuesMs: number; readonly distanceMs: number }> {
  if (route === undefined || progress === undefined) return new Map();
  const { alongM, speedMps } = deadReckon(route, progress, nowMs);
  const fromM = Math.min(alongM, route.stops[progress.passedStops]?.alongM ?? Number.POSITIVE_INFINITY);
  const forecasts = forecastRoute(index, route, fromM, heardStates(index, state, nowMs), state.traffic, nowMs, state.live);
  return new Map(
    forecasts.map(({ stop, arrivalS, distanceM }) => [
      stop.linkIndex,
      { queuesMs: nowMs + arrivalS * 1000, distanceMs: nowMs + etaS(distanceM, speedMps) * 1000 },
    ]),
  );
}

function predictionOf({ atMs, etaMs, earlyMs, lateMs, queuesMs, distanceMs }: Told, cameMs: number): Prediction {
  const error = (foretoldMs: number | undefined): number => ((foretoldMs ?? Number.NaN) - cameMs) / 1000;
  return {
    aheadS: (cameMs - atMs) / 1000,
    errorS: { told: error(etaMs), queues: error(queuesMs), distance: error(distanceMs) },
    side: cameMs < earlyMs ? 'early' : cameMs > lateMs ? 'late' : 'inside',
    widthS: (lateMs - earlyMs) / 1000,
  };
}
