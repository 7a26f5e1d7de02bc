import type { LinkId } from '../kernel/ids.ts';
import type { Junction, Stage } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { ListedVehicle, ProgrammeRule } from '../scenario/scenario.ts';
import { leastStageS, stageIntergreenS } from '../signal/clearance.ts';
import { cycleStages, mergedRules } from './assumed-programmes.ts';

/** Of a lane, vehicles per hour of green (Highway Capacity Manual base rate). */
const SATURATION_VEH_PER_H = 1900;
/** A cycle that people put up with. */
const CYCLE_S = { least: 60, most: 120 };
/** Above this Webster's cycle runs away. */
const MOST_FLOW_RATIO = 0.9;

/**
 * Fixed-time programmes timed for known vehicles by Webster's method (Road Research Technical Paper 39, 1958): the stages that between
 * them open every group, the cycle (1.5 L + 5) / (1 - Y) within 60 and 120 s, greens in proportion to the critical flow ratios of the stages.
 */
export function websterProgrammes(index: RoadIndex, vehicles: readonly ListedVehicle[], hours: number): readonly ProgrammeRule[] {
  const laneVehPerH = laneVolumes(index, vehicles, hours);
  return mergedRules(index.map.junctions.map((junction) => [junction.id, ruleOf(index, junction, laneVehPerH)]));
}

/** Vehicles per hour by `link lane group-of-movement`, each movement's shared out evenly over its lanes. */
function laneVolumes(index: RoadIndex, vehicles: readonly ListedVehicle[], hours: number): ReadonlyMap<string, number> {
  const volumes = new Map<string, number>();
  for (const { route } of vehicles) {
    route.slice(1).forEach((to, i) => {
      const movement = index.findMovement(route[i] as LinkId, to);
      const group = movement === undefined ? undefined : index.findGroupOf(movement.id)?.group.id;
      if (movement === undefined || group === undefined) return;
      const lanes = [...new Set(movement.lanes.map(([lane]) => lane))];
      for (const lane of lanes) {
        const key = laneKey(movement.from, lane, group);
        volumes.set(key, (volumes.get(key) ?? 0) + 1 / lanes.length / hours);
      }
    });
  }
  return volumes;
}

function laneKey(link: LinkId, lane: number, group: string): string {
  return `${link} ${lane} ${group}`;
}

function ruleOf(index: RoadIndex, junction: Junction, laneVehPerH: ReadonlyMap<string, number>): ProgrammeRule {
  const cycle = cycleStages(junction);
  const ratios = cycle.map((stage) => flowRatio(index, junction, stage, laneVehPerH));
  const lostS = cycle.reduce((sum, stage, i) => sum + intergreenS(junction, stage, cycle[(i + 1) % cycle.length] as Stage), 0);
  const flow = ratios.reduce((sum, ratio) => sum + ratio, 0);
  const websterS = (1.5 * lostS + 5) / (1 - Math.min(flow, MOST_FLOW_RATIO));
  const greenS = Math.min(CYCLE_S.most, Math.max(CYCLE_S.least, websterS)) - lostS;
  const stages = cycle.map((stage, i) => {
    const share = flow === 0 ? 1 / cycle.length : (ratios[i] as number) / flow;
    return { stage: stage.id, greenS: Math.max(leastStageS(junction, stage), Math.round(greenS * share)) };
  });
  return {
    cycleS: lostS + stages.reduce((sum, stage) => sum + stage.greenS, 0),
    stages,
    offsets: { kind: 'random' },
    source: "Timed for the listed vehicles by Webster's method (1958), cycle within 60 and 120 s, not coordinated.",
  };
}

function intergreenS(junction: Junction, from: Stage, to: Stage): number {
  return stageIntergreenS(junction, from.id, to.id);
}

/** Largest share of an hour's green that a lane of the stage needs. */
function flowRatio(index: RoadIndex, junction: Junction, stage: Stage, laneVehPerH: ReadonlyMap<string, number>): number {
  const lanes = junction.groups.flatMap((group) =>
    group.kind === 'vehicle' && stage.groups.includes(group.id)
      ? group.movements.flatMap((id) => {
          const { from, lanes: pairs } = index.movement(id);
          return pairs.map(([lane]) => laneVehPerH.get(laneKey(from, lane, group.id)) ?? 0);
        })
      : [],
  );
  return Math.max(0, ...lanes) / SATURATION_VEH_PER_H;
}
