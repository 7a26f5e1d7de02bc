import type { LinkId } from '../kernel/ids.ts';
import { normalDeg } from './geometry.ts';
import type { Turn } from './map.ts';

/** One arm of a node as junction design sees it. */
export interface Leg {
  readonly name: string;
  /** Direction in which the leg leaves the node, clockwise from north. */
  readonly bearingDeg: number;
  readonly inbound?: InboundLeg;
  readonly outbound?: OutboundLeg;
  /** Larger = more important road; equal values are ordered by rule. */
  readonly weight: number;
  /** From the node's centre to the stop bar, and to where the outbound link begins. */
  readonly setbackM: number;
}

export interface InboundLeg {
  readonly link: LinkId;
  /** Outward direction in which the link is drawn at the node, where it is not the leg's. */
  readonly drawnDeg?: number;
  readonly speedLimitMps: number;
  /** Per lane, kerb lane first: the turns it may be used for. */
  readonly laneTurns: readonly (readonly Turn[])[];
}

export interface OutboundLeg {
  readonly link: LinkId;
  /** As of an inbound leg. */
  readonly drawnDeg?: number;
  /** Lanes that begin at the node: all but the turn bays, counted from the kerb. */
  readonly lanes: number;
  /** The link is too short to change lanes on: any lane may be entered from any, and paths of one movement may cross. */
  readonly anyLane?: boolean;
}

/** Straighter than this is a through movement. */
const THROUGH_MAX_DEG = 60;

/**
 * The turn from one leg to each other one. The straightest leg, if it bends less than 60 degrees, is through; seen clockwise
 * from the leg of entry, legs before it are to the left and legs behind it to the right. Without a through leg the sign of
 * the bend decides. No U-turns.
 */
export function turnsFrom(entry: Leg, legs: readonly Leg[]): ReadonlyMap<Leg, Turn> {
  const others = legs
    .filter((leg) => leg !== entry)
    .map((leg) => ({ leg, clockwise: normalDeg(leg.bearingDeg - entry.bearingDeg) }))
    .sort((a, b) => a.clockwise - b.clockwise);
  const bend = (clockwise: number): number => Math.abs(clockwise - 180);
  let through: { leg: Leg; clockwise: number } | undefined;
  for (const other of others) {
    if (bend(other.clockwise) > THROUGH_MAX_DEG) continue;
    if (through === undefined || bend(other.clockwise) < bend(through.clockwise)) through = other;
  }
  const turns = new Map<Leg, Turn>();
  for (const other of others) {
    if (other === through) turns.set(other.leg, 'through');
    else turns.set(other.leg, other.clockwise < (through?.clockwise ?? 180) ? 'left' : 'right');
  }
  return turns;
}

/** A path through a node, told by where it enters and leaves. */
export interface NodePath {
  readonly from: LinkId;
  readonly to: LinkId;
  /** Outward bearings of the leg of entry and of exit. */
  readonly entryDeg: number;
  readonly exitDeg: number;
  /** Lanes of the link it leaves by; absent: any. */
  readonly toLanes?: readonly number[];
}

/** Half the angle between the two directions of one leg: large enough to order them, small enough not to swap legs. */
const SIDE_DEG = 0.5;

/**
 * Whether two paths through a node meet: they merge into one link, unless each keeps to lanes of its own there and the one from
 * further right to those further right, or their chords cross. Entries and exits are put on a circle;
 * with traffic on the right, inbound traffic stands counter-clockwise of the leg's middle (seen outwards) and outbound clockwise.
 * Paths from one link only part, so they do not meet.
 */
export function pathsMeet(a: NodePath, b: NodePath): boolean {
  if (a.from === b.from) return false;
  if (a.to === b.to) return !keepsRight(a, b) && !keepsRight(b, a);
  const start = a.entryDeg - SIDE_DEG;
  const end = normalDeg(a.exitDeg + SIDE_DEG - start);
  const entry = normalDeg(b.entryDeg - SIDE_DEG - start);
  const exit = normalDeg(b.exitDeg + SIDE_DEG - start);
  return entry < end !== exit < end;
}

/** Of two paths into one link: does `right` come from further right, and use only lanes to the right of the other's? */
function keepsRight(right: NodePath, left: NodePath): boolean {
  if (right.toLanes === undefined || left.toLanes === undefined) return false;
  const clockwise = (path: NodePath): number => normalDeg(path.entryDeg - SIDE_DEG - (path.exitDeg + SIDE_DEG));
  return clockwise(right) < clockwise(left) && Math.max(...right.toLanes) < Math.min(...left.toLanes);
}
