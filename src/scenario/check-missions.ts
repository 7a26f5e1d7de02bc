import type { Fault } from '../kernel/faults.ts';
import { findRoute } from '../roadnet/fastest-route.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { freeFlowS } from '../roadnet/travel-time.ts';
import type { Scenario, ScenarioMission } from './scenario.ts';
import { closed, repeated, unknown } from './usual-faults.ts';

/** Faults of the missions: when they leave, where they go, and that they can arrive. */
export function missionFaults(scenario: Scenario, index: RoadIndex): readonly Fault[] {
  const { missions } = scenario;
  return [
    ...missions.flatMap((mission, i) => [
      ...departureFaults(mission, `missions[${i}].departS`, scenario),
      ...wayFaults(mission, `missions[${i}]`, scenario, index),
      ...diversionFaults(mission, `missions[${i}].onTheWay.to`, index),
    ]),
    ...repeated(missions, 'missions', 'mission'),
    ...repeated(missions, 'missions', 'vehicle'),
  ];
}

function diversionFaults({ from, onTheWay }: ScenarioMission, path: string, index: RoadIndex): readonly Fault[] {
  if (onTheWay?.kind !== 'diverted') return [];
  const { to } = onTheWay;
  if (index.findNode(to) === undefined) return [unknown(path, to, 'node')];
  const isReached = index.findLink(from) === undefined || findRoute(index, from, to) !== undefined;
  return isReached ? [] : [{ path, value: to, advice: `no route leads here from ${from}` }];
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
  const route = findRoute(index, from, to);
  if (route === undefined) return [{ path: `${path}.to`, value: to, advice: `no route leads here from ${from}` }];
  const shut = route.find((link) => scenario.closedLinks?.includes(link));
  if (shut !== undefined) {
    const advice = `the fastest way here from ${from} goes over the closed link ${shut} (closedLinks), and who controls the signals plans on the whole map: choose other ends, or open that link`;
    return [{ path: `${path}.to`, value: to, advice }];
  }
  const driveS = freeFlowS(index, route) / speedFactor;
  if (departS.latest + driveS <= scenario.endS) return [];
  const advice = `leaves too little time: alone on all green the drive takes ${Math.ceil(driveS)} s, and the run ends at ${scenario.endS}`;
  return [{ path: `${path}.departS.latest`, value: departS.latest, advice }];
}
