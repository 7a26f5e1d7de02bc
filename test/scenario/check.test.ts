import { describe, expect, test } from 'vitest';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import type { Demand, Flow, ProgrammeRule, Scenario, ScenarioMission } from '../../src/scenario/scenario.ts';
import { scenarioWith, twoJunctions } from './two-junctions.ts';

const index = indexMap(twoJunctions());
const sound = scenarioWith();
const [avenue] = sound.demand.flows as [Flow];
const [mission] = sound.missions as [ScenarioMission];
const [rule] = sound.programmes as [ProgrammeRule];

function pathsIn(changes: Partial<Scenario>): string[] {
  return checkScenario(scenarioWith(changes), index).map(({ path }) => path);
}

function demand(changes: Partial<Demand>): Partial<Scenario> {
  return { demand: { ...sound.demand, ...changes } };
}

function oneMission(changes: Partial<ScenarioMission>): Partial<Scenario> {
  return { missions: [{ ...mission, ...changes }] };
}

function oneRule(changes: Partial<ProgrammeRule>): Partial<Scenario> {
  return { programmes: [{ ...rule, ...changes }] };
}

describe('a scenario against its map', () => {
  test('a sound one has no fault', () => {
    expect(checkScenario(sound, index)).toEqual([]);
  });

  test.each<[string, Partial<Scenario>, string[]]>([
    ['a step that does not divide a second', { stepS: 0.3 }, ['stepS']],
    ['a run without end', { endS: 1e12 }, ['endS']],
    ['a run of a second more than a week', { endS: 604_801 }, ['endS']],
    ['a warm-up longer than the run', { warmUpS: 2000, missions: [] }, ['warmUpS']],
    ['a flow from an unknown link', demand({ flows: [{ ...avenue, from: 'X' }] }), ['demand.flows[0].from']],
    ['a flow with no way on', demand({ flows: [{ ...avenue, from: 'J2-NORTH' }] }), ['demand.flows[0].from']],
    ['a window out of the run', demand({ flows: [{ ...avenue, toS: 1501 }] }), ['demand.flows[0].toS']],
    ['a window that ends before it begins', demand({ flows: [{ ...avenue, fromS: 9, toS: 9 }] }), ['demand.flows[0].toS']],
    ['a route that jumps', demand({ flows: [{ ...avenue, route: ['SOUTH-J1', 'J2-NORTH'] }] }), ['demand.flows[0].route[1]']],
    ['a route with an unknown link', demand({ flows: [{ ...avenue, route: ['SOUTH-J1', 'X'] }] }), ['demand.flows[0].route[1]']],
    [
      'a route that begins elsewhere',
      demand({ flows: [{ ...avenue, route: ['J1-J2', 'J2-NORTH'] }] }),
      ['demand.flows[0].route[0]'],
    ],
    [
      'no turning rule that fits',
      demand({ turning: [{ links: 'J', shares: { left: 1, through: 0, right: 0 } }] }),
      ['demand.turning'],
    ],
    [
      'a rule that leaves no way on',
      demand({ turning: [{ shares: { left: 0, through: 0, right: 0 } }] }),
      Array(2).fill('demand.turning[0].shares'),
    ],
    [
      'a mission from an unknown link to an unknown node',
      oneMission({ from: 'X', to: 'Y' }),
      ['missions[0].from', 'missions[0].to'],
    ],
    ['a mission with no route', oneMission({ from: 'J2-NORTH', to: 'SOUTH' }), ['missions[0].to']],
    ['a departure in the warm-up', oneMission({ departS: { earliest: 299, latest: 700 } }), ['missions[0].departS.earliest']],
    [
      'a departure window that ends before it begins',
      oneMission({ departS: { earliest: 700, latest: 600 } }),
      ['missions[0].departS'],
    ],
    ['a departure too late to arrive', oneMission({ departS: { earliest: 600, latest: 1450 } }), ['missions[0].departS.latest']],
    ['two missions of one name and vehicle', { missions: [mission, mission] }, ['missions[1].mission', 'missions[1].vehicle']],
    ['a junction without a programme', oneRule({ junctions: ['J1'] }), ['programmes']],
    ['a rule for no junction', { programmes: [rule, { ...rule }] }, ['programmes[1]']],
    [
      'a rule that names an unknown junction',
      { programmes: [{ ...rule, junctions: ['J1', 'J9'] }, rule] },
      ['programmes[0].junctions[1]'],
    ],
    ['a fixed offset left out', oneRule({ offsets: { kind: 'fixed', offsetS: { J1: 3 } } }), ['programmes[0].offsets.offsetS']],
    [
      'a progression along an unknown junction',
      oneRule({ offsets: { kind: 'progression', along: ['J1', 'J9'], speedMps: 12 } }),
      ['programmes[0].offsets.along[1]'],
    ],
    [
      'a progression that leaves a junction out',
      { programmes: [{ ...rule, junctions: ['J1', 'J2'], offsets: { kind: 'progression', along: ['J1', 'J1'], speedMps: 12 } }] },
      ['programmes[0].offsets.along', 'programmes[0].offsets.along[1]'],
    ],
    ['a dropout of no mission', { faults: [{ kind: 'gps-dropout', vehicle: 'AMB-9', fromS: 0, toS: 9 }] }, ['faults[0].vehicle']],
    [
      'a fault at an unknown junction',
      { faults: [{ kind: 'junction-fault', junction: 'J9', fromS: 0, toS: 9 }] },
      ['faults[0].junction'],
    ],
    [
      'a controller that restarts twice',
      { faults: [9, 99].map((fromS) => ({ kind: 'controller-restarts', fromS, toS: fromS + 9 }) as const) },
      ['faults[1].kind'],
    ],
    ['a fault out of the run', { faults: [{ kind: 'command-loss', probability: 1, fromS: 0, toS: 9000 }] }, ['faults[0].toS']],
    ['a seed twice', { seeds: [1, 2, 1] }, ['seeds[2]']],
    ['no baseline', { arms: [{ name: 'none', strategy: { kind: 'wavefront' } }] }, ['arms']],
    ['an arm twice', { arms: [...sound.arms, { name: 'clearway', strategy: { kind: 'none' } }] }, ['arms[2].name']],
  ])('%s is found', (_, changes, paths) => {
    expect(pathsIn(changes)).toEqual(paths);
  });

  test('a programme that a junction cannot run is found once, with all the junctions it is for', () => {
    const faults = checkScenario(scenarioWith(oneRule({ cycleS: 70 })), index);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ path: 'programmes[0].cycleS', value: 70 });
    expect(faults[0]?.advice).toContain('(at J1, J2)');
  });

  test('a stage that the map does not have is found', () => {
    const [first] = rule.stages;
    const stages = [{ stage: 'Z', greenS: 39 }, ...rule.stages.slice(1)];
    expect(first?.stage).toBe('A');
    expect(pathsIn(oneRule({ stages })).every((path) => path.startsWith('programmes[0].stages[0]'))).toBe(true);
    expect(pathsIn(oneRule({ stages })).length).toBeGreaterThan(0);
  });
});
