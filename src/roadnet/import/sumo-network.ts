import type { PlanePoint } from './xml-reader.ts';

/** A SUMO network (`.net.xml`) as it stands in the file: metres, metres per second, seconds. Ids are SUMO's own. */
export interface SumoNetwork {
  readonly location: SumoLocation;
  readonly edges: readonly SumoEdge[];
  readonly junctions: readonly SumoJunction[];
  readonly insideStops: readonly SumoInsideStop[];
  readonly connections: readonly SumoConnection[];
  readonly programmes: readonly SumoProgramme[];
  /** Elements that are not read, by name. */
  readonly unread: ReadonlyMap<string, number>;
}

export interface SumoLocation {
  /** Added to the projected coordinates to get those of the file. */
  readonly offset: PlanePoint;
  /** PROJ definition, or "!" where the plane stands nowhere on earth. */
  readonly projection: string;
  readonly line: number;
}

export type SumoEdgeKind = 'normal' | 'internal' | 'crossing' | 'walkingarea';

export interface SumoEdge {
  readonly id: string;
  readonly kind: SumoEdgeKind;
  /** Junctions; empty on edges inside a junction. */
  readonly from: string;
  readonly to: string;
  readonly name: string;
  /** Centre line where the file gives one, from junction to junction. */
  readonly shape?: readonly PlanePoint[];
  /** In the order of their index: 0 is the right-most. */
  readonly lanes: readonly SumoLane[];
  readonly line: number;
}

export interface SumoLane {
  readonly id: string;
  readonly speedMps: number;
  readonly lengthM: number;
  readonly shape: readonly PlanePoint[];
  /** Open to passenger cars. */
  readonly cars: boolean;
}

export interface SumoJunction {
  readonly id: string;
  readonly type: string;
  readonly at: PlanePoint;
  /** Ids of the lanes that lead in, in the order that numbers the links. */
  readonly incomingLanes: readonly string[];
  readonly requests: readonly SumoRequest[];
  readonly line: number;
}

/**
 * A place inside a junction where vehicles wait ("internal junction"). Its id is that of the lane that begins there. Those who
 * wait give way to whoever comes from one of the lanes `from` over one of the lanes `over`.
 */
export interface SumoInsideStop {
  readonly id: string;
  readonly from: readonly string[];
  readonly over: readonly string[];
}

/** Right of way of one link through a junction; the texts hold a 0 or 1 per link, link 0 at the right end. */
export interface SumoRequest {
  readonly response: string;
  readonly foes: string;
}

/** A way from lane to lane. */
export interface SumoConnection {
  readonly from: string;
  readonly to: string;
  readonly fromLane: number;
  readonly toLane: number;
  /** Lane inside the junction that it leads over first. */
  readonly via?: string;
  readonly signal?: { readonly programme: string; readonly index: number };
  /** s straight, t turn, l/L left, r/R right, partially. */
  readonly dir: string;
  /** Right of way; capital letters for links that need not give way. */
  readonly state: string;
  /** Open to passenger cars. */
  readonly cars: boolean;
  readonly line: number;
}

export interface SumoProgramme {
  readonly id: string;
  readonly type: string;
  readonly offsetS: number;
  readonly phases: readonly SumoPhase[];
  readonly params: ReadonlyMap<string, string>;
  readonly line: number;
}

export interface SumoPhase {
  readonly durationS: number;
  readonly minS: number;
  readonly maxS: number;
  /** Of phases of NEMA programmes; empty and 0 where the file gives none. */
  readonly name: string;
  readonly yellowS: number;
  readonly redS: number;
  readonly extensionS: number;
  /** One letter per signal index. */
  readonly state: string;
  /** Names the phases that may follow, where it is not simply the next. */
  readonly next: boolean;
}
