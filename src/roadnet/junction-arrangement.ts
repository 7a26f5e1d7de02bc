import { normalDeg } from './geometry.ts';
import type { Leg } from './junction-legs.ts';

/** A leg with its place in the naming scheme: `side` it lies on, and the direction its inbound traffic is bound for. */
export interface PlacedLeg {
  readonly leg: Leg;
  readonly side: string;
  readonly bound: string;
}

/**
 * How the legs of a junction face each other. `cross` and `tee` have a main and a cross axis (the stem of a T alone on its
 * axis); a `star` of five or more legs has none, and each approach runs by itself.
 */
export type Arrangement =
  | {
      readonly kind: 'axes';
      readonly legs: readonly PlacedLeg[];
      readonly main: readonly PlacedLeg[];
      readonly cross: readonly PlacedLeg[];
    }
  | { readonly kind: 'star'; readonly legs: readonly PlacedLeg[] };

const SIDES = ['N', 'E', 'S', 'W'] as const;
const BOUND: Readonly<Record<(typeof SIDES)[number], string>> = { N: 'SB', E: 'WB', S: 'NB', W: 'EB' };

/** Legs named by the side that fits them best as a whole, kept in clockwise order; the more important axis is the main one. */
export function arrangeLegs(legs: readonly Leg[]): Arrangement {
  const clockwise = [...legs].sort((a, b) => a.bearingDeg - b.bearingDeg);
  if (clockwise.length < 3 || clockwise.length > 4) {
    return { kind: 'star', legs: clockwise.map((leg, i) => ({ leg, side: String(i + 1), bound: `A${i + 1}` })) };
  }
  const slots = clockwise.length === 4 ? [0, 1, 2, 3] : teeSlots(clockwise);
  const turn = bestRotation(clockwise, slots);
  const placed = clockwise.map((leg, i) => {
    const side = SIDES[(slots[i]! + turn) % 4]!;
    return { leg, side, bound: BOUND[side] };
  });
  const even = placed.filter((_, i) => slots[i]! % 2 === 0);
  const odd = placed.filter((_, i) => slots[i]! % 2 === 1);
  const [main, cross] = isMain(even, odd) ? [even, odd] : [odd, even];
  return { kind: 'axes', legs: inOrder(placed), main: inOrder(main), cross: inOrder(cross) };
}

/** Northbound first, then southbound, eastbound, westbound, at every junction alike. */
function inOrder(legs: readonly PlacedLeg[]): readonly PlacedLeg[] {
  const order = ['NB', 'SB', 'EB', 'WB'];
  return [...legs].sort((a, b) => order.indexOf(a.bound) - order.indexOf(b.bound));
}

/** Quarter of each leg of a T: the straightest pair takes quarters 0 and 2 of the circle, the stem the quarter between. */
function teeSlots(legs: readonly Leg[]): readonly number[] {
  const bendAfter = [0, 1, 2].map((i) => {
    const next = legs[(i + 1) % 3]!;
    return Math.abs(normalDeg(next.bearingDeg - legs[i]!.bearingDeg) - 180);
  });
  const straightest = bendAfter.indexOf(Math.min(...bendAfter));
  const slots = [0, 0, 0];
  slots[straightest] = 0;
  slots[(straightest + 1) % 3] = 2;
  slots[(straightest + 2) % 3] = 3;
  return slots;
}

function bestRotation(legs: readonly Leg[], slots: readonly number[]): number {
  const misfit = (turn: number): number =>
    legs.reduce((sum, leg, i) => {
      const off = normalDeg(leg.bearingDeg - ((slots[i]! + turn) % 4) * 90);
      return sum + Math.min(off, 360 - off) ** 2;
    }, 0);
  return [0, 1, 2, 3].reduce((best, turn) => (misfit(turn) < misfit(best) ? turn : best), 0);
}

function isMain(a: readonly PlacedLeg[], b: readonly PlacedLeg[]): boolean {
  if (a.length !== b.length) return a.length > b.length;
  const weight = (axis: readonly PlacedLeg[]): number => axis.reduce((sum, placed) => sum + placed.leg.weight, 0);
  if (weight(a) !== weight(b)) return weight(a) > weight(b);
  return a.some((placed) => placed.side === 'N');
}
