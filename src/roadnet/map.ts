import type { JunctionId, LinkId, MovementId, NodeId, SignalGroupId, StageId } from '../kernel/ids.ts';

/**
 * The road map as the whole program sees it. Plain data, validated by `decodeMap` in `map-schema.ts`, which
 * gives the same shape as zod and as a published JSON schema. Lengths in metres, speeds in metres per second, WGS-84 degrees, durations in seconds.
 */
export interface RoadMap {
  readonly format: 'clearway-map/1';
  readonly name: string;
  readonly title: string;
  /** True when geometry or signals are drawn from general knowledge and not surveyed. */
  readonly schematic: boolean;
  /** Where the data come from, on what terms, and what was assumed. */
  readonly attribution: string;
  /** Driving side decides nothing but the drawing and lane order: lane 0 is always the kerb lane. */
  readonly nodes: readonly MapNode[];
  readonly links: readonly MapLink[];
  readonly movements: readonly Movement[];
  readonly junctions: readonly Junction[];
}

export interface MapNode {
  readonly id: NodeId;
  readonly lat: number;
  readonly lon: number;
  readonly name?: string;
}

/** One direction of a road between two nodes; `lengthM` runs from its start to its stop bar. */
export interface MapLink {
  readonly id: LinkId;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly name: string;
  readonly lengthM: number;
  readonly speedLimitMps: number;
  /** Lane 0 is the kerb lane. */
  readonly lanes: readonly MapLane[];
  /** Beside the lanes, to pull over onto; absent: none. */
  readonly spareWidthM?: number;
  /** 0 and absent: on the ground; 1 and more: on bridges, -1 and less: in tunnels. Links of different levels cross without meeting. */
  readonly level?: number;
  /** Interior points of the centre line, `[lon, lat]`; the end points are the nodes. */
  readonly via?: readonly (readonly [number, number])[];
}

export interface MapLane {
  /** Where the lane begins, from the link's start: 0 for a through-going lane, more for a turn bay. */
  readonly startM: number;
}

export type Turn = 'left' | 'through' | 'right' | 'uturn';

/** Points `[lon, lat]`, in the direction of travel; lengths along it are shares of the movement's own length. */
export type DrawnPath = readonly (readonly [number, number])[];

/** A way through a node from one link to the next. */
export interface Movement {
  readonly id: MovementId;
  readonly from: LinkId;
  readonly to: LinkId;
  readonly turn: Turn;
  /** `[lane on from, lane on to]`, every pair a vehicle may drive. */
  readonly lanes: readonly (readonly [number, number])[];
  /** Length of the path inside the node, stop bar to the start of the next link. */
  readonly lengthM: number;
  /** For each pair of `lanes` the centre line of its path through the node, `[lon, lat]`; absent: nobody has drawn it. */
  readonly paths?: readonly DrawnPath[];
  /** Speed at which its path can be driven; absent: what is usual for the turn. */
  readonly speedMps?: number;
  /** How far into the node one may come who gives way, to wait there; absent: waits at the stop bar. */
  readonly waitM?: number;
  /** Movements it gives way to where no signal separates them. */
  readonly yieldsTo: readonly MovementId[];
  /** May go on red after a stop, giving way to all whom it meets; absent: may not. */
  readonly onRed?: 'after-stop';
}

/** A signalised junction. Movements of its node that no group names are uncontrolled and obey `yieldsTo`. */
export interface Junction {
  readonly id: JunctionId;
  readonly node: NodeId;
  readonly name: string;
  readonly groups: readonly SignalGroup[];
  /** Pairs that must never be open together; symmetric, each pair once. */
  readonly conflicts: readonly (readonly [SignalGroupId, SignalGroupId])[];
  /** Least time from the end of green (vehicles) or of clearance (pedestrians) of one group to the green of a conflicting one; both orders. */
  readonly intergreens: readonly Intergreen[];
  readonly stages: readonly Stage[];
  /** Longest time a priority command may hold this junction before the starved movements are served once. */
  readonly maxPresenceS: number;
  /** True when groups and stages were derived from geometry by rule and not read from a controller. */
  readonly assumed: boolean;
}

export interface VehicleGroup {
  readonly kind: 'vehicle';
  readonly id: SignalGroupId;
  readonly movements: readonly MovementId[];
  readonly minGreenS: number;
  readonly yellowS: number;
}

export interface PedestrianGroup {
  readonly kind: 'pedestrian';
  readonly id: SignalGroupId;
  /** The links whose carriageway it crosses. */
  readonly crosses: readonly LinkId[];
  /** Least walk (steady green). */
  readonly walkS: number;
  /** Flashing green after walk, never shortened. */
  readonly clearanceS: number;
}

export type SignalGroup = VehicleGroup | PedestrianGroup;

export interface Intergreen {
  readonly from: SignalGroupId;
  readonly to: SignalGroupId;
  /** Includes the yellow of `from`. */
  readonly seconds: number;
}

/** Signal groups green together; none: all red, for a time that no clearance explains. Stages that the programme never runs may still be asked for by priority. */
export interface Stage {
  readonly id: StageId;
  readonly name: string;
  readonly groups: readonly SignalGroupId[];
}
