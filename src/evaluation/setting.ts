import type { GridPlan } from '../roadnet/grid-build.ts';
import type { RoadMap } from '../roadnet/map.ts';
import type { Demand, Scenario, ScenarioMission } from '../scenario/scenario.ts';

/** Where arms are compared: streets, traffic and missions. */
export interface Setting {
  /** Names its folder, its scenario and its rows. */
  readonly name: string;
  readonly title: string;
  /** What it is and where its numbers come from, for the report. */
  readonly about: string;
  readonly origin: Origin;
  /** The same without what is amiss here, seed by seed; absent: it stands for itself. */
  readonly reference?: Reference;
}

export interface Reference {
  /** Name of that setting. */
  readonly setting: string;
  /** The ambulance drives to the same place by a way of its own choice there too, so that times can be compared. */
  readonly isSameDrive: boolean;
}

export type Origin =
  /** A scenario of this project, as it stands or changed, on its own map or on another one of this project. */
  | {
      readonly kind: 'scenario';
      readonly file: string;
      readonly map?: string;
      /** Longest time that a junction may be held, instead of the map's. */
      readonly maxPresenceS?: number;
      readonly change: (scenario: Scenario) => Scenario;
    }
  /** A grid made by rule. */
  | { readonly kind: 'grid'; readonly plan: GridPlan; readonly traffic: GridTraffic }
  /** Networks and demand of others, by their paths in the folder of data. */
  | {
      readonly kind: 'imported';
      readonly network: string;
      readonly demand: string;
      /** As in the data, or fixed-time plans for the demand where the data only list the phases that a learner may choose from. */
      readonly programmes: 'imported' | 'timed for the demand';
      /** The crew drives the route that its mission's status shows. */
      readonly isLed?: boolean;
    };

/** What moves on a grid; its programmes follow from the map. */
export interface GridTraffic extends Pick<Scenario, 'warmUpS' | 'endS'> {
  readonly missions: readonly ScenarioMission[];
  readonly demand: Demand;
}

/** A setting that can be run. */
export interface ReadySetting {
  readonly setting: Setting;
  readonly scenario: Scenario;
  readonly map: RoadMap;
}
