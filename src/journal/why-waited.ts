import type { OrderedRequest } from '../evidence/event.ts';
import type { RequestId } from '../kernel/ids.ts';
import type { OptimalityGap } from '../preemption/arbitration/arbitrate.ts';
import type { ClockTime } from './clock-time.ts';
import type { RequestHistory } from './request-history.ts';
import type { LogStory, Told } from './story.ts';

/** Orders of a junction in which a request had its place among others, one a line, as they were decided. */
export function orderLines(story: LogStory, history: RequestHistory, clock: ClockTime): string[] {
  const places = ordersWith(story, history).map((told) => ({ atMs: told.atMs, text: placeText(story, history, told, clock) }));
  return places.filter(({ text }, i) => text !== places[i - 1]?.text).map(({ atMs, text }) => `  ${clock(atMs)}  ${text}`);
}

/** Who was served before a request, as decided last up to an instant; an empty text where nobody was. */
export function servedFirst(story: LogStory, history: RequestHistory, atMs: number, clock: ClockTime): string {
  const last = ordersWith(story, history)
    .filter((told) => told.atMs <= atMs && waitsFor(told.event.order, history.request).length > 0)
    .at(-1);
  return last === undefined ? '' : `As decided at ${clock(last.atMs)}: ${placeText(story, history, last, clock)}.`;
}

function ordersWith(story: LogStory, { request, junction }: RequestHistory): Told<'ordered'>[] {
  return story
    .events('ordered')
    .filter(({ event }) => event.junction === junction && event.order.some((one) => one.request === request));
}

function placeText(story: LogStory, { request }: RequestHistory, { event }: Told<'ordered'>, clock: ClockTime): string {
  const own = event.order.find((one) => one.request === request) as OrderedRequest;
  const names = (requests: readonly RequestId[]): string => requests.map((id) => nameOf(story, id)).join(', ');
  const before = waitsFor(event.order, request);
  const together = event.order.filter((one) => one.wave === own.wave && one.request !== request).map((one) => one.request);
  const shared = together.length === 0 ? '' : `${before.length === 0 ? '' : ', '}in one green with ${names(together)}`;
  if (before.length === 0) return `first${shared === '' ? '' : `, ${shared}`} (${sureness(event.gap)})`;
  const wait = own.waitS > 0 ? `, ${own.waitS} s later than alone` : ', no later than alone';
  return `after ${names(before)}${shared}, green expected at ${clock(own.greenMs)}${wait} (${sureness(event.gap)})`;
}

function waitsFor(order: readonly OrderedRequest[], request: RequestId): readonly RequestId[] {
  const own = order.find((one) => one.request === request);
  return order.filter((one) => own !== undefined && one.wave < own.wave).map((one) => one.request);
}

function sureness(gap: OptimalityGap): string {
  if (gap === 'unknown') return 'how much dearer than the best order is not known';
  return gap === 0 ? 'no order allowed is better' : `at most ${Math.ceil(gap * 100)} % dearer than the best order`;
}

function nameOf(story: LogStory, request: RequestId): string {
  const mission = story.events('request').find(({ event }) => event.request === request)?.event.mission;
  const vehicle = story.missions.find((one) => one.mission === mission)?.vehicle;
  return vehicle === undefined ? request : `${vehicle} (${mission})`;
}
