import type { ClockTime } from './clock-time.ts';
import { seconds } from './quantity-text.ts';
import { describeRefusal } from './reasons.ts';
import { greenOf, type Hold, type RequestHistory, recoveryAfter } from './request-history.ts';
import type { LogStory } from './story.ts';
import { whyPlanned } from './why-planned.ts';

/** Says in a few sentences why a junction was asked for a stage, what it did, and how that ended for the ambulance. */
export function whyGreen(story: LogStory, history: RequestHistory, hold: Hold, clock: ClockTime): string {
  return [
    turned(history, hold, clock),
    hold.plan === undefined ? '' : whyPlanned(story, history, hold.plan, clock),
    ended(history, hold, clock),
  ]
    .filter((s) => s !== '')
    .join(' ');
}

function turned(history: RequestHistory, hold: Hold, clock: ClockTime): string {
  const { junction, mission } = history;
  const askedAt = clock(hold.first.atMs);
  const stage = `stage ${hold.stage}`;
  const purpose = hold.plan?.event.purpose;
  if (purpose === 'cross-service') {
    return `${junction} was asked for ${stage} at ${askedAt}, to serve the waiting cross street before ${mission.vehicle} came.`;
  }
  if (purpose === 'recovery') {
    return `${junction} was asked for ${stage} at ${askedAt}, after ${mission.vehicle}, to serve those who had waited for it.`;
  }
  const green = greenOf(history, hold);
  if (green === undefined) {
    return `${junction} was asked for ${stage} for ${mission.vehicle} at ${askedAt} but did not turn green: ${whyNoGreen(history, hold, clock)}.`;
  }
  if (wasGreen(hold))
    return `${junction} was already green for ${mission.vehicle} and was asked at ${askedAt} to stay in ${stage}.`;
  return `${junction} turned to ${stage} for ${mission.vehicle} at ${clock(green.atMs)}, asked at ${askedAt}.`;
}

/** The planner reckons no time for a change of lights when the ambulance's signal group already shows green. */
function wasGreen(hold: Hold): boolean {
  return hold.plan !== undefined && hold.plan.event.basis.transitionS === 0;
}

function whyNoGreen(history: RequestHistory, hold: Hold, clock: ClockTime): string {
  const rejection = hold.confirmations.find((c) => c.event.outcome === 'rejected');
  const refused = history.refusals.find((r) => r.key.startsWith('junction:') || r.key.startsWith('interlock:'));
  if (refused !== undefined) return `${describeRefusal(refused.key)} (${refused.key})`;
  if (rejection !== undefined) return `the junction rejected the command at ${clock(rejection.atMs)}`;
  if (hold.confirmations.length === 0) return 'the junction never confirmed the command';
  const next = history.holds.find((other) => other.first.n > hold.last.n);
  if (next !== undefined && next.first.atMs <= (history.passed?.atMs ?? Number.POSITIVE_INFINITY))
    return `the wish had given way to stage ${next.stage} at ${clock(next.first.atMs)} before the junction could change`;
  if (history.passed !== undefined) return 'the ambulance had crossed the stop bar before the junction could change';
  return 'the log ends, or the wish was dropped, before the junction could change';
}

function ended(history: RequestHistory, hold: Hold, clock: ClockTime): string {
  const green = greenOf(history, hold);
  const { passed, mission } = history;
  const letGo = lettingGo(history, hold, clock);
  if (passed === undefined) {
    const final = history.steps.at(-1)?.event;
    return `${mission.vehicle} has not passed it in this log${final === undefined ? '' : ` (request ${final.to})`}${letGo}.`;
  }
  if (green !== undefined && green.atMs <= passed.atMs) {
    return `${mission.vehicle} passed at ${clock(passed.atMs)}, ${seconds((passed.atMs - green.atMs) / 1000)} into the green${letGo}.`;
  }
  return `${mission.vehicle} passed at ${clock(passed.atMs)}${letGo}.`;
}

function lettingGo(history: RequestHistory, hold: Hold, clock: ClockTime): string {
  const recovery = recoveryAfter(history, hold);
  const release = hold.release ?? recovery?.release;
  const after = recovery === undefined ? '' : `; stage ${recovery.stage} then served those who had waited`;
  return release === undefined ? after : `${after}; the junction was let go at ${clock(release.atMs)}`;
}
