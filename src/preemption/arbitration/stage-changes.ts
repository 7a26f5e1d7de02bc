import type { SignalGroupId, StageId } from '../../kernel/ids.ts';
import type { Junction, Stage } from '../../roadnet/map.ts';
import { leastStageS, stageIntergreenS } from '../../signal/clearance.ts';
import { stagesByRank } from '../stage-choice.ts';

/** A junction's stages by number, those to be preferred first. */
export interface StageChanges {
  readonly stages: readonly StageId[];
  /** Per group: bit `1 << stage` of every stage that holds it green. */
  readonly maskOf: ReadonlyMap<SignalGroupId, number>;
  /** From the end of one stage to the green of another, seconds. */
  readonly setupS: readonly (readonly number[])[];
  /** What a stage takes once it has begun: its minimum greens, walks and clearances. */
  readonly leastS: readonly number[];
}

/** More stages than a bit mask holds are left out, of those that open no group which no other one opens. */
const STAGES_MOST = 30;

const compiled = new WeakMap<Junction, StageChanges>();

export function stageChanges(junction: Junction): StageChanges {
  const known = compiled.get(junction);
  if (known !== undefined) return known;
  const made = compile(junction);
  compiled.set(junction, made);
  return made;
}

/** The preferred stage of a mask that is not empty. */
export function bestStage(mask: number): number {
  return 31 - Math.clz32(mask & -mask);
}

/** For every group the first stage that opens it, then the others by rank, as many as a mask holds. */
function usefulStages(junction: Junction): readonly Stage[] {
  const ranked = stagesByRank(junction);
  const first = new Set(junction.groups.map(({ id }) => ranked.find(({ groups }) => groups.includes(id))));
  const chosen = new Set([...ranked.filter((stage) => first.has(stage)), ...ranked].slice(0, STAGES_MOST));
  return ranked.filter((stage) => chosen.has(stage));
}

function compile(junction: Junction): StageChanges {
  const stages = usefulStages(junction);
  const maskOf = new Map<SignalGroupId, number>();
  stages.forEach(({ groups }, i) => {
    for (const group of groups) maskOf.set(group, (maskOf.get(group) ?? 0) | (1 << i));
  });
  return {
    stages: stages.map(({ id }) => id),
    maskOf,
    setupS: stages.map((from) => stages.map((to) => stageIntergreenS(junction, from.id, to.id))),
    leastS: stages.map((stage) => leastStageS(junction, stage)),
  };
}
