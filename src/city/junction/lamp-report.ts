import type { ClearanceTable, StageMembers } from '../../signal/clearance-table.ts';
import type { GroupState } from '../../signal/lamp.ts';
import type { ProgrammeFollower } from './programme-follower.ts';
import type { SignalHeads } from './signal-heads.ts';
import type { StageDrive } from './stage-drive.ts';

/** The stage that the lamps show, `likely` before others that have the same vehicle groups; undefined in transition. */
export function stageShown(table: ClearanceTable, heads: SignalHeads, likely: StageMembers): StageMembers | undefined {
  if (shows(table, heads, likely)) return likely;
  for (const stage of table.stages.values()) if (shows(table, heads, stage)) return stage;
  return undefined;
}

function shows(table: ClearanceTable, heads: SignalHeads, stage: StageMembers): boolean {
  return (
    stage.leads.length > 0 &&
    stage.leads.every((lead) => heads.lamp(lead) === 'green' || heads.lamp(lead) === 'flashing') &&
    table.groups.every((group, i) => group.kind === 'pedestrian' || stage.has[i] || heads.lamp(i) === 'red')
  );
}

/** Who moves the lamps, for telling what comes next. */
export interface Outlook {
  readonly table: ClearanceTable;
  readonly heads: SignalHeads;
  /** Absent while the programme moves them. */
  readonly drive?: StageDrive;
  /** Absent while the programme says nothing about what comes next; else from when on it will be in force. */
  readonly programme?: { readonly follower: ProgrammeFollower; readonly fromMs: number };
}

/**
 * Lamps with the earliest end that the rules allow and the likeliest as far as the junction knows: what the drive under way
 * changes from the drive, else from the programme. How long a wish will be renewed nobody knows, so what it holds has no
 * likely end.
 */
export function groupStates(outlook: Outlook, nowMs: number): GroupState[] {
  const { table, heads } = outlook;
  return table.groups.map(({ id: group }, i) => {
    const lamp = heads.lamp(i);
    const sinceMs = heads.sinceMs(i);
    if (lamp === 'yellow' || lamp === 'flashing') {
      const endMs = sinceMs + (table.clearingMs[i] as number);
      return { group, lamp, sinceMs, minEndMs: endMs, likelyEndMs: endMs };
    }
    const minEndMs = lamp === 'green' ? Math.max(nowMs, heads.leastOpenUntilMs(i)) : heads.readyMs(i, nowMs);
    const likelyEndMs = lamp === 'green' ? greenEndsMs(outlook, i, nowMs) : redEndsMs(outlook, i, nowMs);
    if (likelyEndMs === undefined || likelyEndMs === Number.POSITIVE_INFINITY) return { group, lamp, sinceMs, minEndMs };
    return { group, lamp, sinceMs, minEndMs, likelyEndMs: Math.max(minEndMs, likelyEndMs) };
  });
}

function greenEndsMs({ drive, programme }: Outlook, group: number, nowMs: number): number | undefined {
  const drivenMs = drive?.closesAtMs(group, nowMs);
  if (drivenMs !== undefined || programme === undefined) return drivenMs;
  return programme.follower.greenAt(group, Math.max(nowMs, programme.fromMs))?.endMs ?? nowMs;
}

function redEndsMs({ drive, programme }: Outlook, group: number, nowMs: number): number | undefined {
  return drive?.opensAtMs(group) ?? programme?.follower.opensNextMs(group, Math.max(nowMs, programme.fromMs));
}
