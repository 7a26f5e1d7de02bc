import type { LinkId, VehicleId } from '../kernel/ids.ts';
import type { PositionFix } from '../location/fix.ts';
import { type SmoothedPart, smoothPath } from '../location/smooth.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { LogRecord } from './record.ts';

/** Positions of one vehicle in a log, and the first way it was given: those after it begin where it had left that. */
export interface VehicleTrack {
  readonly vehicle: VehicleId;
  /** In order of time, none twice. */
  readonly fixes: readonly PositionFix[];
  readonly route: readonly LinkId[];
}

/** The positions of every vehicle that a log holds, in the order in which the vehicles came up. */
export async function vehicleTracks(records: AsyncIterable<LogRecord>): Promise<readonly VehicleTrack[]> {
  const fixes = new Map<VehicleId, Map<number, PositionFix>>();
  const vehicleOf = new Map<string, VehicleId>();
  const routes = new Map<VehicleId, readonly LinkId[]>();
  for await (const record of records) {
    if (record.kind === 'event') {
      const vehicle = record.event.kind === 'routed' ? vehicleOf.get(record.event.mission) : undefined;
      if (record.event.kind === 'routed' && vehicle !== undefined && !routes.has(vehicle))
        routes.set(vehicle, record.event.links);
    } else if (record.input.kind === 'fix') {
      const { fix } = record.input;
      const known = fixes.get(fix.vehicle) ?? new Map<number, PositionFix>();
      if (!known.has(fix.atMs)) known.set(fix.atMs, fix);
      fixes.set(fix.vehicle, known);
    } else if (record.input.kind === 'order') {
      vehicleOf.set(record.input.order.mission, record.input.order.vehicle);
    } else if (record.input.kind === 'resumed') {
      for (const { mission, vehicle } of record.input.missions) vehicleOf.set(mission, vehicle);
    }
  }
  return [...fixes].map(([vehicle, byTime]) => ({
    vehicle,
    fixes: [...byTime.values()].sort((a, b) => a.atMs - b.atMs),
    route: routes.get(vehicle) ?? [],
  }));
}

/** GeoJSON (RFC 7946) of where a vehicle drove: a line per unbroken stretch of road, and a point of it per position used. */
export interface DrivenWay {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature[];
}

interface Feature {
  readonly type: 'Feature';
  readonly geometry:
    | { readonly type: 'LineString'; readonly coordinates: readonly Coordinate[] }
    | { readonly type: 'Point'; readonly coordinates: Coordinate };
  readonly properties: Readonly<Record<string, unknown>>;
}

type Coordinate = readonly [lon: number, lat: number];

export interface DrivenFigures {
  readonly fixes: number;
  /** Implausible, or no road near. */
  readonly refused: number;
  readonly parts: number;
  readonly links: number;
}

/** Where a vehicle drove, told from all its positions together, later ones included: what the controller could not know then. */
export function drivenWay(index: RoadIndex, track: VehicleTrack): { readonly way: DrivenWay; readonly figures: DrivenFigures } {
  const { parts, refused } = smoothPath(index, track.fixes, track.route);
  const features = parts.flatMap((part, i) => [lineOf(track.vehicle, part, i), ...pointsOf(track.vehicle, part)]);
  return {
    way: { type: 'FeatureCollection', features },
    figures: {
      fixes: track.fixes.length,
      refused,
      parts: parts.length,
      links: parts.reduce((sum, { links }) => sum + links.length, 0),
    },
  };
}

function lineOf(vehicle: VehicleId, { links, points }: SmoothedPart, part: number): Feature {
  // A line has two points at least (RFC 7946, 3.1.4): a vehicle seen once is a line of no length.
  const drawn = points.length === 1 ? [points[0]!, points[0]!] : points;
  return {
    type: 'Feature',
    geometry: { type: 'LineString', coordinates: drawn.map(coordinateOf) },
    properties: { vehicle, part, links },
  };
}

function pointsOf(vehicle: VehicleId, { points }: SmoothedPart): Feature[] {
  return points.map((point) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: coordinateOf(point) },
    properties: { vehicle, at: new Date(point.fix.atMs).toISOString(), link: point.link, fix: coordinateOf(point.fix) },
  }));
}

/** 1e-6 degrees are 0.1 m. */
function coordinateOf({ lat, lon }: { readonly lat: number; readonly lon: number }): Coordinate {
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}
