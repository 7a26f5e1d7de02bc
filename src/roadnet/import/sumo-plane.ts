import proj4 from 'proj4';
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

/** Understands PROJ definitions, as netconvert writes them; "!" and its other short forms stand for planes without a known place. */
export function planeOf({ offset, projection }: SumoLocation): Plane {
  if (!projection.startsWith('+proj=')) {
    return { placed: false, toLatLon: ({ x, y }) => rounded(y / M_PER_DEG, x / M_PER_DEG) };
  }
  const converter = proj4(projection);
  return {
    placed: true,
    toLatLon: ({ x, y }) => {
      const [lon, lat] = converter.inverse([x - offset.x, y - offset.y]);
      return rounded(lat, lon);
    },
  };
}

/** To 1e-7 degrees, a centimetre, so that the text made from it is the same everywhere. */
function rounded(lat: number, lon: number): LatLon {
  return { lat: Math.round(lat * 1e7) / 1e7, lon: Math.round(lon * 1e7) / 1e7 };
}
