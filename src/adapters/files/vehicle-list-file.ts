import { type Fault, InputFaults } from '../../kernel/faults.ts';
import { decodeVehicleList, type VehicleList, vehicleListText } from '../../scenario/demand/vehicle-list.ts';
import { troubleOf } from './file-trouble.ts';
import { lineInJson } from './json-place.ts';
import { readText, saveText } from './map-file.ts';

/** Enough to see what is wrong with a list of a hundred thousand vehicles. */
const MOST_FAULTS = 20;

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
  const faulty = (faults: readonly Fault[]): InputFaults => new InputFaults(path, withLines(text, faults));
  try {
    return { list: decodeVehicleList(path, parsed(path, text)), faulty };
  } catch (error) {
    if (error instanceof InputFaults && error.faults.some((fault) => fault.path !== '')) throw faulty(error.faults);
    throw error;
  }
}

/** Writes a list as `vehicleListText` lays it out, making the folder if need be. */
export function saveVehicleList(path: string, list: VehicleList): void {
  saveText(path, vehicleListText(list));
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputFaults(path, [{ path: '', value: undefined, advice: `is no valid JSON: ${troubleOf(error)}` }]);
  }
}

function withLines(text: string, faults: readonly Fault[]): readonly Fault[] {
  const told = faults.slice(0, MOST_FAULTS).map((fault) => {
    const keys = [...fault.path.matchAll(/[^.[\]]+/g)].map(([key]) => (/^\d+$/.test(key) ? Number(key) : key));
    return { ...fault, path: `line ${lineInJson(text, keys)}, ${fault.path}` };
  });
  const rest = faults.length - told.length;
  return rest === 0
    ? told
    : [...told, { path: 'vehicles', value: undefined, advice: `${rest} more faults of this file are not shown` }];
}
