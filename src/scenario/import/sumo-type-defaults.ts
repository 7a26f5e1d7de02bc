/** What SUMO 1.15 takes for a vehicle class where a type says nothing, as `sumo` itself reports it. Metres, seconds. */
export interface ClassDefaults {
  readonly lengthM: number;
  readonly accelMps2: number;
  readonly maxSpeedMps: number;
  readonly speedDev: number;
}

const car: ClassDefaults = { lengthM: 5, accelMps2: 2.6, maxSpeedMps: 200 / 3.6, speedDev: 0.1 };

const BY_CLASS: Readonly<Record<string, ClassDefaults>> = {
  passenger: car,
  private: car,
  vip: car,
  hov: car,
  evehicle: car,
  custom1: car,
  custom2: car,
  emergency: { ...car, lengthM: 6.5, speedDev: 0 },
  authority: { ...car, speedDev: 0 },
  army: { ...car, speedDev: 0 },
  taxi: { ...car, speedDev: 0.05 },
  bus: { lengthM: 12, accelMps2: 1.2, maxSpeedMps: 100 / 3.6, speedDev: 0 },
  coach: { lengthM: 14, accelMps2: 2, maxSpeedMps: 100 / 3.6, speedDev: 0.05 },
  delivery: { ...car, lengthM: 6.5, speedDev: 0.05 },
  truck: { lengthM: 7.1, accelMps2: 1.3, maxSpeedMps: 130 / 3.6, speedDev: 0.05 },
  trailer: { lengthM: 16.5, accelMps2: 1.1, maxSpeedMps: 130 / 3.6, speedDev: 0.05 },
  motorcycle: { lengthM: 2.2, accelMps2: 6, maxSpeedMps: 200 / 3.6, speedDev: 0.1 },
  moped: { lengthM: 2.1, accelMps2: 1.1, maxSpeedMps: 60 / 3.6, speedDev: 0.1 },
};

/** Undefined for classes that do not drive on roads as cars do: pedestrians, bicycles, trains, ships. */
export function defaultsOf(vehicleClass: string): ClassDefaults | undefined {
  return Object.hasOwn(BY_CLASS, vehicleClass) ? BY_CLASS[vehicleClass] : undefined;
}

export const DEFAULT_MIN_GAP_M = 2.5;
export const DEFAULT_SIGMA = 0.5;
/** Type of a vehicle that names none. */
export const DEFAULT_TYPE = 'DEFAULT_VEHTYPE';
