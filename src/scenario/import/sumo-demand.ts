/** A SUMO demand file (`.rou.xml`) as it stands in the file; edges by SUMO's ids, seconds of SUMO's time. */
export interface SumoDemand {
  readonly types: readonly SumoVehicleType[];
  /** Names under which the file draws types by chance. */
  readonly typeDistributions: ReadonlySet<string>;
  readonly vehicles: readonly SumoVehicle[];
  readonly flows: readonly SumoFlow[];
}

export interface SumoVehicleType {
  readonly id: string;
  readonly vehicleClass: string;
  readonly lengthM: number;
  readonly minGapM: number;
  readonly accelMps2: number;
  readonly maxSpeedMps: number;
  readonly speedFactor: { readonly mean: number; readonly sd: number };
  /** Krauss's imperfection; 0 for models that have none. */
  readonly sigma: number;
  /** Attributes that are not read. */
  readonly unread: readonly string[];
}

/** Where a vehicle goes: a route that the file gives, or two ends with edges to pass in between. */
export type SumoWayThrough =
  | { readonly kind: 'route'; readonly edges: readonly string[] }
  | { readonly kind: 'trip'; readonly from: string; readonly to: string; readonly via: readonly string[] };

export interface SumoVehicle {
  readonly id: string;
  readonly departS: number;
  readonly type: string;
  readonly way: SumoWayThrough;
  readonly entry: SumoEntry;
  readonly line: number;
}

export interface SumoFlow {
  readonly id: string;
  readonly beginS: number;
  readonly endS: number;
  readonly arrivals:
    | { readonly kind: 'even'; readonly periodS: number }
    | { readonly kind: 'random'; readonly vehPerHour: number };
  readonly type: string;
  readonly way: SumoWayThrough;
  readonly entry: SumoEntry;
  readonly line: number;
}

/** How it starts, in SUMO's words; empty where the file says nothing. */
export interface SumoEntry {
  readonly lane: string;
  readonly pos: string;
  readonly speed: string;
}
