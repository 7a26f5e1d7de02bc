import type { Fault } from '../kernel/faults.ts';
import type { LinkId } from '../kernel/ids.ts';
import { findRoute, freeFlowS } from '../roadnet/road-graph.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { programmeFaults } from './check-programmes.ts';
import type { Flow, Scenario, ScenarioFault, ScenarioMission } from './scenario.ts';
import { reachableLinks, ruleFor, TurningWalk, waysOn } from './turning-walk.ts';

/** Every fault of a well-formed scenario's meaning against its map, in the order of the file; empty when it is sound. */
export function checkScenario(scenario: Scenario, index: RoadIndex): readonly Fault[] {
  return [
    ...timeFaults(scenario),
    ...scenario.demand.flows.flatMap((flow, i) => flowFaults(flow, `demand.flows[${i}]`, scenario, index)),
    ...turningFaults(scenario, index),
    ...programmeFaults(scenario, index),
    ...scenario.missions.flatMap((mission, i) => missionFaults(mission, `missions[${i}]`, scenario, index)),
    ...repeated(scenario.missions, 'missions', 'mission'),
    ...repeated(scenario.missions, 'missions', 'vehicle'),
    ...scenario.faults.flatMap((fault, i) => plannedFaultFaults(fault, `faults[${i}]`, scenario, index)),
    ...seedFaults(scenario.seeds),
    ...armFaults(scenario),
  ];
}

function timeFaults({ stepS, warmUpS, endS }: Scenario): Fault[] {
  const stepsPerSecond = 1 / stepS;
  const stepFault =
    stepsPerSecond === Math.round(stepsPerSecond)
      ? []
      : [{ path: 'stepS', value: stepS, advice: 'must divide one second into whole steps, e.g. 0.5' }];
  return warmUpS < endS
    ? stepFault
    : [...stepFault, { path: 'warmUpS', value: warmUpS, advice: `must end before endS (${endS})` }];
}

function flowFaults(flow: Flow, path: string, scenario: Scenario, index: RoadIndex): Fault[] {
  const faults = windowFaults(flow, path, scenario);
  if (index.findLink(flow.from) === undefined) return [...faults, unknown(`${path}.from`, flow.from, 'link')];
  if (waysOn(index, flow.from).length === 0) {
    faults.push({
      path: `${path}.from`,
      value: flow.from,
      advice: 'no movement leads on from this link: start the flow on one that enters the map',
    });
  }
  return flow.route === undefined ? faults : [...faults, ...routeFaults(flow.route, flow.from, `${path}.route`, index)];
}

function routeFaults(route: readonly LinkId[], from: LinkId, path: string, index: RoadIndex): Fault[] {
  const faults: Fault[] = [];
  if (route[0] !== from) faults.push({ path: `${path}[0]`, value: route[0], advice: `must be the flow's first link, ${from}` });
  route.forEach((link, i) => {
    const before = route[i - 1];
    if (index.findLink(link) === undefined) faults.push(unknown(`${path}[${i}]`, link, 'link'));
    else if (before !== undefined && index.findLink(before) !== undefined && index.findMovement(before, link) === undefined) {
      faults.push({ path: `${path}[${i}]`, value: link, advice: `no movement leads here from ${before}` });
    }
  });
  return faults;
}

/** Every link that a walk can come to needs a rule, and a rule that leaves it a way on. */
function turningFaults({ demand }: Scenario, index: RoadIndex): Fault[] {
  const walk = new TurningWalk(index, demand.turning);
  const entries = demand.flows.filter((flow) => flow.route === undefined && index.findLink(flow.from) !== undefined);
  const stuck = reachableLinks(
    walk,
    entries.map((flow) => flow.from),
  ).filter((link) => waysOn(index, link).length > 0 && walk.choicesAt(link).length === 0);
  return stuck.map((link) => {
    const rule = ruleFor(demand.turning, link);
    return rule === undefined
      ? { path: 'demand.turning', value: link, advice: 'no rule fits this link: add one without `links` for all others' }
      : {
          path: `demand.turning[${demand.turning.indexOf(rule)}].shares`,
          value: rule.shares,
          advice: `leaves no way on from link ${link}: give one of its turns a share`,
        };
  });
}

function missionFaults(mission: ScenarioMission, path: string, scenario: Scenario, index: RoadIndex): Fault[] {
  const { earliest, latest } = mission.departS;
  const faults: Fault[] = [];
  if (earliest > latest)
    faults.push({ path: `${path}.departS`, value: mission.departS, advice: '`earliest` must not be after `latest`' });
  if (earliest < scenario.warmUpS) {
    faults.push({
      path: `${path}.departS.earliest`,
      value: earliest,
      advice: `must not be before the warm-up ends (${scenario.warmUpS})`,
    });
  }
  const unknowns = [
    ...(index.findLink(mission.from) === undefined ? [unknown(`${path}.from`, mission.from, 'link')] : []),
    ...(index.findNode(mission.to) === undefined ? [unknown(`${path}.to`, mission.to, 'node')] : []),
  ];
  if (unknowns.length > 0) return [...faults, ...unknowns];
  const route = findRoute(index, mission.from, mission.to);
  if (route === undefined)
    return [...faults, { path: `${path}.to`, value: mission.to, advice: `no route leads here from ${mission.from}` }];
  const driveS = freeFlowS(index, route) / mission.speedFactor;
  if (latest + driveS <= scenario.endS) return faults;
  const advice = `leaves too little time: alone on all green the drive takes ${Math.ceil(driveS)} s, and the run ends at ${scenario.endS}`;
  return [...faults, { path: `${path}.departS.latest`, value: latest, advice }];
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

function windowFaults({ fromS, toS }: { fromS: number; toS: number }, path: string, { endS }: Scenario): Fault[] {
  if (fromS >= toS) return [{ path: `${path}.toS`, value: toS, advice: `must be after fromS (${fromS})` }];
  return toS <= endS ? [] : [{ path: `${path}.toS`, value: toS, advice: `must not be after the run's end (${endS})` }];
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

function repeated<K extends string>(list: readonly Readonly<Record<K, string>>[], path: string, key: K): Fault[] {
  return list.flatMap((item, i) =>
    list.findIndex((other) => other[key] === item[key]) < i
      ? [{ path: `${path}[${i}].${key}`, value: item[key], advice: 'is there already: give each its own' }]
      : [],
  );
}

function unknown(path: string, value: string, kind: 'link' | 'node' | 'junction'): Fault {
  return { path, value, advice: `the map has no ${kind} of this id` };
}
