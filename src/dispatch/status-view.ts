import Table from 'cli-table3';
import type { JunctionOutlook, MissionStatus } from '../preemption/mission.ts';

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
  const why = next.reason === undefined ? '' : ` (${next.reason})`;
  return `next ${next.junction} in ${distance(next.distanceM)}: ${next.state}, ${next.green ? 'green' : 'not green'}${why}`;
}

/** All that is ahead, for a terminal. */
export function statusTable(status: MissionStatus): string {
  const table = new Table({
    head: ['junction', 'distance', 'arrival', 'request', 'light', 'why not green yet'],
    colAligns: ['left', 'right', 'right', 'left', 'left', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const junction of status.junctions.filter(({ passed }) => !passed)) table.push(rowOf(junction));
  const route = status.route.length === 0 ? 'no route yet' : `route ${status.route[0]} ... ${status.route.at(-1)}`;
  return [summaryLine(status), route, ...(table.length === 0 ? [] : [table.toString()])].join('\n');
}

function rowOf({ junction, distanceM, etaMs, state, green, reason }: JunctionOutlook): string[] {
  return [junction, distance(distanceM), clockTime(etaMs), state, green ? 'GREEN' : '-', reason ?? ''];
}

function distance(metres: number): string {
  return metres >= 1000 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres)} m`;
}

function clockTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB');
}
