import type { OnTheWay, Scenario, ScenarioFault, ScenarioMission } from '../scenario/scenario.ts';

/** Silences come this far apart, from the first departure on. */
const SILENCE_EVERY_S = 120;

/** All volumes times a factor. */
export function withDemand(scenario: Scenario, factor: number): Scenario {
  const { demand } = scenario;
  const flows = demand.flows.map((flow) => ({ ...flow, vehPerHour: Math.round(flow.vehPerHour * factor * 1000) / 1000 }));
  return { ...scenario, demand: { ...demand, flows, source: `${demand.source} All volumes times ${factor}.` } };
}

/** Receivers that err by `sigmaM` per axis. */
export function withGpsNoise(scenario: Scenario, sigmaM: number): Scenario {
  return { ...scenario, gps: { ...scenario.gps, sigmaM } };
}

/** No position of any ambulance for `silenceS`, every two minutes of its drive. */
export function withSilences(scenario: Scenario, silenceS: number): Scenario {
  const faults = scenario.missions.flatMap(({ vehicle, departS }): readonly ScenarioFault[] => {
    const count = Math.floor((scenario.endS - departS.latest) / SILENCE_EVERY_S);
    return Array.from({ length: count }, (_, i) => {
      const fromS = departS.latest + (i + 0.5) * SILENCE_EVERY_S;
      return { kind: 'gps-dropout', vehicle, fromS, toS: fromS + silenceS };
    });
  });
  return { ...scenario, faults: [...scenario.faults, ...faults] };
}

/** Junctions that have no detector on a share of their lanes. */
export function withUncountedLanes(scenario: Scenario, share: number): Scenario {
  return { ...scenario, uncountedLanes: share };
}

/** Faults in force from the first departure to the end. */
export function withFaults(scenario: Scenario, faults: (window: Window) => readonly ScenarioFault[]): Scenario {
  const fromS = Math.min(...scenario.missions.map(({ departS }) => departS.earliest));
  return { ...scenario, faults: [...scenario.faults, ...faults({ fromS, toS: scenario.endS })] };
}

interface Window {
  readonly fromS: number;
  readonly toS: number;
}

/** Every ambulance meets this. */
export function withOnTheWay<T extends Missions>(of: T, onTheWay: OnTheWay): T {
  return { ...of, missions: of.missions.map((mission) => ({ ...mission, onTheWay })) };
}

/** Every crew drives the route that its mission's status shows. */
export function withLedCrews<T extends Missions>(of: T): T {
  return { ...of, missions: of.missions.map((mission) => ({ ...mission, follows: 'dispatch' as const })) };
}

interface Missions {
  readonly missions: readonly ScenarioMission[];
}
