import type { JunctionId } from '../kernel/ids.ts';
import type { Junction, Stage } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { ProgrammeRule } from '../scenario/scenario.ts';
import { leastStageS, stageIntergreenS } from '../signal/clearance.ts';

/** Greens of a common fixed-time plan: first stage of the cycle, other through stages, left-turn stages. */
const MAIN_GREEN_S = 30;
const THROUGH_GREEN_S = 25;
const LEFT_GREEN_S = 12;

/** Programmes for junctions of which only the stages are known: one rule for all whose cycle has the same stages and greens. */
export function assumedProgrammes(index: RoadIndex): readonly ProgrammeRule[] {
  return mergedRules(index.map.junctions.map((junction) => [junction.id, programmeRule(junction)]));
}

/** One rule for all junctions whose programmes are alike. */
export function mergedRules(programmes: readonly (readonly [JunctionId, ProgrammeRule])[]): readonly ProgrammeRule[] {
  const rules = new Map<string, { junctions: JunctionId[]; rule: ProgrammeRule }>();
  for (const [junction, rule] of programmes) {
    const key = JSON.stringify(rule);
    const same = rules.get(key);
    if (same === undefined) rules.set(key, { junctions: [junction], rule });
    else same.junctions.push(junction);
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
export function cycleStages(junction: Junction): readonly Stage[] {
  const served = new Set<string>();
  return junction.stages.filter((stage) => {
    const opens = stage.groups.some((group) => !served.has(group));
    for (const group of stage.groups) served.add(group);
    return opens;
  });
}

function greenS(junction: Junction, stage: Stage, place: number): number {
  const groups = junction.groups.filter((group) => stage.groups.includes(group.id));
  const leftOnly = groups.every((group) => group.kind === 'vehicle' && group.id.endsWith('L'));
  const wishedS = place === 0 ? MAIN_GREEN_S : leftOnly ? LEFT_GREEN_S : THROUGH_GREEN_S;
  return Math.max(wishedS, leastStageS(junction, stage));
}
