import { openLog } from '../../src/adapters/files/log-file.ts';
import type { MissionStatus } from '../../src/preemption/mission.ts';

/** What dispatch was told of one mission, and when its vehicle arrived. */
export interface ToldMission {
  readonly statuses: readonly MissionStatus[];
  readonly doneMs: number;
  /** Last stop bar passed. */
  readonly savedEstimateS?: number;
}

/** Missions of an event log that arrived. */
export async function toldMissions(path: string): Promise<readonly ToldMission[]> {
  const statuses = new Map<string, MissionStatus[]>();
  const done = new Map<string, number>();
  let nowMs = 0;
  for await (const record of (await openLog(path)).records) {
    if (record.kind === 'input') {
      nowMs = record.input.receivedMs;
      continue;
    }
    const { event } = record;
    if (event.kind === 'status') {
      const told = statuses.get(event.status.mission) ?? [];
      told.push(event.status);
      statuses.set(event.status.mission, told);
    }
    if (event.kind === 'mission' && event.phase === 'done') done.set(event.mission, nowMs);
  }
  return [...done].map(([mission, doneMs]) => {
    const told = statuses.get(mission) ?? [];
    const savedEstimateS = told.findLast((status) => status.savedEstimateS !== undefined)?.savedEstimateS;
    return { statuses: told, doneMs, ...(savedEstimateS === undefined ? {} : { savedEstimateS }) };
  });
}
