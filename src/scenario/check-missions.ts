import type { Fault } from '../kernel/faults.ts';
import { findRoute, freeFlowS } from '../roadnet/road-graph.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { openRoads } from './open-roads.ts';
import type { Scenario, ScenarioMission } from './scenario.ts';
import { closed, repeated, unknown } from './usual-faults.ts';

/** Faults of the missions: when they leave, where they go, and that they can arrive. */
export function missionFaults(scenario: Scenario, index: RoadIndex): readonly Fault[] {
  const { missions } = scenario;
  return [
    ...missions.flatMap((mission, i) => [
      ...departureFaults(mission, `missions[${i}].departS`, scenario),
      ...wayFaults(mission, `missions[${i}]`, scenario, index),
    ]),
    ...repeated(missions, 'missions', 'mission'),
    ...repeated(missions, 'missions', 'vehicle'),
  ];
}

function departureFaults({ departS }: ScenarioMission, path: string, { warmUpS }: Scenario): readonly Fault[] {
  const { earliest, latest } = departS;
  const faults: Fault[] = [];
  if (earliest > latest) faults.push({ path, value: departS, advice: '`earliest` must not be after `latest`' });
  if (earliest < warmUpS) {
    faults.push({ path: `${path}.earliest`, value: earliest, advice: `must not be before the warm-up ends (${warmUpS})` });
  }
  return faults;
}

function wayFaults(mission: ScenarioMission, path: string, scenario: Scenario, index: RoadIndex): readonly Fault[] {
  const { from, to, departS, speedFactor } = mission;
  const ends = [
    ...(index.findLink(from) === undefined ? [unknown(`${path}.from`, from, 'link')] : []),
    ...(scenario.closedLinks?.includes(from) === true ? [closed(`${path}.from`, from)] : []),
    ...(index.findNode(to) === undefined ? [unknown(`${path}.to`, to, 'node')] : []),
  ];
  if (ends.length > 0) return ends;
  const open = openRoads(scenario, index);
  const route = findRoute(open, from, to);
  if (route === undefined) {
    const advice =
      findRoute(index, from, to) === undefined
        ? `no route leads here from ${from}`
        : `every route here from ${from} goes over a closed link (closedLinks)`;
    return [{ path: `${path}.to`, value: to, advice }];
  }
  const driveS = freeFlowS(open, route) / speedFactor;
  if (departS.latest + driveS <= scenario.endS) return [];
  const advice = `leaves too little time: alone on all green the drive takes ${Math.ceil(driveS)} s, and the run ends at ${scenario.endS}`;
  return [{ path: `${path}.departS.latest`, value: departS.latest, advice }];
}
