import type { RandomStream } from '../../kernel/random.ts';
import type { VehiclePlan } from '../../simulator/simulator.ts';
import type { Kind } from './vehicle-types.ts';

/** What a vehicle's plan says of its driver and of what it drives. */
export type Driven = Pick<VehiclePlan, 'speedFactor' | 'driverSeed' | 'type'>;

/** The next driver of a stream: two draws, whatever the kind. */
export function drawDriver({ type, speedFactor: { mean, sd } }: Kind, drivers: RandomStream): Driven {
  const speedFactor = Math.max(mean - 3 * sd, Math.min(mean + 3 * sd, drivers.normal(mean, sd)));
  const driverSeed = Math.floor(drivers.next() * 4294967296);
  return type === undefined ? { speedFactor, driverSeed } : { speedFactor, driverSeed, type };
}
