import type { XmlElement } from '../../roadnet/import/xml.ts';
import type { XmlReader } from '../../roadnet/import/xml-reader.ts';
import type { SumoVehicleType } from './sumo-demand.ts';
import { type ClassDefaults, DEFAULT_MIN_GAP_M, DEFAULT_SIGMA, DEFAULT_TYPE, defaultsOf } from './sumo-type-defaults.ts';

/** Attributes that say how a vehicle looks or is written out, and nothing of how it drives. */
const LOOKS = [
  'id',
  'vClass',
  'color',
  'guiShape',
  'imgFile',
  'osgFile',
  'width',
  'height',
  'emissionClass',
  'probability',
  'mass',
];
const READ = [...LOOKS, 'length', 'minGap', 'accel', 'maxSpeed', 'speedFactor', 'speedDev', 'sigma'];

/** The models of which `sigma` is the imperfection of Krauss. */
const KRAUSS = new Set(['', 'Krauss', 'KraussOrig1', 'carFollowing-Krauss', 'carFollowing-KraussOrig1', 'SKOrig']);

/** One `vType`; undefined with a fault where it is malformed. A class that does not drive as cars do keeps the numbers of cars. */
export function readVehicleType(reader: XmlReader, element: XmlElement): SumoVehicleType | undefined {
  const id = reader.text(element, 'id');
  const vehicleClass = reader.find(element, 'vClass') ?? 'passenger';
  const otherwise = defaultsOf(vehicleClass) ?? defaultsOf('passenger')!;
  const lengthM = reader.optionalNumber(element, 'length', 0.1, 1000, otherwise.lengthM);
  const minGapM = reader.optionalNumber(element, 'minGap', 0, 1000, DEFAULT_MIN_GAP_M);
  const accelMps2 = reader.optionalNumber(element, 'accel', 0.01, 100, otherwise.accelMps2);
  const maxSpeedMps = reader.optionalNumber(element, 'maxSpeed', 0.01, 1000, otherwise.maxSpeedMps);
  const sigma = reader.optionalNumber(element, 'sigma', 0, 1, DEFAULT_SIGMA);
  const speedFactor = readSpeedFactor(reader, element, otherwise);
  if (id === undefined || lengthM === undefined || minGapM === undefined || accelMps2 === undefined) return undefined;
  if (maxSpeedMps === undefined || sigma === undefined || speedFactor === undefined) return undefined;
  return {
    id,
    vehicleClass,
    lengthM,
    minGapM,
    accelMps2,
    maxSpeedMps,
    speedFactor,
    sigma: KRAUSS.has(reader.find(element, 'carFollowModel') ?? '') ? sigma : 0,
    unread: Object.keys(element.attributes).filter((name) => !READ.includes(name)),
  };
}

/** The type of vehicles that name none. */
export function defaultType(): SumoVehicleType {
  const { lengthM, accelMps2, maxSpeedMps, speedDev } = defaultsOf('passenger')!;
  return {
    id: DEFAULT_TYPE,
    vehicleClass: 'passenger',
    lengthM,
    minGapM: DEFAULT_MIN_GAP_M,
    accelMps2,
    maxSpeedMps,
    speedFactor: { mean: 1, sd: speedDev },
    sigma: DEFAULT_SIGMA,
    unread: [],
  };
}

/** A number, with `speedDev` beside it, or `norm(mean, deviation)`, `normc(mean, deviation, least, most)`. */
function readSpeedFactor(
  reader: XmlReader,
  element: XmlElement,
  otherwise: ClassDefaults,
): SumoVehicleType['speedFactor'] | undefined {
  const text = reader.find(element, 'speedFactor') ?? '1';
  const drawn = /^normc?\(([^,]+),([^,)]+)/.exec(text);
  const mean = Number(drawn?.[1] ?? text);
  const sd = drawn === null ? reader.optionalNumber(element, 'speedDev', 0, 10, otherwise.speedDev) : Number(drawn[2]);
  if (mean > 0 && sd !== undefined && sd >= 0) return { mean, sd };
  return reader.reject(
    element,
    'speedFactor',
    text,
    'expected a number, norm(mean,deviation) or normc(mean,deviation,least,most)',
  );
}
