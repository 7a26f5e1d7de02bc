import type { LinkId, VehicleId } from '../kernel/ids.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { PositionFix } from '../location/fix.ts';
import { pointInNode, pointOnLink } from '../roadnet/geometry.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { EmergencyState } from '../simulator/simulator.ts';

/** A receiver's Doppler speed and course over ground are far better than its position: 0.2 m/s and 2 degrees, one sigma. */
const SPEED_SIGMA_MPS = 0.2;
const HEADING_SIGMA_DEG = 2;
/** Mean length of a degree of latitude on WGS-84. */
const M_PER_DEG_LAT = 111_195;

export interface GpsSettings {
  readonly periodS: number;
  /** Per axis. */
  readonly sigmaM: number;
}

/** One vehicle's GPS receiver. Draws from a stream of its own, so that no other consumer's draws move its noise. */
export class GpsReceiver {
  readonly #index: RoadIndex;
  readonly #vehicle: VehicleId;
  readonly #settings: GpsSettings;
  readonly #noise: RandomStream;
  #nextS = 0;

  constructor(index: RoadIndex, vehicle: VehicleId, settings: GpsSettings, noise: RandomStream) {
    this.#index = index;
    this.#vehicle = vehicle;
    this.#settings = settings;
    this.#noise = noise;
  }

  /** The fix of this instant on the way that the vehicle is on, if one is due. */
  fixAt(timeS: number, atMs: number, state: EmergencyState, way: readonly LinkId[]): PositionFix | undefined {
    if (timeS < this.#nextS) return undefined;
    this.#nextS = timeS + this.#settings.periodS;
    const at = this.#positionOf(state, way);
    const { sigmaM } = this.#settings;
    const northM = this.#noise.normal(0, sigmaM);
    const eastM = this.#noise.normal(0, sigmaM);
    const speedMps = state.phase === 'driving' ? state.speedMps : 0;
    return {
      vehicle: this.#vehicle,
      atMs,
      lat: round(at.lat + northM / M_PER_DEG_LAT, 1e7),
      lon: round(at.lon + eastM / (M_PER_DEG_LAT * Math.cos((at.lat * Math.PI) / 180)), 1e7),
      speedMps: round(Math.max(0, speedMps + this.#noise.normal(0, SPEED_SIGMA_MPS)), 100),
      headingDeg: round((at.headingDeg + this.#noise.normal(0, HEADING_SIGMA_DEG) + 360) % 360, 10) % 360,
      accuracyM: Math.max(1, sigmaM),
    };
  }

  #positionOf(state: EmergencyState, way: readonly LinkId[]): { lat: number; lon: number; headingDeg: number } {
    if (state.phase === 'arrived') return this.#pointOn(way, way.length - 1, Number.POSITIVE_INFINITY);
    return state.phase === 'driving' ? this.#pointOn(way, state.routeIndex, state.positionM) : this.#pointOn(way, 0, 0);
  }

  #pointOn(way: readonly LinkId[], routeIndex: number, positionM: number): { lat: number; lon: number; headingDeg: number } {
    const link = this.#index.link(way[routeIndex] as LinkId);
    const next = way[routeIndex + 1];
    if (positionM <= link.lengthM || next === undefined) return pointOnLink(this.#index, link.id, positionM);
    return pointInNode(this.#index, link.id, next, positionM - link.lengthM);
  }
}

function round(value: number, perUnit: number): number {
  return Math.round(value * perUnit) / perUnit;
}
