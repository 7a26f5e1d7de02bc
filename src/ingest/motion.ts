import type { VehicleId } from '../kernel/ids.ts';
import { type Datum, toWgs84 } from '../location/datum.ts';
import type { PositionFix } from '../location/fix.ts';
import { bearingDeg, distanceM } from '../roadnet/geometry.ts';
import { type Sighting, type Unread, unread } from './reading.ts';

/** What is kept of a vehicle between two of its positions. Plain data, of bounded size. */
export interface Motion {
  /** The positions that speed and heading are derived from: the later one at least 2 s after the earlier one. */
  readonly earlier?: Anchor;
  readonly later: Anchor;
  readonly headingDeg?: number;
}

interface Anchor {
  readonly atMs: number;
  readonly lat: number;
  readonly lon: number;
}

/** Where a source says nothing of its accuracy: a receiver in a street. */
const USUAL_ACCURACY_M = 10;
const BASE_MS = 2_000;
/** Over a longer silence nothing is derived. */
const SILENCE_MS = 60_000;
/** Shorter ways say nothing of the direction. */
const TURNED_FROM_M = 5;
/** Below it a heading is not used by anybody. */
const WALKING_MPS = 2;

/**
 * The fix of a sighting, WGS-84. Speed and heading that it does not state are derived from the positions 2 to 4 s before (or the
 * last one, if that is older), and listed in `derived`; `no-motion` when there are none. Accuracy not stated is 10 m.
 */
export function fixOf(
  vehicle: VehicleId,
  stated: Sighting,
  datum: Datum,
  before: Motion | undefined,
): { readonly motion: Motion; readonly fix: ({ readonly ok: true } & { readonly value: PositionFix }) | Unread } {
  const here: Anchor = { atMs: stated.atMs, ...toWgs84(datum, stated) };
  const base = baseOf(before, here.atMs);
  const movedM = base === undefined ? 0 : distanceM(base, here);
  const speedMps = stated.speedMps ?? (base === undefined ? undefined : (movedM * 1000) / (here.atMs - base.atMs));
  const turnedDeg = base !== undefined && movedM >= TURNED_FROM_M ? bearingDeg(base, here) : undefined;
  const headingDeg = stated.headingDeg ?? turnedDeg ?? (base === undefined ? undefined : before?.headingDeg);
  const motion: Motion = { ...anchorsAfter(before, base, here), ...(headingDeg === undefined ? {} : { headingDeg }) };
  if (speedMps === undefined) return { motion, fix: unread('no-motion', 'no speed, and no earlier position within 60 s') };
  if (headingDeg === undefined && speedMps >= WALKING_MPS) {
    return { motion, fix: unread('no-motion', 'no heading, and no earlier position within 60 s') };
  }
  const derived = [
    ...(stated.speedMps === undefined ? (['speed'] as const) : []),
    ...(stated.headingDeg === undefined ? (['heading'] as const) : []),
  ];
  const value: PositionFix = {
    vehicle,
    ...here,
    speedMps,
    headingDeg: headingDeg ?? 0,
    accuracyM: stated.accuracyM ?? USUAL_ACCURACY_M,
    ...(derived.length === 0 ? {} : { derived }),
  };
  return { motion, fix: { ok: true, value } };
}

function baseOf(before: Motion | undefined, atMs: number): Anchor | undefined {
  if (before === undefined) return undefined;
  const base = before.earlier ?? before.later;
  const agoMs = atMs - base.atMs;
  if (agoMs > 0 && agoMs <= SILENCE_MS) return base;
  return atMs > before.later.atMs && atMs - before.later.atMs <= SILENCE_MS ? before.later : undefined;
}

function anchorsAfter(before: Motion | undefined, base: Anchor | undefined, here: Anchor): Motion {
  // After a silence, and when the clock of the vehicle was set back.
  if (before === undefined || (base === undefined && Math.abs(here.atMs - before.later.atMs) > SILENCE_MS))
    return { later: here };
  return here.atMs - before.later.atMs >= BASE_MS ? { earlier: before.later, later: here } : before;
}
