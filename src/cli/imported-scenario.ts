import { Document, isMap, isScalar, visit } from 'yaml';
import type { LinkId } from '../kernel/ids.ts';
import { type CitybrainFlow, vehiclesOfFlow } from '../roadnet/import/citybrain-flow.ts';
import type { Junction, Stage } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Flow, ProgrammeRule, Scenario } from '../scenario/scenario.ts';
import { stageIntergreenS } from '../signal/clearance.ts';

/** Greens of a common fixed-time plan: first stage of the cycle, other through stages, left-turn stages. */
const MAIN_GREEN_S = 30;
const THROUGH_GREEN_S = 25;
const LEFT_GREEN_S = 12;
const WARM_UP_S = 600;
const CYCLE_S = 120;
const LEAST_END_S = 3600;

/**
 * A scenario on an imported network: the vehicles of its flow file, fixed-time programmes by rule, and one mission along
 * `links`. Flows that the map cannot carry are counted as unusable.
 */
export function draftScenario(
  index: RoadIndex,
  flows: readonly CitybrainFlow[],
  links: readonly LinkId[],
  mapPath: string,
): { readonly scenario: Scenario; readonly unusable: number } {
  const usable = flows.filter((flow) => isDriveable(index, flow.links));
  const { name } = index.map;
  const scenario: Scenario = {
    format: 'clearway-scenario/1',
    name: `${name}-imported`,
    title: `${name}, imported network and traffic`,
    description: `The imported road network and traffic of "${name}" with one mission. ${index.map.attribution}`,
    map: mapPath,
    start: '2018-04-16T17:00:00+08:00',
    stepS: 0.5,
    warmUpS: WARM_UP_S,
    endS: Math.max(LEAST_END_S, ...usable.map((flow) => flow.endS)),
    demand: {
      source:
        'Flow file of the imported data (citybrain format), unchanged routes; each flow as many vehicles as the file gives it, ' +
        'arriving at random within its window. Date and time of day are assumed.',
      flows: usable.map(flowOf),
      turning: [{ shares: { left: 0.2, through: 0.6, right: 0.2 } }],
      speedFactor: { mean: 1, sd: 0.08 },
    },
    programmes: programmeRules(index),
    missions: [
      {
        mission: 'M1',
        vehicle: 'AMB-1',
        urgency: 'life-threat',
        from: links[0]!,
        to: index.link(links.at(-1)!).to,
        departS: { earliest: WARM_UP_S, latest: WARM_UP_S + CYCLE_S },
        speedFactor: 1.25,
      },
    ],
    gps: { periodS: 1, sigmaM: 5 },
    faults: [],
    seeds: [1, 2, 3, 4, 5],
    arms: [
      { name: 'none', strategy: { kind: 'none' } },
      { name: 'eta-30', strategy: { kind: 'fixed-eta', leadS: 30 } },
      { name: 'eta-120', strategy: { kind: 'fixed-eta', leadS: 120 } },
      { name: 'clearway', strategy: { kind: 'wavefront' } },
    ],
  };
  return { scenario, unusable: flows.length - usable.length };
}

/** YAML with everything that holds no further structure on one line: a flow, a stage, an arm. */
export function scenarioText(scenario: Scenario): string {
  const document = new Document(scenario);
  visit(document, {
    Collection(_key, node, path) {
      const flat = isMap(node) ? node.items.every((pair) => !isMap(pair.value)) : node.items.every(isScalar);
      if (path.length > 1 && flat) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

function isDriveable(index: RoadIndex, links: readonly LinkId[]): boolean {
  if (links.some((link) => index.findLink(link) === undefined)) return false;
  return links.slice(1).every((link, i) => index.findMovement(links[i]!, link) !== undefined);
}

function flowOf(flow: CitybrainFlow): Flow {
  const windowS = Math.max(1, flow.endS - flow.startS);
  const vehPerHour = Math.round((vehiclesOfFlow(flow) * 3600_000) / windowS) / 1000;
  return { from: flow.links[0]!, vehPerHour, fromS: flow.startS, toS: flow.startS + windowS, route: flow.links };
}

/** One rule for all junctions whose cycle has the same stages and greens. */
function programmeRules(index: RoadIndex): readonly ProgrammeRule[] {
  const rules = new Map<string, { junctions: string[]; rule: ProgrammeRule }>();
  for (const junction of index.map.junctions) {
    const rule = programmeRule(junction);
    const key = JSON.stringify(rule);
    const same = rules.get(key);
    if (same === undefined) rules.set(key, { junctions: [junction.id], rule });
    else same.junctions.push(junction.id);
  }
  return [...rules.values()].map(({ junctions, rule }) => ({ junctions, ...rule }));
}

function programmeRule(junction: Junction): ProgrammeRule {
  const cycle = cycleStages(junction);
  const stages = cycle.map((stage, i) => ({ stage: stage.id, greenS: greenS(junction, stage, i) }));
  const intergreensS = cycle.map((stage, i) => stageIntergreenS(junction, stage.id, cycle[(i + 1) % cycle.length]!.id));
  const cycleS = stages.reduce((sum, stage) => sum + stage.greenS, 0) + intergreensS.reduce((sum, s) => sum + s, 0);
  const source = 'Assumed: a common fixed-time plan, long enough for pedestrians, not coordinated.';
  return { cycleS, stages, offsets: { kind: 'random' }, source };
}

/** The stages in order that open a group which none before them opens. */
function cycleStages(junction: Junction): readonly Stage[] {
  const served = new Set<string>();
  return junction.stages.filter((stage) => {
    const opens = stage.groups.some((group) => !served.has(group));
    for (const group of stage.groups) served.add(group);
    return opens;
  });
}

function greenS(junction: Junction, stage: Stage, place: number): number {
  const groups = junction.groups.filter((group) => stage.groups.includes(group.id));
  const leastS = groups.map((group) => (group.kind === 'vehicle' ? group.minGreenS : group.walkS + group.clearanceS));
  const leftOnly = groups.every((group) => group.kind === 'vehicle' && group.id.endsWith('L'));
  const wishedS = place === 0 ? MAIN_GREEN_S : leftOnly ? LEFT_GREEN_S : THROUGH_GREEN_S;
  return Math.max(wishedS, ...leastS);
}
