import type { Driving, SimulatorSetup } from '../simulator.ts';

/**
 * The emergency vehicles inside the network, and what they claim at the nodes before them. Emergencies go by their number in the
 * setup.
 */
export class Sirens {
  readonly driving: readonly Driving[];
  /** Those inside at the step's start: the first `count` of `inside`; `special` of them do not just obey the signals. */
  readonly inside: Int32Array;
  count = 0;
  special = 0;
  /** Per emergency: movement that any part of it is on, and the one that it claims before it, -1 for none. */
  readonly on: Int32Array;
  readonly ahead: Int32Array;
  /** Per emergency: its place in the routes at the last step, whether a red made it slow down then, whether it drives through on one. */
  readonly place: Int32Array;
  readonly facesRed: Uint8Array;
  readonly crawls: Uint8Array;
  /** Per movement: 1 while nobody may enter the node on it, for the sake of an emergency. */
  readonly shut: Uint8Array;

  constructor({ emergencies }: SimulatorSetup, movementCount: number) {
    const count = emergencies.length;
    this.driving = emergencies.map(({ driving }) => driving ?? 'legal');
    this.inside = new Int32Array(count);
    this.on = new Int32Array(count).fill(-1);
    this.ahead = new Int32Array(count).fill(-1);
    this.place = new Int32Array(count).fill(-1);
    this.facesRed = new Uint8Array(count);
    this.crawls = new Uint8Array(count);
    this.shut = new Uint8Array(movementCount);
  }

  /** Notes who is inside: has a slot and has not arrived. */
  roll(slot: Int32Array, arrivedS: Float64Array): void {
    this.count = 0;
    this.special = 0;
    for (let emergency = 0; emergency < slot.length; emergency++) {
      if (slot[emergency]! < 0 || !Number.isNaN(arrivedS[emergency]!)) continue;
      this.inside[this.count] = emergency;
      this.count++;
      if (this.driving[emergency] !== 'legal') this.special++;
    }
  }
}
