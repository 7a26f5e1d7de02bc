import proj4 from 'proj4';
import { InputFaults } from '../../kernel/faults.ts';
import type { LatLon } from '../geometry.ts';
import type { SumoLocation } from './sumo-network.ts';
import type { PlanePoint } from './xml-reader.ts';

const M_PER_DEG = 111_195;

/** From the plane of a SUMO network to WGS-84. */
export interface Plane {
  /** False when the file says nothing of where on earth it lies; its zero then lies at latitude and longitude 0. */
  readonly placed: boolean;
  toLatLon(point: PlanePoint): LatLon;
}

/**
 * Understands PROJ definitions, as netconvert writes them; "!" and its other short forms stand for planes without a known place.
 * @throws InputFaults for a definition that cannot be worked with.
 */
export function planeOf(source: string, { offset, projection, line }: SumoLocation): Plane {
  if (!projection.startsWith('+proj=')) {
    return { placed: false, toLatLon: ({ x, y }) => rounded(y / M_PER_DEG, x / M_PER_DEG) };
  }
  const reject = (why: string): never => {
    const advice = `is no projection that can be worked with (${why}): correct it, or write "!" for a plane without a place on earth`;
    throw new InputFaults(source, [{ path: `line ${line}, location projParameter`, value: projection, advice }]);
  };
  const inverse = inverseOf(projection, reject);
  return {
    placed: true,
    toLatLon: ({ x, y }) => {
      const [lon, lat] = inverse([x - offset.x, y - offset.y]);
      return Number.isFinite(lat) && Number.isFinite(lon) ? rounded(lat, lon) : reject('its nodes come to lie nowhere');
    },
  };
}

function inverseOf(projection: string, reject: (why: string) => never): (at: [number, number]) => [number, number] {
  try {
    const converter = proj4(projection);
    return (at) => converter.inverse(at);
  } catch (error) {
    return reject(error instanceof Error ? error.message : String(error));
  }
}

/** To 1e-7 degrees, a centimetre, so that the text made from it is the same everywhere. */
function rounded(lat: number, lon: number): LatLon {
  return { lat: Math.round(lat * 1e7) / 1e7, lon: Math.round(lon * 1e7) / 1e7 };
}
