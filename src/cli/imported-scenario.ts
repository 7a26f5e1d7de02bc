import { basename } from 'node:path';
import { Document, isMap, isScalar, visit } from 'yaml';
import type { LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { freeFlowS } from '../roadnet/travel-time.ts';
import type { Demand, ProgrammeRule, Scenario, ScenarioMission } from '../scenario/scenario.ts';

const WARM_UP_S = 600;
/** The ambulance departs somewhere within a usual cycle, so that it meets the signals at any phase. */
const CYCLE_S = 120;
const LEAST_END_S = 3600;
const SPEED_FACTOR = 1.25;

/** What the imported data say of a scenario; the rest is the same for all. */
export interface ScenarioData {
  readonly start: string;
  readonly endS: number;
  readonly demand: Demand;
  readonly programmes: readonly ProgrammeRule[];
  /** Links of the mission's way; absent: no mission. */
  readonly mission?: readonly LinkId[];
}

/**
 * A scenario on an imported network; without a mission it is about the traffic alone. It is named after its own file, so that
 * two imports of one folder keep their results apart.
 */
export function draftScenario(index: RoadIndex, data: ScenarioData, mapPath: string, file: string): Scenario {
  const { name } = index.map;
  const warmUpS = warmUpOf(data.endS);
  const missions = data.mission === undefined ? [] : [missionOn(index, data.mission, warmUpS)];
  return {
    format: 'clearway-scenario/1',
    name: nameOf(basename(file).replace(/\.ya?ml$/, '')) || nameOf(name) || 'imported',
    title: `${name}, imported network and traffic`,
    description: `The imported road network and traffic of "${name}"${missions.length > 0 ? ' with one mission' : ''}. ${index.map.attribution}`,
    map: mapPath,
    start: data.start,
    stepS: 0.5,
    warmUpS,
    endS: data.endS,
    demand: data.demand,
    programmes: data.programmes,
    missions,
    gps: { periodS: 1, sigmaM: 5 },
    faults: [],
    seeds: [1, 2, 3, 4, 5],
    arms: [
      { name: 'none', strategy: { kind: 'none' } },
      ...(missions.length === 0
        ? []
        : ([
            { name: 'eta-30', strategy: { kind: 'fixed-eta', leadS: 30 } },
            { name: 'eta-120', strategy: { kind: 'fixed-eta', leadS: 120 } },
            { name: 'clearway', strategy: { kind: 'wavefront' } },
          ] as const)),
    ],
  };
}

/** When a mission on a way would arrive that departs as late as it may and never stops, seconds since the start of a run to `endS`. */
export function missionArrivesS(index: RoadIndex, links: readonly LinkId[], endS: number): number {
  return warmUpOf(endS) + CYCLE_S + freeFlowS(index, links) / SPEED_FACTOR;
}

function warmUpOf(endS: number): number {
  return endS >= LEAST_END_S ? WARM_UP_S : 0;
}

/** A text as names of scenarios are written; empty where nothing of it may stand in one. */
function nameOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function missionOn(index: RoadIndex, links: readonly LinkId[], warmUpS: number): ScenarioMission {
  return {
    mission: 'M1',
    vehicle: 'AMB-1',
    urgency: 'life-threat',
    from: links[0]!,
    to: index.link(links.at(-1)!).to,
    departS: { earliest: warmUpS, latest: warmUpS + CYCLE_S },
    speedFactor: SPEED_FACTOR,
  };
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
