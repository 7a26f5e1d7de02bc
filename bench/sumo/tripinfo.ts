import type { TripTime } from '../trip-times.ts';
import { readElements } from './elements.ts';

/**
 * SUMO's tripinfo, written with the unfinished: times < 0 stand for what has not happened. Gives seconds since `beginS`; leaves
 * out who departed at `endS` or later.
 */
export async function readTripinfo(pieces: AsyncIterable<string>, beginS: number, endS: number): Promise<readonly TripTime[]> {
  const trips: TripTime[] = [];
  await readElements(pieces, (name, attributes) => {
    if (name !== 'tripinfo') return;
    const departS = attributes.number('depart');
    const delayS = attributes.number('departDelay');
    const arrivalS = attributes.number('arrival');
    const entered = departS >= 0;
    const wantedS = (entered ? departS : endS) - delayS;
    if (wantedS >= endS) return;
    trips.push({
      id: attributes.text('id'),
      wantedS: wantedS - beginS,
      enteredS: entered ? departS - beginS : undefined,
      arrivedS: arrivalS >= 0 ? arrivalS - beginS : undefined,
    });
  });
  return trips;
}
