import Table from 'cli-table3';
import type { JunctionOutlook, MissionStatus, RequestState } from '../preemption/mission.ts';

/** One line: where the mission stands. */
export function summaryLine(status: MissionStatus): string {
  const parts = [
    `${clockTime(status.atMs)}  mission ${status.mission} of ${status.vehicle}: ${status.phase.replaceAll('-', ' ')}`,
  ];
  if (status.reason !== undefined) parts.push(status.reason);
  if (status.remainingM !== undefined) parts.push(`${distance(status.remainingM)} to ${status.destination}`);
  if (status.etaMs !== undefined) parts.push(`arrives ${clockTime(status.etaMs)}`);
  const passed = status.junctions.filter((junction) => junction.passed).length;
  if (status.junctions.length > 0) parts.push(`${passed} of ${status.junctions.length} junctions passed`);
  return parts.join(', ');
}

/** One line for the junction next ahead; undefined when there is none. */
export function nextJunctionLine(status: MissionStatus): string | undefined {
  const next = status.junctions.find((junction) => !junction.passed);
  if (next === undefined) return undefined;
  const light = next.green ? 'green' : `not green (${whyNotGreen(next)})`;
  return `next ${next.junction} in ${distance(next.distanceM)}: ${next.state}, ${light}`;
}

/** All that is ahead, for a terminal. In an old status a green is not said to be one now. */
export function statusTable(status: MissionStatus, age: 'new' | 'old' = 'new'): string {
  const table = new Table({
    head: ['junction', 'distance', 'arrival', 'request', 'light', 'why not green yet'],
    colAligns: ['left', 'right', 'right', 'left', 'left', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const junction of status.junctions.filter(({ passed }) => !passed)) table.push(rowOf(junction, age));
  const route = status.route.length === 0 ? 'no route yet' : `route ${status.route[0]} ... ${status.route.at(-1)}`;
  return [summaryLine(status), route, ...(table.length === 0 ? [] : [table.toString()])].join('\n');
}

function rowOf(outlook: JunctionOutlook, age: 'new' | 'old'): string[] {
  const { junction, distanceM, etaMs, state, green } = outlook;
  const light = age === 'old' ? 'unknown' : green ? 'GREEN' : '-';
  return [junction, distance(distanceM), clockTime(etaMs), state, light, green ? '' : whyNotGreen(outlook)];
}

/** What keeps the light from being green where the controller gives no reason of its own. */
const BY_STATE: Readonly<Record<RequestState, string>> = {
  received: 'just-asked',
  queued: 'not-its-turn',
  activated: 'changing',
  completed: 'given-back',
  rejected: 'junction-refuses',
  timeout: 'withdrawn',
  cooldown: 'asked-again-too-soon',
  stale: 'position-lost',
};

function whyNotGreen({ state, reason }: JunctionOutlook): string {
  return reason ?? BY_STATE[state];
}

function distance(metres: number): string {
  return metres >= 1000 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres)} m`;
}

function clockTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB');
}
