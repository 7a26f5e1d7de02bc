import type { Turn } from '../map.ts';
import type { Direction } from './osm-access.ts';
import type { OsmTags } from './osm-elements.ts';
import type { RoadClass } from './osm-road-class.ts';
import type { Told } from './tally.ts';

/** Lanes of one direction of a road, kerb lane first: the turns painted on each; undefined where nothing is painted. */
export type PaintedLanes = readonly (readonly Turn[] | undefined)[];

export interface RoadLanes {
  readonly forward?: PaintedLanes;
  readonly backward?: PaintedLanes;
}

type Side = 'forward' | 'backward';

const MOST_LANES = 8;
const TURN_OF: Readonly<Record<string, Turn>> = {
  left: 'left',
  slight_left: 'left',
  sharp_left: 'left',
  through: 'through',
  right: 'right',
  slight_right: 'right',
  sharp_right: 'right',
  reverse: 'uturn',
};

/** The lanes of a road for each direction that it may be driven in. */
export function lanesOf(tags: OsmTags, direction: Direction, highway: string, road: RoadClass, tally: Told): RoadLanes {
  const sides: readonly Side[] = direction === 'both' ? ['forward', 'backward'] : [direction];
  const counts = new Map(sides.map((side) => [side, laneCount(tags, side, sides.length, highway, road, tally)]));
  const painted = (side: Side): PaintedLanes | undefined => {
    const count = counts.get(side);
    return count === undefined ? undefined : paint(tags, side, sides.length === 1, count, tally);
  };
  const [forward, backward] = [painted('forward'), painted('backward')];
  return { ...(forward !== undefined && { forward }), ...(backward !== undefined && { backward }) };
}

/** Lanes of one side before those for buses are taken away. */
function laneCount(tags: OsmTags, side: Side, sides: number, highway: string, road: RoadClass, tally: Told): number {
  const own = findCount(tags, `lanes:${side}`);
  if (own !== undefined) return own;
  const all = findCount(tags, 'lanes');
  if (all === undefined) {
    const assumed = sides === 1 ? road.lanesOneWay : road.lanesTwoWay;
    const painted = laneList(tags, 'turn:lanes', side, sides === 1)?.length;
    if (painted !== undefined) return Math.min(MOST_LANES, painted);
    tally.add(`assumed, no lanes given: ${assumed} on one direction of highway=${highway}`);
    return assumed;
  }
  if (sides === 1) return all;
  if (all === 1 && side === 'forward') tally.add('assumed, one lane for both directions: one each');
  const rest = all - (findCount(tags, 'lanes:both_ways') ?? 0);
  const opposite = findCount(tags, side === 'forward' ? 'lanes:backward' : 'lanes:forward');
  if (opposite !== undefined) return Math.max(1, rest - opposite);
  if (rest % 2 === 1 && rest > 1 && side === 'forward') tally.add('assumed, odd lanes on two-way roads: the odd one is left out');
  return Math.max(1, Math.floor(rest / 2));
}

function paint(tags: OsmTags, side: Side, oneWay: boolean, count: number, tally: Told): PaintedLanes {
  const lanes = Math.min(MOST_LANES, count);
  const turns = laneList(tags, 'turn:lanes', side, oneWay);
  if (!oneWay && side === 'forward' && tags.has('turn:lanes'))
    tally.add('turn:lanes of two-way roads without direction: not read');
  if (turns !== undefined && turns.length !== count) tally.add('turn:lanes that do not fit the number of lanes: not read');
  const fitting = turns?.length === count ? turns : undefined;
  const fromLeft = Array.from({ length: lanes }, (_, lane) => turnsOf(fitting?.[lane] ?? '', tally));
  const reserved = reservedLanes(tags, side, oneWay, lanes);
  const open = fromLeft.filter((_, lane) => !reserved.has(lane));
  if (open.length === 0) return fromLeft.reverse();
  if (open.length < lanes) tally.add('lanes for buses or others: left out', lanes - open.length);
  return open.reverse();
}

/** Lanes, counted from the left, that no car may use; `lanes:bus=1` says how many and leaves out which, so that it is the kerb's. */
function reservedLanes(tags: OsmTags, side: Side, oneWay: boolean, lanes: number): ReadonlySet<number> {
  const reserved = new Set<number>();
  for (const key of ['bus:lanes', 'psv:lanes', 'bicycle:lanes']) {
    laneList(tags, key, side, oneWay)?.forEach((value, lane) => void (value === 'designated' && reserved.add(lane)));
  }
  for (const key of ['access:lanes', 'vehicle:lanes', 'motor_vehicle:lanes']) {
    laneList(tags, key, side, oneWay)?.forEach((value, lane) => void (['no', 'private'].includes(value) && reserved.add(lane)));
  }
  if (reserved.size > 0) return reserved;
  const counted = ['psv', 'bus'].map(
    (kind) => findCount(tags, `lanes:${kind}:${side}`) ?? (oneWay ? findCount(tags, `lanes:${kind}`) : undefined),
  );
  const count = counted.find((value) => value !== undefined) ?? 0;
  return new Set(Array.from({ length: Math.min(count, lanes) }, (_, i) => lanes - 1 - i));
}

/** The values of a list per lane, left to right in the direction of travel. */
function laneList(tags: OsmTags, key: string, side: Side, oneWay: boolean): readonly string[] | undefined {
  const text = tags.get(`${key}:${side}`) ?? (oneWay ? tags.get(key) : undefined);
  return text?.split('|').map((value) => value.trim());
}

function turnsOf(text: string, tally: Told): readonly Turn[] | undefined {
  const words = text.split(';').filter((word) => word !== '' && word !== 'none');
  const turns = words.flatMap((word) => {
    const turn = TURN_OF[word];
    if (turn === undefined && !word.startsWith('merge_to')) tally.add(`turn:lanes that are not understood (${word}): not read`);
    return turn === undefined ? [] : [turn];
  });
  return turns.length === 0 ? undefined : [...new Set(turns)];
}

function findCount(tags: OsmTags, key: string): number | undefined {
  const value = Number(tags.get(key));
  return Number.isFinite(value) && value >= 1 ? Math.floor(value) : undefined;
}
