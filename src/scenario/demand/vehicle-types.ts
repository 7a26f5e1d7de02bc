import type { Fault } from '../../kernel/faults.ts';
import type { VehicleType } from '../../simulator/simulator.ts';
import type { Demand, ScenarioVehicleType, SpeedFactor } from '../scenario.ts';

/** What the vehicles of one kind have in common. */
export interface Kind {
  /** The same object for all vehicles of the kind; undefined for a car. */
  readonly type: VehicleType | undefined;
  readonly speedFactor: SpeedFactor;
}

/** Kinds by name of type; undefined names the car. */
export function kindsOf({ vehicleTypes = {}, speedFactor }: Demand): ReadonlyMap<string | undefined, Kind> {
  const car: Kind = { type: undefined, speedFactor };
  const named = Object.entries(vehicleTypes).map(([name, type]): readonly [string, Kind] => [
    name,
    { type: typeOf(name, type), speedFactor: type.speedFactor },
  ]);
  return new Map<string | undefined, Kind>([[undefined, car], ...named]);
}

/** A fault if the demand has no type of the name that stands at `path`. */
export function typeFaults(name: string | undefined, path: string, { vehicleTypes = {} }: Demand): readonly Fault[] {
  if (name === undefined || Object.hasOwn(vehicleTypes, name)) return [];
  const known = Object.keys(vehicleTypes);
  const advice =
    known.length === 0
      ? 'the scenario has no vehicle types: describe it under demand.vehicleTypes, or leave it out for a car'
      : `the scenario has no vehicle type of this name under demand.vehicleTypes: it has ${known.join(', ')}`;
  return [{ path: `${path}.type`, value: name, advice }];
}

function typeOf(name: string, { lengthM, jamGapM, accelerationMps2, maxSpeedMps }: ScenarioVehicleType): VehicleType {
  return {
    name,
    lengthM: { min: lengthM, max: lengthM },
    jamGapM,
    accelerationMps2,
    maxSpeedMps: maxSpeedMps ?? Number.POSITIVE_INFINITY,
  };
}
