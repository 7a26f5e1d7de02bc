import type { Foreseen, Instead, JunctionPlanRule } from '../preemption/plan-basis.ts';
import type { Strategy } from '../preemption/strategy.ts';
import { TRIGGER_FLOOR_MPS } from '../routing/eta.ts';
import type { ClockTime } from './clock-time.ts';
import { metres, seconds, whole } from './quantity-text.ts';
import type { RequestHistory } from './request-history.ts';
import type { LogStory, Told } from './story.ts';

/** Says in a sentence or two what a plan rests on; an empty text where its purpose says it all. */
export function whyPlanned(story: LogStory, { mission }: RequestHistory, plan: Told<'planned'>, clock: ClockTime): string {
  const { vehicle } = mission;
  const { basis, purpose, junction } = plan.event;
  const isWave = purpose === 'green-wave';
  const away = `${vehicle} was ${metres(basis.distanceM)} away`;
  const triggered = basis.kind === 'kept-green' ? undefined : triggerText(story.header.config.strategy);
  if (triggered !== undefined) return isWave ? `${triggered}; ${away}.` : '';
  switch (basis.kind) {
    case 'queue-lead': {
      if (!isWave) return '';
      const leadS = basis.transitionS + basis.clearS + basis.marginS;
      const awayS = Math.max(0, (basis.etaMs - plan.atMs) / 1000);
      return `${queueText(basis)}; with ${seconds(basis.transitionS)} to change the lights and ${seconds(basis.marginS)} kept as margin the green had to be asked for ${seconds(leadS)} ahead, and ${vehicle} was ${seconds(awayS)} and ${metres(basis.distanceM)} away.`;
    }
    case 'junction-plan':
      return `${isWave ? `Holding ${junction} from then on` : 'Serving it before the hold'} was the plan that cost least: ${costText(basis, vehicle)}. ${expectedText(basis, clock)}; ${away}.`;
    case 'corridor-plan':
      return `The plan of the whole corridor had its ${isWave ? 'green' : 'pause'} begin then; ${away}.`;
    case 'imminent':
      return `${vehicle} was so near that nobody else came before it: ${metres(basis.distanceM)} away.`;
    case 'long-held':
      return isWave
        ? `${junction} had been held for long, and there was nobody to be served, or no time for it, before ${vehicle} came; it was ${metres(basis.distanceM)} away.`
        : `${junction} had been held for long, and there was time for those who waited before ${vehicle} came; it was ${metres(basis.distanceM)} away.`;
    case 'kept-green':
      return `The green of the ambulance before it was kept; ${away}.`;
    default:
      return '';
  }
}

function costText({ costVehS, delayS, othersPerS, instead }: JunctionPlanRule, vehicle: string): string {
  const cost = `${seconds(costVehS)} of others, the ${delayS} s that ${vehicle} was expected to lose counted at ${whole(othersPerS)} each`;
  if (instead === undefined) return `${cost}, and nothing else could be done`;
  const moreVehS = instead.costVehS - costVehS;
  return `${cost}; ${insteadText(instead)} would have cost ${moreVehS === 0 ? 'as much' : `${seconds(moreVehS)} more`}`;
}

function insteadText(instead: Instead): string {
  if (instead.kind === 'serve-others') return `serving stage ${instead.stage} first`;
  return instead.kind === 'wait' ? 'leaving it to its own programme for the moment' : 'holding it at once';
}

function expectedText({ freeFromMs, passageMs }: JunctionPlanRule, clock: ClockTime): string {
  const free = freeFromMs === undefined ? 'It was not expected to find' : `From ${clock(freeFromMs)} on it was to find`;
  return `${free} green and nobody in front, and to pass at ${clock(passageMs)}`;
}

/** Why a baseline asks, which reckons with no more than this; undefined for ours. */
function triggerText(strategy: Strategy): string | undefined {
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

function queueText({ cumulativeVeh, queueVeh, clearS }: Foreseen): string {
  const vehicles = Math.round(cumulativeVeh);
  if (vehicles === 0) return 'Nothing was expected in front of it at this stop bar';
  const own = Math.round(queueVeh);
  const where = own === vehicles ? '' : ` (${own} of them on this approach)`;
  return `${vehicles} ${vehicles === 1 ? 'vehicle' : 'vehicles'} per lane${where} had to cross before it and needed ${seconds(clearS)}`;
}
