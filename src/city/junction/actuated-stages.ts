import { getOrThrow } from '../../kernel/assert.ts';
import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import type { Actuation } from '../../signal/programme.ts';
import { openingAt, type ProgrammePlan } from '../../signal/programme-plan.ts';

/** A stage of an actuated programme, in milliseconds. */
export interface ActuatedStage {
  readonly members: StageMembers;
  readonly minGreenMs: number;
  readonly maxGreenMs: number;
  /** Per group: how long it is open from the stage's start on, when this stage and those after it last for their maximum. */
  readonly openForMs: readonly number[];
}

/** The stages of an actuated programme with their times worked out, in their order. */
export function compileActuatedStages(
  table: ClearanceTable,
  plan: ProgrammePlan,
  { minGreenS }: Actuation,
): readonly ActuatedStage[] {
  return plan.entries.map(({ stage, startMs, endMs }, n) => ({
    members: getOrThrow(table.stages, stage, 'stage'),
    minGreenMs: Math.round(1000 * (minGreenS[n] ?? 0)),
    maxGreenMs: endMs - startMs,
    openForMs: table.groups.map((_, group) => openForMs(plan, group, plan.offsetMs + startMs)),
  }));
}

function openForMs(plan: ProgrammePlan, group: number, atMs: number): number {
  return (openingAt(plan, group, atMs)?.endMs ?? atMs) - atMs;
}
