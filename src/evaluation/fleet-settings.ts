import type { Scenario, ScenarioMission } from '../scenario/scenario.ts';
import { crossingTraffic, EMVLIGHT_GRID } from './grid-traffic.ts';
import type { Setting } from './setting.ts';

const MODERATE = 'hangzhou-shixin-21-moderate.yaml';
/** The second ambulance of an incident follows the first one by so much. */
const BEHIND_S = { earliest: 30, latest: 60 };

function crossing(ambulances: number): Setting {
  return {
    name: `crossing-${ambulances}`,
    title: `${ambulances} ambulances whose ways cross`,
    about:
      'The 5 x 5 grid in random traffic of 200/240 veh/h per lane; all leave at 600 s. Figures of the ambulance are the mean over all of them.',
    origin: { kind: 'grid', plan: EMVLIGHT_GRID, traffic: crossingTraffic(ambulances, 'alike') },
  };
}

function mixed(ambulances: number): Setting {
  return {
    name: `crossing-${ambulances}-mixed`,
    title: `${ambulances} ambulances whose ways cross, of unlike urgency`,
    about:
      'As when all are alike, but under an arm that leaves their urgencies as they were ordered every second one is life-threat, the others are urgent and routine in turn.',
    origin: { kind: 'grid', plan: EMVLIGHT_GRID, traffic: crossingTraffic(ambulances, 'mixed') },
  };
}

/** Two ambulances on the corridor: the scenario's own, and one made of it. */
function pair(
  name: string,
  title: string,
  about: string,
  change: (first: ScenarioMission) => readonly ScenarioMission[],
): Setting {
  const withPair = (scenario: Scenario): Scenario => ({ ...scenario, missions: change(scenario.missions[0]!) });
  return { name, title, about, origin: { kind: 'scenario', file: MODERATE, change: withPair } };
}

function second(first: ScenarioMission, change: Partial<ScenarioMission>): ScenarioMission {
  return { ...first, mission: 'M2', vehicle: 'AMB-2', ...change };
}

/** Several ambulances at a time. */
export const FLEETS: readonly Setting[] = [
  ...[2, 3, 4, 5, 6].map(crossing),
  ...[4, 6].map(mixed),
  pair(
    'following',
    'Two ambulances behind each other',
    'The moderate corridor; a second ambulance goes the same way 30 to 60 s after the first. Figures of the ambulance are the mean over both.',
    (first) => {
      const departS = first.departS.latest;
      const behind = { earliest: departS + BEHIND_S.earliest, latest: departS + BEHIND_S.latest };
      return [{ ...first, departS: { earliest: departS, latest: departS } }, second(first, { departS: behind })];
    },
  ),
  pair(
    'opposing',
    'Two ambulances towards each other',
    'The moderate corridor, an ambulance from either end of it. Figures of the ambulance are the mean over both.',
    (first) => [first, second(first, { from: 'NORTH-S21', to: 'SOUTH' })],
  ),
];
