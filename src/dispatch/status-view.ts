import Table from 'cli-table3';
import type { JunctionOutlook, MissionStatus, RequestState } from '../preemption/mission.ts';
import { destinationText } from './destination-text.ts';

/** One line: where the mission stands. */
export function summaryLine(status: MissionStatus): string {
  const parts = [
    `${clockTime(status.atMs)}  mission ${status.mission} of ${status.vehicle}: ${status.phase.replaceAll('-', ' ')}`,
  ];
  if (status.reason !== undefined) parts.push(status.reason);
  if (status.lastOrder?.refused !== undefined)
    parts.push(`${status.lastOrder.kind} of ${clockTime(status.lastOrder.atMs)} refused (${status.lastOrder.refused})`);
  if (status.position?.suspect !== undefined) parts.push(`positions not believed (${status.position.suspect})`);
  if (status.uncertainStart === true) parts.push('where it starts is not sure yet');
  if (status.remainingM !== undefined) parts.push(`${distance(status.remainingM)} to ${destinationText(status.destination)}`);
  if (status.etaMs !== undefined) parts.push(`arrives ${clockTime(status.etaMs)}${bandText(status)}`);
  if (status.savedEstimateS !== undefined) parts.push(savedText(status.savedEstimateS));
  const drive = status.junctions.filter(({ left }) => left === undefined);
  const passed = drive.filter((junction) => junction.passed).length;
  if (drive.length > 0) parts.push(`${passed} of ${drive.length} junctions passed`);
  return parts.join(', ');
}

/** The junction next ahead; undefined when there is none, or nobody drives there any more. */
export function nextJunction({ phase, junctions }: MissionStatus): JunctionOutlook | undefined {
  return phase === 'under-way' ? junctions.find(({ passed, left }) => !passed && left === undefined) : undefined;
}

/** One line for the junction next ahead; undefined when there is none. */
export function nextJunctionLine(status: MissionStatus): string | undefined {
  const next = nextJunction(status);
  if (next === undefined) return undefined;
  const light = next.green ? 'green' : `not green (${whyNotGreen(next)})`;
  return `next ${next.junction} in ${distance(next.distanceM)}: ${next.state}, ${light}`;
}

/** All that is ahead, for a terminal. In an old status a green is not said to be one now. */
export function statusTable(status: MissionStatus, age: 'new' | 'old' = 'new'): string {
  const table = new Table({
    head: ['junction', 'distance', 'arrival', 'request', 'light', 'green at', 'why not green yet'],
    colAligns: ['left', 'right', 'right', 'left', 'left', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const junction of status.junctions.filter(({ passed }) => !passed)) table.push(rowOf(junction, age));
  return [summaryLine(status), wayAhead(status), ...(table.length === 0 ? [] : [table.toString()])].join('\n');
}

/** Links shown of the way ahead. */
const LINKS_SHOWN = 4;

/** One line: the link that the vehicle is on, and those that follow. */
function wayAhead({ route, position, incident }: MissionStatus): string {
  const of = incident === undefined ? '' : `incident ${incident}; `;
  if (route.length === 0) return `${of}no route yet`;
  const ahead = route.slice(Math.max(0, position === undefined ? 0 : route.lastIndexOf(position.link)));
  const shown = ahead.slice(0, LINKS_SHOWN).join(' > ');
  const more = ahead.length - LINKS_SHOWN;
  return `${of}way ahead ${shown}${more > 0 ? ` > ${more > 1 ? `${more - 1} more > ` : ''}${ahead.at(-1)}` : ''}`;
}

function bandText({ etaEarlyMs, etaLateMs }: MissionStatus): string {
  return etaEarlyMs === undefined || etaLateMs === undefined ? '' : ` (${clockTime(etaEarlyMs)} to ${clockTime(etaLateMs)})`;
}

/** How many seconds earlier and later it may be; nothing where that is not known. */
function spreadText({ etaMs, etaEarlyMs, etaLateMs }: JunctionOutlook): string {
  if (etaEarlyMs === undefined || etaLateMs === undefined) return '';
  return ` (-${Math.round((etaMs - etaEarlyMs) / 1000)}/+${Math.round((etaLateMs - etaMs) / 1000)} s)`;
}

function savedText(savedS: number): string {
  return savedS >= 0 ? `saved about ${savedS} s so far (estimate)` : `about ${-savedS} s slower so far (estimate)`;
}

function rowOf(outlook: JunctionOutlook, age: 'new' | 'old'): string[] {
  const { junction, distanceM, etaMs, state, green, greenMs } = outlook;
  const light = age === 'old' ? 'unknown' : green ? 'GREEN' : '-';
  const greenAt = green || greenMs === undefined ? '' : clockTime(greenMs);
  const arrival = `${clockTime(etaMs)}${spreadText(outlook)}`;
  return [junction, distance(distanceM), arrival, state, light, greenAt, green ? '' : whyNotGreen(outlook)];
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
  stale: 'let-go',
};

function whyNotGreen({ state, reason, heldBy }: JunctionOutlook): string {
  return `${reason ?? BY_STATE[state]}${heldBy === undefined ? '' : ` ${heldBy}`}`;
}

function distance(metres: number): string {
  return metres >= 1000 ? `${(metres / 1000).toFixed(1)} km` : `${Math.round(metres)} m`;
}

function clockTime(atMs: number): string {
  return new Date(atMs).toLocaleTimeString('en-GB');
}
