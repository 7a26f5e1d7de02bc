import type { JunctionId, LinkId } from '../kernel/ids.ts';
import type { Junction, MapLink, Movement, Turn } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { STANDING_M } from './flow-constants.ts';

/** How often a lane that serves several turns is left by each, where nothing better is known. Assumed. */
const TURN_WEIGHT: Readonly<Record<Turn, number>> = { through: 8, right: 1.5, left: 1, uturn: 0.2 };

/** One way out of an approach lane. */
export interface Outlet {
  /** Position of its signal group in `junction.groups`; -1 where it is uncontrolled. */
  readonly group: number;
  /** Gives way to others in its own green. */
  readonly yields: boolean;
  /** Share of the lane's vehicles that take it. */
  readonly share: number;
  /** Number of the approach that it leads to; -1 where that link ends at no signals. */
  readonly into: number;
}

/** A lane that ends at a signalised junction's stop bar. */
export interface ApproachLane {
  readonly junction: JunctionId;
  readonly link: LinkId;
  readonly lane: number;
  /** Number of the approach. */
  readonly approach: number;
  /** Lanes of equal kind: roads as wide, for the same turns. */
  readonly kind: number;
  /** Standing vehicles that have room on it. */
  readonly storageVeh: number;
  /** Free drive over it. */
  readonly freeS: number;
  readonly outlets: readonly Outlet[];
  /** Of `outlets`, the one most vehicles take; undefined where nobody may leave the lane. */
  readonly main: Outlet | undefined;
  /** Other lanes of the link that its main signal group serves too. */
  readonly peers: readonly number[];
}

/** A link that ends at a signalised junction; its lanes are numbered from `first` to before `end`. */
export interface Approach {
  readonly first: number;
  readonly end: number;
  /** Lanes whose discharge comes here, and the share of it that does. Empty where the link begins at no signals only. */
  readonly feeders: readonly { readonly lane: number; readonly share: number }[];
}

/** Every lane before a signal, in the order of the map's junctions, each junction's from `first` to before `end`. */
export interface LaneNetwork {
  readonly lanes: readonly ApproachLane[];
  readonly approaches: readonly Approach[];
  readonly junctions: readonly { readonly junction: Junction; readonly first: number; readonly end: number }[];
  readonly kinds: number;
  /** The numbers of the lanes of a junction's approaches; undefined for one that the map does not have. */
  junctionRange(junction: JunctionId): { readonly first: number; readonly end: number } | undefined;
  /** Number of a lane; undefined for one that ends at no signal. */
  laneNumber(link: LinkId, lane: number): number | undefined;
}

const compiled = new WeakMap<RoadIndex, LaneNetwork>();

/** Made once per map. */
export function laneNetworkOf(index: RoadIndex): LaneNetwork {
  const known = compiled.get(index);
  if (known !== undefined) return known;
  const made = compile(index);
  compiled.set(index, made);
  return made;
}

function compile(index: RoadIndex): LaneNetwork {
  const links = index.map.junctions.flatMap((junction) => index.linksInto(junction.node).map((link) => ({ junction, link })));
  const approachOf = new Map(links.map(({ link }, number) => [link.id, number]));
  const firstOf = new Map<LinkId, number>();
  const kinds = new Map<string, number>();
  const lanes: ApproachLane[] = [];
  for (const { junction, link } of links) {
    firstOf.set(link.id, lanes.length);
    lanes.push(...lanesOf(index, junction, link, { approachOf, kinds, first: lanes.length }));
  }
  let first = 0;
  const junctions = index.map.junctions.map((junction) => {
    const end = index.linksInto(junction.node).reduce((sum, link) => sum + link.lanes.length, first);
    const range = { junction, first, end };
    first = end;
    return range;
  });
  const approaches = links.map(({ link }, number): Approach => {
    const from = firstOf.get(link.id) as number;
    return { first: from, end: from + link.lanes.length, feeders: feedersOf(lanes, number) };
  });
  const laneNumber = (link: LinkId, lane: number): number | undefined => {
    const from = firstOf.get(link);
    return from === undefined || lane >= index.link(link).lanes.length ? undefined : from + lane;
  };
  const ranges = new Map(junctions.map((range) => [range.junction.id, range]));
  const junctionRange = (junction: JunctionId) => ranges.get(junction);
  return { lanes, approaches, junctions, kinds: kinds.size, junctionRange, laneNumber };
}

interface Numbering {
  readonly approachOf: ReadonlyMap<LinkId, number>;
  readonly kinds: Map<string, number>;
  readonly first: number;
}

function lanesOf(index: RoadIndex, junction: Junction, link: MapLink, numbering: Numbering): readonly ApproachLane[] {
  const { approachOf, kinds, first } = numbering;
  const throughLanes = link.lanes.filter(({ startM }) => startM === 0).length;
  const outlets = link.lanes.map((_, lane) => outletsOf(index, junction, link, lane, approachOf));
  const mains = outlets.map((of) =>
    of.reduce<Outlet | undefined>((best, one) => (one.share > (best?.share ?? 0) ? one : best), undefined),
  );
  return link.lanes.map(({ startM }, lane): ApproachLane => {
    const lengthM = Math.max(STANDING_M, link.lengthM - startM);
    const key = `${throughLanes} ${turnsOf(movementsOf(index, link, lane))}`;
    const kind = kinds.get(key) ?? kinds.size;
    kinds.set(key, kind);
    const main = mains[lane];
    const group = main?.group;
    return {
      junction: junction.id,
      link: link.id,
      lane,
      approach: approachOf.get(link.id) as number,
      kind,
      storageVeh: lengthM / STANDING_M,
      freeS: Math.max(1, lengthM / link.speedLimitMps),
      outlets: outlets[lane] as readonly Outlet[],
      main,
      peers: mains.flatMap((other, i) => (i !== lane && other !== undefined && other.group === group ? [first + i] : [])),
    };
  });
}

function movementsOf(index: RoadIndex, link: MapLink, lane: number): readonly Movement[] {
  return index.movementsFrom(link.id).filter(({ lanes }) => lanes.some(([from]) => from === lane));
}

/** What a lane is mostly for. */
function turnsOf(movements: readonly Movement[]): string {
  if (movements.some(({ turn }) => turn === 'through')) return 'through';
  return movements.some(({ turn }) => turn === 'left') ? 'left' : 'right';
}

function outletsOf(
  index: RoadIndex,
  junction: Junction,
  link: MapLink,
  lane: number,
  approachOf: ReadonlyMap<LinkId, number>,
): readonly Outlet[] {
  const movements = movementsOf(index, link, lane);
  const whole = movements.reduce((sum, { turn }) => sum + TURN_WEIGHT[turn], 0);
  return movements.map((movement) => ({
    group: groupNumber(index, junction, movement),
    yields: movement.yieldsTo.length > 0,
    share: TURN_WEIGHT[movement.turn] / whole,
    into: approachOf.get(movement.to) ?? -1,
  }));
}

function groupNumber(index: RoadIndex, junction: Junction, movement: Movement): number {
  const group = index.findGroupOf(movement.id)?.group;
  return group === undefined ? -1 : junction.groups.indexOf(group);
}

function feedersOf(lanes: readonly ApproachLane[], approach: number): Approach['feeders'] {
  return lanes.flatMap(({ outlets }, lane) => {
    const share = outlets.reduce((sum, outlet) => sum + (outlet.into === approach ? outlet.share : 0), 0);
    return share === 0 ? [] : [{ lane, share }];
  });
}
