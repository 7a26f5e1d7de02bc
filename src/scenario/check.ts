import type { Fault } from '../kernel/faults.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { missionFaults } from './check-missions.ts';
import { programmeFaults } from './check-programmes.ts';
import { surroundingsFaults } from './check-surroundings.ts';
import { demandFaults } from './demand/check-demand.ts';
import { turningFaults } from './demand/check-turning.ts';
import type { Scenario, ScenarioFault } from './scenario.ts';
import { repeated, unknown, windowFaults } from './usual-faults.ts';

/** Every fault of a well-formed scenario's meaning against its map, in the order of the file; empty when it is sound. */
export function checkScenario(scenario: Scenario, index: RoadIndex): readonly Fault[] {
  return [
    ...timeFaults(scenario),
    ...demandFaults(scenario, index),
    ...turningFaults(scenario, index),
    ...surroundingsFaults(scenario, index),
    ...programmeFaults(scenario, index),
    ...missionFaults(scenario, index),
    ...scenario.faults.flatMap((fault, i) => plannedFaultFaults(fault, `faults[${i}]`, scenario, index)),
    ...restartFaults(scenario),
    ...seedFaults(scenario.seeds),
    ...armFaults(scenario),
  ];
}

/** The longest run: a week; more is a slip of the pen that would run without end. */
export const MOST_END_S = 7 * 86_400;

function timeFaults({ stepS, warmUpS, endS }: Scenario): Fault[] {
  const stepsPerSecond = 1 / stepS;
  const stepFault =
    stepsPerSecond === Math.round(stepsPerSecond)
      ? []
      : [{ path: 'stepS', value: stepS, advice: 'must divide one second into whole steps, e.g. 0.5' }];
  const endFault =
    endS <= MOST_END_S
      ? []
      : [{ path: 'endS', value: endS, advice: `is longer than a run may be: at most 7 days (${MOST_END_S} s)` }];
  return warmUpS < endS
    ? [...stepFault, ...endFault]
    : [...stepFault, ...endFault, { path: 'warmUpS', value: warmUpS, advice: `must end before endS (${endS})` }];
}

function plannedFaultFaults(fault: ScenarioFault, path: string, scenario: Scenario, index: RoadIndex): Fault[] {
  const faults = windowFaults(fault, path, scenario);
  if (fault.kind === 'gps-dropout' && !scenario.missions.some((mission) => mission.vehicle === fault.vehicle)) {
    faults.push({ path: `${path}.vehicle`, value: fault.vehicle, advice: 'is the vehicle of no mission' });
  }
  if ((fault.kind === 'junction-silent' || fault.kind === 'junction-fault') && index.findJunction(fault.junction) === undefined) {
    faults.push(unknown(`${path}.junction`, fault.junction, 'junction'));
  }
  return faults;
}

/** A run keeps the log of the controller before and of the one after. */
function restartFaults({ faults }: Scenario): Fault[] {
  const first = faults.findIndex(({ kind }) => kind === 'controller-restarts');
  return faults.flatMap(({ kind }, i) =>
    kind === 'controller-restarts' && i > first
      ? [{ path: `faults[${i}].kind`, value: kind, advice: `the controller restarts in faults[${first}] already: once in a run` }]
      : [],
  );
}

function seedFaults(seeds: readonly number[]): Fault[] {
  return seeds.flatMap((seed, i) =>
    seeds.indexOf(seed) < i ? [{ path: `seeds[${i}]`, value: seed, advice: 'is there already: one run would count twice' }] : [],
  );
}

function armFaults({ arms }: Scenario): Fault[] {
  const baseline = arms.some(({ name, strategy }) => name === 'none' && strategy.kind === 'none');
  return [
    ...repeated(arms, 'arms', 'name'),
    ...(baseline
      ? []
      : [
          {
            path: 'arms',
            value: arms.map(({ name }) => name),
            advice: 'must hold the arm `none` with strategy `none`: every saving is counted against it',
          },
        ]),
  ];
}
