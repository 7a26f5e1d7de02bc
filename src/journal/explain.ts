import type { JunctionId, MissionId } from '../kernel/ids.ts';
import { causeChain, holdLine } from './cause-chain.ts';
import type { ClockTime } from './clock-time.ts';
import { describeRefusal } from './reasons.ts';
import { decisiveHold, holdAt, type RequestHistory, requestHistories } from './request-history.ts';
import type { LogStory, RefusalCount, Told } from './story.ts';
import { whyGreen } from './why-green.ts';
import { whyPlanned } from './why-planned.ts';
import { orderLines, servedFirst } from './why-waited.ts';

/** Which green is asked about; without a mission all of them, without a time the one that the ambulance drove through. */
export interface Question {
  readonly junction: JunctionId;
  readonly mission?: MissionId;
  readonly atMs?: number;
}

/** Answers "why did it turn green?" or "why did it not?" for one junction: a sentence, the chain behind it, what was refused. */
export function explainJunction(story: LogStory, question: Question, clock: ClockTime): string {
  const asked = requestHistories(story).filter(
    (history) =>
      history.junction === question.junction && (question.mission ?? history.mission.mission) === history.mission.mission,
  );
  const { atMs } = question;
  const histories = atMs === undefined ? asked : asked.filter((history) => spans(history, atMs));
  if (histories.length === 0) return `${noRequest(story, question, asked, clock)}\n`;
  return histories.map((history) => explainRequest(story, history, atMs, clock)).join('\n\n');
}

function explainRequest(story: LogStory, history: RequestHistory, atMs: number | undefined, clock: ClockTime): string {
  const hold = atMs === undefined ? decisiveHold(history) : holdAt(history, atMs);
  const title = `${history.junction}, mission ${history.mission.mission} (${history.mission.vehicle})`;
  const sentence = hold === undefined ? whyNotAsked(story, history, atMs, clock) : whyGreen(story, history, hold, clock);
  const blocks = [title, '', ...wrap(sentence), ''];
  if (hold !== undefined) blocks.push('How it came about', ...causeChain(story, history, hold, clock), '');
  const others = history.holds.filter((other) => other !== hold).map((other) => holdLine(other, clock));
  if (others.length > 0) blocks.push('Also asked', ...others, '');
  const orders = orderLines(story, history, clock);
  if (orders.length > 0) blocks.push('Its place among others who wanted the junction', ...orders, '');
  const alerts = alertLines(story.events('alert'), history.junction, clock);
  if (alerts.length > 0) blocks.push('The operator was called', ...alerts, '');
  const refusals = refusalLines(history.refusals, clock);
  if (refusals.length > 0) blocks.push('Refused on the way', ...refusals, '');
  return blocks.join('\n');
}

/** The answer when no command was given (at that time): the reason against asking. */
function whyNotAsked(story: LogStory, history: RequestHistory, atMs: number | undefined, clock: ClockTime): string {
  const { junction, mission, passed } = history;
  const when = atMs === undefined ? '' : ` at ${clock(atMs)}`;
  const main = mainReason(history, atMs ?? Number.POSITIVE_INFINITY);
  const because = main === undefined ? '' : `: ${describeRefusal(main.key)} (${main.key})`;
  const passage = passed === undefined ? `It has not passed ${junction} in this log` : `It passed at ${clock(passed.atMs)}`;
  const first = main?.key === 'request:held-by-other-request' ? servedFirst(story, history, atMs ?? main.lastMs, clock) : '';
  const later = main?.key === 'request:too-early' && atMs !== undefined ? whenAsked(story, history, atMs, clock) : '';
  return [`${junction} was not asked for green for ${mission.vehicle}${when}${because}.`, first, later, `${passage}.`]
    .filter((text) => text !== '')
    .join(' ');
}

/** What ended the waiting for the right moment; an empty text where nothing did. */
function whenAsked(story: LogStory, history: RequestHistory, atMs: number, clock: ClockTime): string {
  const next = history.holds.find(({ first, plan }) => first.atMs > atMs && plan !== undefined);
  if (next?.plan === undefined) return '';
  const asked = `It was asked for stage ${next.stage} at ${clock(next.first.atMs)}.`;
  return `${asked} ${whyPlanned(story, history, next.plan, clock)}`.trimEnd();
}

/** The latest reason up to then; waiting for the right moment is the rule, so any other reason is the one that matters. */
function mainReason(history: RequestHistory, atMs: number): RefusalCount | undefined {
  const reasons = history.refusals.filter((r) => /^(request|interlock|junction):/.test(r.key) && r.firstMs <= atMs);
  const latest = reasons.toSorted((a, b) => b.lastMs - a.lastMs);
  return latest.find((refusal) => refusal.key !== 'request:too-early') ?? latest[0];
}

function noRequest(story: LogStory, question: Question, asked: readonly RequestHistory[], clock: ClockTime): string {
  const { junction, mission, atMs } = question;
  if (asked.length > 0 && atMs !== undefined) {
    const spansText = asked.map(
      (history) => `${history.mission.mission} from ${clock(history.steps[0]?.atMs ?? 0)} to ${clock(endMs(history))}`,
    );
    return `Nobody wanted ${junction} at ${clock(atMs)}. Requests in this log: ${spansText.join('; ')}.`;
  }
  const missions = story.missions.map((m) => `${m.mission} (${m.junctions.join(', ') || 'no route'})`).join('; ') || 'none';
  const nobody = mission === undefined ? 'no mission' : `mission ${mission} never`;
  return `In this log ${nobody} asked for priority at ${junction}. Missions and the junctions on their routes: ${missions}.`;
}

function spans(history: RequestHistory, atMs: number): boolean {
  return atMs >= (history.steps[0]?.atMs ?? 0) && atMs <= endMs(history);
}

function endMs(history: RequestHistory): number {
  return Math.max(history.steps.at(-1)?.atMs ?? 0, history.passed?.atMs ?? 0, history.holds.at(-1)?.last.atMs ?? 0);
}

/** Alerts of one junction (of all without one) and those that concern every junction. */
export function alertLines(alerts: readonly Told<'alert'>[], junction: JunctionId | undefined, clock: ClockTime): string[] {
  return alerts
    .filter(({ event: { alert } }) => junction === undefined || alert.junction === undefined || alert.junction === junction)
    .map(({ event: { alert }, atMs }) => `  ${clock(atMs)}  ${alert.code}: ${alert.text}`);
}

export function refusalLines(refusals: readonly RefusalCount[], clock: ClockTime): string[] {
  const keyWidth = Math.max(0, ...refusals.map((r) => r.key.length));
  const countWidth = Math.max(0, ...refusals.map((r) => String(r.count).length));
  return refusals.map((r) => {
    const span = r.firstMs === r.lastMs ? clock(r.firstMs) : `${clock(r.firstMs)}-${clock(r.lastMs)}`;
    return `  ${String(r.count).padStart(countWidth)} x ${r.key.padEnd(keyWidth)}  ${span.padEnd(17)}  ${describeRefusal(r.key)}`;
  });
}

function wrap(text: string, width = 110): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
