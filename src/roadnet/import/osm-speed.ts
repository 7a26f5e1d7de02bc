import type { OsmTags } from './osm-elements.ts';
import type { RoadClass } from './osm-road-class.ts';
import type { Told } from './tally.ts';

const MPH_TO_KMH = 1.609344;
const KNOTS_TO_KMH = 1.852;
const WALK_KMH = 7;
const LEAST_KMH = 5;
const MOST_KMH = 250;
/** What drivers keep to where there is no limit. */
const NO_LIMIT_KMH = 130;

/** Limits that a country's law gives a kind of road, where a value such as `DE:rural` names it (OSM wiki, Default speed limits). */
const BY_LAW_KMH: Readonly<Record<string, number>> = {
  urban: 50,
  rural: 90,
  trunk: 100,
  motorway: 120,
  living_street: 20,
  bicycle_road: 30,
  walk: WALK_KMH,
  'BR:rural': 80,
  'BR:motorway': 110,
  'CN:urban': 60,
  'CN:rural': 80,
  'DE:rural': 100,
  'AT:rural': 100,
  'FR:rural': 80,
  'DE:motorway': NO_LIMIT_KMH,
  'AT:motorway': 130,
  'FR:motorway': 130,
  'IT:motorway': 130,
  'GB:nsl_single': 60 * MPH_TO_KMH,
  'GB:nsl_dual': 70 * MPH_TO_KMH,
  'GB:motorway': 70 * MPH_TO_KMH,
  'GB:nsl_restricted': 30 * MPH_TO_KMH,
  'GB:urban': 30 * MPH_TO_KMH,
};
/** Brazil's towns have limits by the road's rank: 60, 40 and 30 km/h (CTB, art. 61). */
const BRAZIL_URBAN: readonly (readonly [rank: number, kmh: number])[] = [
  [80, 80],
  [60, 60],
  [40, 40],
  [0, 30],
];

/** Limit of one direction in metres per second; the class's usual one, tallied as assumed, where the tags give none. */
export function speedMpsOf(tags: OsmTags, side: 'forward' | 'backward', highway: string, road: RoadClass, tally: Told): number {
  const given = [`maxspeed:${side}`, 'maxspeed', 'maxspeed:type', 'source:maxspeed', 'zone:maxspeed'];
  for (const key of given) {
    const text = tags.get(key);
    const kmh = text === undefined ? undefined : findKmh(text, road);
    if (kmh !== undefined) return mps(kmh);
    if (text !== undefined && key.startsWith('maxspeed') && key !== 'maxspeed:type') {
      tally.add(`speed limits that are not understood (${key}=${text}): as if missing`);
    }
  }
  tally.add(`assumed, no speed limit given: ${road.speedKmh} km/h on one direction of highway=${highway}`);
  return mps(road.speedKmh);
}

/** `50`, `30 mph`, `DE:urban`, `none`, `walk` in km/h; of several, as for several lanes, the first. */
function findKmh(text: string, road: RoadClass): number | undefined {
  const value = text.split(/[;|]/)[0]!.trim();
  const measured = /^(\d+(?:\.\d+)?)\s*(km\/h|kmh|kph|mph|knots)?$/.exec(value);
  if (measured !== null) {
    const factor = measured[2] === 'mph' ? MPH_TO_KMH : measured[2] === 'knots' ? KNOTS_TO_KMH : 1;
    const kmh = Number(measured[1]) * factor;
    return kmh >= LEAST_KMH && kmh <= MOST_KMH ? kmh : undefined;
  }
  if (value === 'none') return NO_LIMIT_KMH;
  if (value === 'walk') return WALK_KMH;
  const law = /^([A-Z]{2})(?:-[A-Z0-9]+)?:(.+)$/.exec(value);
  if (law === null) return undefined;
  const zone = /^(?:zone:?)?(\d+)$/.exec(law[2]!);
  if (zone !== null) return Number(zone[1]);
  if (law[1] === 'BR' && law[2] === 'urban') return BRAZIL_URBAN.find(([rank]) => road.rank >= rank)![1];
  return BY_LAW_KMH[`${law[1]}:${law[2]}`] ?? BY_LAW_KMH[law[2]!];
}

function mps(kmh: number): number {
  return Math.round((kmh / 3.6) * 100) / 100;
}
