import type { LeftOut } from '../roadnet/import/left-out.ts';
import type { RoadMap } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Demand, ListedVehicle, ProgrammeRule } from '../scenario/scenario.ts';

/** A network as it was imported, and the way to its traffic. */
export interface ImportedSource {
  readonly file: string;
  readonly name: string;
  readonly map: RoadMap;
  readonly leftOut: readonly LeftOut[];
  /** Undefined where no demand was given. */
  readonly traffic?: (index: RoadIndex) => SourceTraffic;
}

export interface SourceTraffic {
  readonly start: string;
  readonly endS: number;
  readonly demand: Omit<Demand, 'list' | 'listed'>;
  /** For a list of its own; absent where the data draw arrivals by rate. */
  readonly vehicles?: readonly ListedVehicle[];
  readonly programmes: readonly ProgrammeRule[];
  readonly leftOut: readonly LeftOut[];
}
