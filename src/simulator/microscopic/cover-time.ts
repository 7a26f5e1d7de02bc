import { TURN_BRAKING } from './parameters.ts';

/** Seconds to cover a distance, speeding up at a rate or slowing down to a top speed. */
export function coverS(distanceM: number, speed: number, topMps: number, rate: number): number {
  if (distanceM <= 0) return 0;
  if (speed > topMps) return slowingS(distanceM, speed, topMps);
  const endSquare = speed * speed + 2 * rate * distanceM;
  if (endSquare <= topMps * topMps) return (Math.sqrt(endSquare) - speed) / rate;
  return (topMps - speed) / rate + (distanceM - (topMps * topMps - speed * speed) / (2 * rate)) / topMps;
}

function slowingS(distanceM: number, speed: number, topMps: number): number {
  const brakingM = (speed * speed - topMps * topMps) / (2 * TURN_BRAKING);
  if (distanceM < brakingM) return (speed - Math.sqrt(speed * speed - 2 * TURN_BRAKING * distanceM)) / TURN_BRAKING;
  return (speed - topMps) / TURN_BRAKING + (distanceM - brakingM) / speed;
}
