import type { ClockTime } from './clock-time.ts';
import { alertLines, refusalLines } from './explain.ts';
import { decisiveHold, greenOf, type RequestHistory, requestHistories } from './request-history.ts';
import { countRefusals, type LogStory, type MissionStory } from './story.ts';

/** A log at a glance: what became of every junction of every mission, and all refusals by stage and reason. */
export function overview(story: LogStory, clock: ClockTime): string {
  const histories = requestHistories(story);
  const blocks = story.missions.flatMap((mission) => [...missionBlock(story, mission, histories, clock), '']);
  if (story.missions.length === 0) blocks.push('No mission in this log.', '');
  const alerts = alertLines(story.events('alert'), undefined, clock);
  if (alerts.length > 0) blocks.push('The operator was called', ...alerts, '');
  const refusals = refusalLines(
    countRefusals(story.events('refused'), () => true),
    clock,
  );
  blocks.push(refusals.length === 0 ? 'Nothing was refused.' : 'Refused, by stage and reason', ...refusals, '');
  return blocks.join('\n');
}

const COLUMNS = ['junction', 'request', 'asked', 'green', 'passed', 'stage', 'commands'];

function missionBlock(story: LogStory, mission: MissionStory, all: readonly RequestHistory[], clock: ClockTime): string[] {
  const histories = all.filter((history) => history.mission.mission === mission.mission);
  const phase = story
    .events('mission')
    .filter((told) => told.event.mission === mission.mission)
    .at(-1);
  const urgency = mission.urgency === undefined ? '' : `, ${mission.urgency}`;
  const state = phase === undefined ? '' : `: ${phase.event.phase} at ${clock(phase.atMs)}`;
  const rows = histories.map((history) => rowOf(history, clock));
  return [`Mission ${mission.mission} (${mission.vehicle}${urgency})${state}`, ...columns([COLUMNS, ...rows])];
}

function rowOf(history: RequestHistory, clock: ClockTime): string[] {
  const hold = decisiveHold(history);
  const green = hold === undefined ? history.greens[0] : greenOf(history, hold);
  return [
    history.junction,
    history.steps.at(-1)?.event.to ?? '-',
    hold === undefined ? '-' : clock(hold.first.atMs),
    green === undefined ? '-' : clock(green.atMs),
    history.passed === undefined ? '-' : clock(history.passed.atMs),
    hold?.stage ?? '-',
    String(history.holds.reduce((sum, h) => sum + h.commands + (h.release === undefined ? 0 : 1), 0)),
  ];
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows.map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}
