import { type Fault, InputFaults } from '../../kernel/faults.ts';
import { decodeVehicleList, type VehicleList, vehicleListText } from '../../scenario/demand/vehicle-list.ts';
import { decodeJson, placed, readText, saveText } from './map-file.ts';

/** A list as it was read, and the way to tell faults that are found in it later by their lines. */
export interface OpenVehicleList {
  readonly list: VehicleList;
  /** InputFaults of this file; each fault with its line, the first ones of many. */
  readonly faulty: (faults: readonly Fault[]) => InputFaults;
}

/**
 * Reads the vehicles of a list, JSON.
 * @throws InputFaults with the faults of shape, each with its line.
 */
export function openVehicleList(path: string): OpenVehicleList {
  const text = readText(path);
  return {
    list: decodeJson(path, text, decodeVehicleList),
    faulty: (faults) => new InputFaults(path, placed(text, faults)),
  };
}

/** Writes a list as `vehicleListText` lays it out, making the folder if need be. */
export function saveVehicleList(path: string, list: VehicleList): void {
  saveText(path, vehicleListText(list));
}
