import type { StageId } from '../kernel/ids.ts';
import type { Stage } from '../roadnet/map.ts';
import { bayRelief } from './bay-relief.ts';
import { crossServiceRound } from './cross-service.ts';
import { isQueueBound, type StopForecast } from './forecast.ts';
import type { Urgency } from './mission.ts';
import { basisOf, type Outlook, oneDecimal, type Proposal } from './proposal.ts';
import { stageFor } from './stage-choice.ts';
import { PRESENCE_RESERVE_S } from './traffic-constants.ts';

/**
 * Margin before the expected arrival, the dial from fast to cheap: the queue in front has not only crossed the stop bar but is
 * up to speed when the ambulance comes. Chosen on Shixin Road, moderate and oversaturated.
 */
const MARGIN_S: Readonly<Record<Urgency, number>> = { 'life-threat': 20, urgent: 12, routine: 6 };
/** The margin grows with how far ahead the arrival is. */
const MARGIN_SHARE = 0.1;
/** Beyond this share and time after the expected arrival the ambulance is reckoned to have passed. */
const LATE_FACTOR = 1.2;
export const LATE_FIXED_S = 15;
/** Queue that has to get moving again after a cross service. */
const RESTART_S = 10;
/** The last round before the passage waits until this share of the maximum presence is used up, so that rounds do not follow one another. */
const WORTHWHILE_SHARE = 0.4;

/**
 * Ours. Green begins when the time that is left until the ambulance could be at the stop bar is no longer than the junction's
 * transition plus the clearing of every vehicle between the two plus a margin, over the whole route at once, so that the
 * platoon it pushes ahead finds open road. Where the hold would last longer than the junction may be held, the streets that
 * wait are served in between, timed so that the last hold outlives the ambulance's passing.
 */
export function proposeWavefront(outlook: Outlook): Proposal {
  const { forecast, junction, request } = outlook;
  const stage = stageFor(junction, request.stop.group);
  if (stage === undefined) return { kind: 'wait', reason: 'no-stage-for-movement' };
  const marginS = MARGIN_S[outlook.urgency] + MARGIN_SHARE * forecast.arrivalS;
  const leadS = forecast.transitionS + forecast.clearS + marginS;
  if (request.state !== 'activated' && forecast.arrivalS > leadS) return { kind: 'wait', reason: 'too-early' };
  if (request.state !== 'activated' && isBetterLater(outlook, leadS)) return { kind: 'wait', reason: 'hold-would-end' };
  const basis = basisOf(outlook, { kind: 'queue-lead', marginS: oneDecimal(marginS) });
  const service = serviceDue(outlook, stage.id);
  if (service !== undefined) return { kind: 'serve', stage: service, purpose: 'cross-service', basis };
  return { kind: 'serve', stage: waveStage(outlook, stage).id, purpose: 'green-wave', basis };
}

/**
 * A queue that one hold can clear is not begun on before that hold can last until the ambulance has passed. Only while driving
 * decides when it comes: an arrival that the queue decides does not draw nearer by waiting.
 */
function isBetterLater({ forecast, junction }: Outlook, leadS: number): boolean {
  const mostS = junction.maxPresenceS - PRESENCE_RESERVE_S;
  return !isQueueBound(forecast) && leadS <= mostS && passedAfterS(forecast) > mostS;
}

/** By then the ambulance has most likely passed. */
function passedAfterS(forecast: StopForecast): number {
  return forecast.arrivalS * LATE_FACTOR + LATE_FIXED_S;
}

/** The stage that holds the ambulance's group green: the directional one while a turn bay beside its lanes is full. */
function waveStage({ index, junction, request, state, asking }: Outlook, usual: Stage): Stage {
  if (state === undefined) return usual;
  const relieving = asking?.purpose === 'green-wave' && asking.stage !== usual.id;
  return bayRelief(index, junction, request.stop, state, relieving) ?? usual;
}

/** The stage by which waiting streets are to be served now, or undefined when the wave goes on. */
export function serviceDue(outlook: Outlook, waveStage: StageId): StageId | undefined {
  const { state, forecast, junction, asking, nowMs } = outlook;
  if (state === undefined) return undefined;
  const round = crossServiceRound(junction, state, waveStage, nowMs);
  if (round === undefined) return undefined;
  const mostS = junction.maxPresenceS - PRESENCE_RESERVE_S;
  const heldS = state.priorityHeldSinceMs === undefined ? 0 : (nowMs - state.priorityHeldSinceMs) / 1000;
  const fitsBefore = forecast.earliestS >= round.durationS + RESTART_S;
  // A hold that ends before the ambulance can be there is better given back now, in turns that can be ended when it comes.
  const endsBefore = heldS > 0 && heldS + forecast.earliestS > junction.maxPresenceS;
  if (!fitsBefore) return endsBefore ? round.next : undefined;
  if (asking?.purpose === 'cross-service') return round.next;
  if (state.priorityHeldSinceMs === undefined) return undefined;
  const passedS = passedAfterS(forecast);
  const holdsThrough = heldS + passedS <= mostS;
  if (holdsThrough) return undefined;
  const isLast = heldS >= mostS * WORTHWHILE_SHARE && passedS - round.durationS <= mostS - round.servedAgeS;
  const isForced = heldS + round.durationS >= mostS;
  return isLast || isForced ? round.next : undefined;
}
