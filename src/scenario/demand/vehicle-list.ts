import { z } from 'zod';
import { InputFaults } from '../../kernel/faults.ts';
import type { LinkId } from '../../kernel/ids.ts';
import { faultsOfSchema } from '../../kernel/schema-faults.ts';
import type { ListedVehicle } from '../scenario.ts';

/** A file of single vehicles, each with its own departure, as a data set lists them; scenarios name it as `demand.list`. */
export interface VehicleList {
  readonly format: 'clearway-vehicles/1';
  /** Where the vehicles come from. */
  readonly source: string;
  readonly vehicles: readonly ListedVehicle[];
}

const id = z.string().min(1);

const vehicle = z.strictObject({
  id,
  departS: z.number().min(0),
  route: z.array(id).min(1),
  type: id.optional(),
  entry: z.enum(['flowing', 'from-rest']).optional(),
});

const vehicleListSchema = z.strictObject({
  format: z.literal('clearway-vehicles/1'),
  source: z.string().min(1),
  vehicles: z.array(vehicle),
});

/**
 * The vehicles of a list; equal routes share one array, so that a long list stays small.
 * @throws InputFaults with every fault of shape in `value`; `source` names the file.
 */
export function decodeVehicleList(source: string, value: unknown): VehicleList {
  const result = vehicleListSchema.safeParse(value);
  if (!result.success) throw new InputFaults(source, faultsOfSchema(result.error, value));
  const routes = new Map<string, readonly LinkId[]>();
  const vehicles = result.data.vehicles.map((one): ListedVehicle => {
    const key = JSON.stringify(one.route);
    const route = routes.get(key) ?? one.route;
    routes.set(key, route);
    return { ...one, route };
  });
  return { ...result.data, vehicles };
}

/** The text of a list's file: one line per vehicle, so that a fault can be told by its line. */
export function vehicleListText({ format, source, vehicles }: VehicleList): string {
  const head = `"format":${JSON.stringify(format)},\n"source":${JSON.stringify(source)}`;
  return `{\n${head},\n"vehicles":[\n${vehicles.map((one) => JSON.stringify(one)).join(',\n')}\n]\n}\n`;
}
