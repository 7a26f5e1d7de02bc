import { figure } from './figure.ts';
import type { RunResult } from './run-result.ts';
import type { Figure, PedestrianSummary, TrafficArm } from './summary.ts';

/** The traffic of one arm's runs, whoever drove in it. */
export function summariseTrafficOf(runs: readonly RunResult[]): TrafficArm {
  const ofTrips = (pick: (run: RunResult) => number | null): Figure | null => {
    const means = runs.map(pick).filter((mean) => mean !== null);
    return means.length === runs.length ? figure(means) : null;
  };
  return {
    othersMeanDelayS: figure(runs.map((run) => run.othersMeanDelayS)),
    completedTrips: figure(runs.map(({ traffic }) => traffic.completedTrips)),
    throughputVehPerH: figure(runs.map(({ traffic }) => traffic.throughputVehPerH)),
    meanTravelTimeS: ofTrips(({ traffic }) => traffic.meanTravelTimeS),
    meanTripDelayS: ofTrips(({ traffic }) => traffic.meanTripDelayS),
    unfinishedTrips: figure(runs.map(({ traffic }) => traffic.unfinishedTrips)),
    pedestrians: summarisePedestrians(runs),
    gridlocks: runs.flatMap(({ seed, gridlock }) => (gridlock === null ? [] : [{ seed, ...gridlock }])),
    violations: runs.reduce((sum, run) => sum + run.violations.length, 0),
  };
}

function summarisePedestrians(runs: readonly RunResult[]): PedestrianSummary | null {
  const onFoot = runs.flatMap(({ pedestrians }) => pedestrians ?? []);
  if (onFoot.length < runs.length) return null;
  return {
    served: figure(onFoot.map(({ served }) => served)),
    waiting: figure(onFoot.map(({ waiting }) => waiting)),
    meanWaitS: figure(onFoot.map(({ meanWaitS }) => meanWaitS)),
    longestWaitS: figure(onFoot.map(({ longestWaitS }) => longestWaitS)),
  };
}
