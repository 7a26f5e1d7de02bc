import type { PlanBasis } from '../preemption/plan-basis.ts';
import type { ClockTime } from './clock-time.ts';
import { greenOf, type Hold, type RequestHistory } from './request-history.ts';
import type { LogStory, Told, ToldInput } from './story.ts';

interface Entry {
  readonly n: number;
  readonly atMs: number;
  readonly text: string;
}

/** The records from the fix that caused a hold to its end, one a line, with their numbers in the log. */
export function causeChain(story: LogStory, history: RequestHistory, hold: Hold, clock: ClockTime): string[] {
  const causes = story.causesOf(hold.first);
  const entries: Entry[] = causes.events.map((told) => ({ n: told.n, atMs: told.atMs, text: eventText(told, clock) }));
  if (causes.input !== undefined) entries.push(inputEntry(causes.input));
  entries.push({ n: hold.first.n, atMs: hold.first.atMs, text: eventText(hold.first, clock) });
  for (const told of distinctAnswers(hold)) entries.push({ n: told.n, atMs: told.atMs, text: eventText(told, clock) });
  const green = greenOf(history, hold);
  for (const told of [green, history.passed, hold.release]) {
    if (told !== undefined) entries.push({ n: told.n, atMs: told.atMs, text: eventText(told, clock) });
  }
  if (hold.commands > 1) {
    entries.push({
      n: hold.last.n,
      atMs: hold.last.atMs,
      text: `last of ${hold.commands - 1} further commands${hold.stages.length > 1 ? ` (stages ${hold.stages.join(', ')})` : ''}, ${eventText(hold.last, clock)}`,
    });
  }
  entries.sort((a, b) => a.n - b.n);
  const width = Math.max(...entries.map((e) => String(e.n).length));
  return entries.map((e) => `  ${clock(e.atMs)}  #${String(e.n).padEnd(width)}  ${e.text}`);
}

/** One hold on one line: when, for what, and how the junction says it ended. */
export function holdLine(hold: Hold, clock: ClockTime): string {
  const purpose = hold.plan === undefined ? '' : ` (${hold.plan.event.purpose})`;
  const answer = hold.confirmations.at(-1)?.event.outcome ?? 'never answered';
  const count = hold.commands === 1 ? '1 command' : `${hold.commands} commands`;
  return `  ${clock(hold.first.atMs)}-${clock(hold.release?.atMs ?? hold.last.atMs)}  stage ${hold.stages.join(', ')}${purpose}, ${count}, last answer: ${answer}`;
}

/** The first answer of each kind; renewals bring the same again. */
function distinctAnswers(hold: Hold): Told<'confirmed'>[] {
  return hold.confirmations.filter(
    (told, i) => hold.confirmations.findIndex((c) => c.event.outcome === told.event.outcome) === i,
  );
}

function inputEntry({ n, input }: ToldInput): Entry {
  const atMs = input.receivedMs;
  switch (input.kind) {
    case 'fix': {
      const { vehicle, lat, lon, speedMps, headingDeg, accuracyM } = input.fix;
      const at = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
      const motion = `${speedMps.toFixed(1)} m/s, heading ${Math.round(headingDeg)} degrees, accuracy ${Math.round(accuracyM)} m`;
      return { n, atMs, text: `position fix of ${vehicle}: ${at}, ${motion}` };
    }
    case 'order':
      return { n, atMs, text: `order of dispatch: ${input.order.kind} mission ${input.order.mission} of ${input.order.vehicle}` };
    case 'conditions': {
      const { closed, closedTurns = [], delays } = input.conditions;
      const turns = closedTurns.length === 0 ? '' : `${closedTurns.length} turns closed, `;
      return { n, atMs, text: `road conditions: ${closed.length} links closed, ${turns}${delays.length} delays` };
    }
    case 'tick':
      return { n, atMs, text: 'the second in which the core planned' };
    default:
      return { n, atMs, text: `${input.kind} message` };
  }
}

const REROUTED = {
  ordered: '',
  'closed-road': ', round a closed road',
  'faster-way': ', faster than the one before',
  'quicker-under-plan': ', quicker than the one before with the queues and signals as they are',
  resumed: ', the one before the controller ended',
} as const;

/** The plan for one junction has reckoned with an arrival of its own. */
function arrivalMs(basis: PlanBasis): number {
  return basis.kind === 'junction-plan' ? basis.passageMs : basis.etaMs;
}

function eventText(told: Told, clock: ClockTime): string {
  const { event } = told;
  switch (event.kind) {
    case 'matched': {
      const certainty = `${event.errorM.toFixed(1)} m off the line, probability ${event.probability.toFixed(2)}`;
      return `matched to ${event.link}, ${Math.round(event.offsetM)} m along it (${certainty})`;
    }
    case 'planned':
      return `planned: stage ${event.stage} (${event.purpose}), arrival expected at ${clock(arrivalMs(event.basis))}`;
    case 'commanded': {
      const { command, wish } = event.command;
      if (wish.kind === 'release') return `commanded: release (${command})`;
      return `commanded: stage ${wish.stage} until ${clock(wish.leaseUntilMs)} unless renewed (${command})`;
    }
    case 'confirmed':
      return `junction: ${event.outcome}`;
    case 'green':
      return 'green for the ambulance';
    case 'passed':
      return 'the ambulance crossed the stop bar';
    case 'request':
      return `request ${event.from ?? 'new'} -> ${event.to}`;
    case 'mission':
      return `mission ${event.phase}`;
    case 'routed':
      return `route over ${event.junctions.length} junctions, ${Math.round(event.lengthM)} m${REROUTED[event.reason ?? 'ordered']}${event.uncertainStart === true ? ', its start uncertain' : ''}`;
    default:
      return event.kind;
  }
}
