import type { Destination } from '../preemption/mission.ts';

const PLACE = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/;

/** `30.1792,120.2640` is a place, anything else a node of the map. */
export function destinationOf(text: string): Destination {
  const place = PLACE.exec(text);
  return place === null ? text : { lat: Number(place[1]), lon: Number(place[2]) };
}

export function destinationText(destination: Destination): string {
  return typeof destination === 'string' ? destination : `${destination.lat},${destination.lon}`;
}
