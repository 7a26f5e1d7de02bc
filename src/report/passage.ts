import { ON_GREEN_ZONE_M } from '../experiment/ambulance-record.ts';
import type { JunctionTrace, RunTrace } from '../experiment/run-result.ts';
import type { Lamp } from '../signal/lamp.ts';

/** How the ambulance came through one junction. Seconds on the trace's own clock. */
export interface Passage {
  /** When it came within 50 m of the stop bar, and when it crossed it. */
  readonly nearS: number;
  readonly crossedS: number;
  /** What its signal group showed when it came near. */
  readonly lampNear: Lamp | undefined;
  /** Begin of the green in which it crossed; undefined when it did not cross on green. */
  readonly greenFromS: number | undefined;
  /** Longest queue over its lanes when that green began, metres. */
  readonly queueAtGreenM: number | undefined;
}

/** Undefined when the trace does not reach the stop bar. */
export function passageAt(trace: RunTrace, junction: JunctionTrace): Passage | undefined {
  const crossedS = timeAt(trace, junction.distanceM);
  if (crossedS === undefined) return undefined;
  const nearS = timeAt(trace, Math.max(0, junction.distanceM - ON_GREEN_ZONE_M)) ?? crossedS;
  const crossing = junction.lamps.findLast((change) => change.fromS <= crossedS);
  const greenFromS = crossing?.lamp === 'green' ? crossing.fromS : undefined;
  return {
    nearS,
    crossedS,
    lampNear: junction.lamps.findLast((change) => change.fromS <= nearS)?.lamp,
    greenFromS,
    queueAtGreenM: greenFromS === undefined ? undefined : junction.queue.findLast(([s]) => s <= greenFromS)?.[1],
  };
}

/** When the front bumper reached a distance, between the trace's points in a straight line. */
export function timeAt(trace: RunTrace, distanceM: number): number | undefined {
  const after = trace.path.findIndex(([, m]) => m >= distanceM);
  if (after < 0) return undefined;
  const [t1, m1] = trace.path[after]!;
  const [t0, m0] = trace.path[Math.max(0, after - 1)]!;
  return m1 === m0 ? t1 : t0 + ((t1 - t0) * (distanceM - m0)) / (m1 - m0);
}
