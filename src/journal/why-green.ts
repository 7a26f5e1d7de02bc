import type { PlanBasis } from '../preemption/proposal.ts';
import type { Strategy } from '../preemption/strategy.ts';
import { TRIGGER_FLOOR_MPS } from '../routing/eta.ts';
import type { ClockTime } from './clock-time.ts';
import { describeRefusal } from './reasons.ts';
import { greenOf, type Hold, type RequestHistory, recoveryAfter } from './request-history.ts';
import type { LogStory } from './story.ts';

/** Says in a few sentences why a junction was asked for a stage, what it did, and how that ended for the ambulance. */
export function whyGreen(story: LogStory, history: RequestHistory, hold: Hold, clock: ClockTime): string {
  return [turned(history, hold, clock), reason(story, history, hold), ended(history, hold, clock)]
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
  if (history.passed !== undefined) return 'the ambulance had crossed the stop bar before the junction could change';
  return 'the log ends, or the wish was dropped, before the junction could change';
}

function reason(story: LogStory, history: RequestHistory, hold: Hold): string {
  if (hold.plan === undefined || hold.plan.event.purpose !== 'green-wave') return '';
  const { basis } = hold.plan.event;
  const { strategy } = story.header.config;
  const triggered = triggerReason(strategy);
  if (triggered !== undefined) return `${triggered}; ${history.mission.vehicle} was ${metres(basis.distanceM)} away.`;
  const awayS = Math.max(0, (basis.etaMs - hold.plan.atMs) / 1000);
  const away = `${seconds(awayS)} and ${metres(basis.distanceM)} away`;
  const leadS = basis.transitionS + basis.clearS + basis.marginS;
  return `${queueText(basis)}; with ${seconds(basis.transitionS)} to change the lights and ${seconds(basis.marginS)} kept as margin the green had to be asked for ${seconds(leadS)} ahead, and ${history.mission.vehicle} was ${away}.`;
}

/** Why a baseline asks, which reckons with no more than this; undefined for ours, which rests on its forecast. */
function triggerReason(strategy: Strategy): string | undefined {
  switch (strategy.kind) {
    case 'fixed-eta':
      return `The trigger asks once distance / speed (taken as ${TRIGGER_FLOOR_MPS} m/s at least) has fallen to ${seconds(strategy.leadS)}, and from then on until the passage`;
    case 'fixed-distance':
      return `The trigger asks once the vehicle is within ${metres(strategy.leadM)}, and from then on until the passage`;
    case 'link-queue':
      return 'The trigger asks once distance / speed has fallen to what the change of lights and the queue on this approach need';
    case 'offset-wave':
      return 'The offsets ask for green when a free drive from dispatch on would come, or at 30 s by distance / speed';
    case 'all-green':
      return 'Every junction of the route is asked for green from dispatch on';
    default:
      return undefined;
  }
}

function queueText(basis: PlanBasis): string {
  const vehicles = Math.round(basis.cumulativeVeh);
  if (vehicles === 0) return 'Nothing was expected in front of it at this stop bar';
  const own = Math.round(basis.queueVeh);
  const where = own === vehicles ? '' : ` (${own} of them on this approach)`;
  return `${vehicles} ${vehicles === 1 ? 'vehicle' : 'vehicles'} per lane${where} had to cross before it and needed ${seconds(basis.clearS)}`;
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

function seconds(value: number): string {
  return `${Math.round(value)} s`;
}

function metres(value: number): string {
  return `${Math.round(value).toLocaleString('en-GB')} m`;
}
