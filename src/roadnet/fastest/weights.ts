import { invariant } from '../../kernel/assert.ts';
import type { LinkId } from '../../kernel/ids.ts';
import { type LiveConditions, LONGEST_DELAY_S } from '../live-conditions.ts';
import type { RoadIndex } from '../road-index.ts';
import { closureS, steppedS } from '../travel-time.ts';
import type { TurnArcs } from './turn-arcs.ts';

/** Seconds of every arc under live conditions, Infinity where closed to everybody; never below free flow, on which the landmarks rest. */
export function weightsUnder(index: RoadIndex, arcs: TurnArcs, live: LiveConditions): Float64Array {
  const { turnDelays = [] } = live;
  if (live.closedLinks.length + live.closedMovements.length + live.delays.length + turnDelays.length === 0) return arcs.freeFlowS;
  const seconds = arcs.freeFlowS.slice();
  const numberOf = (link: LinkId): number => arcs.linkOf[index.linkNumber(link)]!;
  for (const { link, seconds: delayS } of live.delays) {
    checkDelay(delayS, link);
    if (delayS > 0) raise(arcs, seconds, numberOf(link), steppedS(delayS));
  }
  for (const { movement, seconds: delayS } of turnDelays) {
    checkDelay(delayS, movement);
    if (delayS > 0) seconds[arcs.arcOf[index.movementNumber(movement)]!]! += steppedS(delayS);
  }
  const closedS = closureS(live);
  for (const link of new Set(live.closedLinks)) raise(arcs, seconds, numberOf(link), closedS);
  for (const id of new Set(live.closedMovements)) seconds[arcs.arcOf[index.movementNumber(id)]!]! += closedS;
  return seconds;
}

function checkDelay(delayS: number, where: string): void {
  const isOne = delayS >= 0 && delayS <= LONGEST_DELAY_S;
  invariant(isOne, `a delay of ${delayS} s on "${where}": 0 to ${LONGEST_DELAY_S} s are delays`);
}

/** For all who drive into a link. */
function raise(arcs: TurnArcs, seconds: Float64Array, link: number, byS: number): void {
  for (let i = arcs.firstIn[link]!; i < arcs.firstIn[link + 1]!; i++) seconds[arcs.inArc[i]!]! += byS;
}
