import type { OsmTags } from './osm-elements.ts';
import { findRoadClass } from './osm-road-class.ts';
import type { Told } from './tally.ts';

const CLOSED = new Set(['no', 'private', 'agricultural', 'forestry', 'military', 'emergency']);
const OPEN_TO_EMERGENCY = new Set(['yes', 'designated', 'official', 'permissive']);
/** From the general to the particular; the most particular one that is given counts. */
const ACCESS_KEYS = ['access', 'vehicle', 'motor_vehicle', 'motorcar'] as const;
/** Service roads that lead nowhere else. */
const SERVICE_LEFT_OUT = new Set(['parking_aisle', 'driveway', 'drive-through', 'emergency_access', 'slipway']);
const NO_ROADS = new Set(['footway', 'path', 'steps', 'cycleway', 'pedestrian', 'bridleway', 'corridor', 'platform', 'elevator']);

/** Which way a road may be driven along. */
export type Direction = 'both' | 'forward' | 'backward';

/** Whether cars, or at least ambulances, may drive on a way with `highway=*`; tallies it when not. */
export function isDrivable(tags: OsmTags, tally: Told): boolean {
  const highway = tags.get('highway') ?? '';
  const leave = (what: string): boolean => {
    tally.add(`ways left out: ${what}`);
    return false;
  };
  if (findRoadClass(highway) === undefined) {
    return leave(NO_ROADS.has(highway) ? 'for people on foot, bicycles and horses' : `highway=${highway}`);
  }
  if (tags.get('area') === 'yes') return leave('areas');
  const emergency = OPEN_TO_EMERGENCY.has(tags.get('emergency') ?? '') || tags.get('access') === 'emergency';
  if (isReservedForBuses(tags)) {
    return leave(emergency ? 'for buses and emergency vehicles only (a map opens a road to all or to none)' : 'for buses only');
  }
  const service = tags.get('service') ?? '';
  if (highway === 'service' && SERVICE_LEFT_OUT.has(service) && !emergency) return leave(`service=${service}`);
  if (!isClosed(tags)) return true;
  if (!emergency) return leave('closed to the public (access, vehicle, motor_vehicle or motorcar)');
  tally.add('ways closed to the public, open to emergency vehicles: open to all');
  return true;
}

function isClosed(tags: OsmTags): boolean {
  const given = ACCESS_KEYS.map((key) => tags.get(key)).filter((value) => value !== undefined);
  return CLOSED.has(given.at(-1) ?? '');
}

function isReservedForBuses(tags: OsmTags): boolean {
  const isBusWay = ['bus', 'psv'].some((key) => ['designated', 'yes'].includes(tags.get(key) ?? ''));
  return isBusWay && isClosed(tags);
}

/** The direction of a drivable way; undefined, tallied, where it changes with the time of day. */
export function directionOf(tags: OsmTags, tally: Told): Direction | undefined {
  for (const [key, value] of tags) {
    if (/^(access|vehicle|motor_vehicle|motorcar|oneway):conditional$/.test(key)) {
      tally.add(`conditions on ways (${key}): as if the condition never held`);
    }
    if (key === 'oneway:emergency' && value === 'no')
      tally.add('one-way streets open to emergency vehicles against traffic: one-way');
  }
  const oneWay = tags.get('oneway:motor_vehicle') ?? tags.get('oneway') ?? '';
  if (oneWay === '-1' || oneWay === 'reverse') return 'backward';
  if (['yes', 'true', '1'].includes(oneWay)) return 'forward';
  if (oneWay === 'reversible') {
    tally.add('ways left out: direction changes with the time of day (oneway=reversible)');
    return undefined;
  }
  if (['no', 'false', '0', 'alternating'].includes(oneWay)) return 'both';
  const implied = isRoundabout(tags) || findRoadClass(tags.get('highway') ?? '')?.oneWay === true;
  return implied ? 'forward' : 'both';
}

/** Barriers that cars pass unless access tags say otherwise; all others stop them unless these let them in. */
const PASSABLE_BARRIERS = new Set([
  ...['no', 'entrance', 'toll_booth', 'cattle_grid', 'border_control', 'sally_port', 'gate', 'lift_gate', 'swing_gate'],
  ...['height_restrictor', 'bump_gate', 'rope', 'kerb'],
]);

/** Whether a node on a road has a barrier that neither cars nor ambulances pass. */
export function isBarred(tags: OsmTags): boolean {
  const barrier = tags.get('barrier');
  if (barrier === undefined || OPEN_TO_EMERGENCY.has(tags.get('emergency') ?? '')) return false;
  const given = ACCESS_KEYS.map((key) => tags.get(key)).filter((value) => value !== undefined);
  const isOpen = given.length === 0 ? PASSABLE_BARRIERS.has(barrier) : !isClosed(tags);
  return !isOpen && tags.get('bollard') !== 'rising';
}

export function isRoundabout(tags: OsmTags): boolean {
  return tags.get('junction') === 'roundabout' || tags.get('junction') === 'circular';
}
