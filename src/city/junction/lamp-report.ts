import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import type { GroupState } from '../../signal/lamp.ts';
import type { LampForecast } from './lamp-forecast.ts';
import type { SignalHeads } from './signal-heads.ts';

/** The stage that the lamps show, `likely` before others that have the same vehicle groups; undefined in transition. */
export function stageShown(table: ClearanceTable, heads: SignalHeads, likely: StageMembers): StageMembers | undefined {
  if (shows(table, heads, likely)) return likely;
  for (const stage of table.stages.values()) if (shows(table, heads, stage)) return stage;
  return undefined;
}

/** Are the vehicle groups of the stage green and all others red; of a stage without vehicles: are its pedestrians on the road? */
export function shows(table: ClearanceTable, heads: SignalHeads, stage: StageMembers): boolean {
  return (
    stage.leads.length > 0 &&
    stage.leads.every((lead) => heads.lamp(lead) === 'green' || heads.lamp(lead) === 'flashing') &&
    table.groups.every((group, i) => group.kind === 'pedestrian' || stage.has[i] || heads.lamp(i) === 'red')
  );
}

/**
 * Lamps with the earliest end that the rules allow and the likeliest as far as whoever moves them can tell. How long a wish
 * will be renewed nobody knows, so what it holds has no likely end.
 */
export function groupStates(table: ClearanceTable, heads: SignalHeads, forecast: LampForecast, nowMs: number): GroupState[] {
  return table.groups.map(({ id: group }, i) => {
    const lamp = heads.lamp(i);
    const sinceMs = heads.sinceMs(i);
    if (lamp === 'yellow' || lamp === 'flashing') {
      const endMs = sinceMs + (table.clearingMs[i] as number);
      return { group, lamp, sinceMs, minEndMs: endMs, likelyEndMs: endMs };
    }
    const minEndMs = lamp === 'green' ? Math.max(nowMs, heads.leastOpenUntilMs(i)) : heads.readyMs(i, nowMs);
    const likelyEndMs = lamp === 'green' ? forecast.closesAtMs(i, nowMs) : forecast.opensAtMs(i, nowMs);
    if (likelyEndMs === undefined || likelyEndMs === Number.POSITIVE_INFINITY) return { group, lamp, sinceMs, minEndMs };
    return { group, lamp, sinceMs, minEndMs, likelyEndMs: Math.max(minEndMs, likelyEndMs) };
  });
}
