import type { JunctionId, LinkId, MovementId, StageId } from '../../kernel/ids.ts';
import type { Junction, VehicleGroup } from '../../roadnet/map.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import { laneNetworkOf } from '../../traffic/lane-network.ts';

/** The stop bars of one vehicle group. */
export interface GroupLanes {
  readonly group: VehicleGroup;
  /** Its place among all groups of the junction. */
  readonly place: number;
  /** How many lanes it lets go. */
  readonly lanes: number;
  readonly lanesOf: ReadonlyMap<LinkId, ReadonlySet<number>>;
}

/** What of a junction is the same for every plan. */
export interface JunctionLanes {
  readonly groups: readonly GroupLanes[];
  /** By stage: 1 for each of `groups` that it opens. */
  readonly opens: ReadonlyMap<StageId, Uint8Array>;
  /**
   * Per place among the junction's groups, what a vehicle that the group lets go puts on each lane of the road that a movement leads to; 0 where
   * that ends at no signal.
   */
  joiningShares(movement: MovementId): Float64Array;
}

const compiled = new WeakMap<RoadIndex, Map<JunctionId, JunctionLanes>>();

/** Made once per map and junction. */
export function junctionLanesOf(index: RoadIndex, junction: Junction): JunctionLanes {
  const ofMap = compiled.get(index) ?? new Map<JunctionId, JunctionLanes>();
  const known = ofMap.get(junction.id);
  if (known !== undefined) return known;
  const made = compile(index, junction);
  compiled.set(index, ofMap.set(junction.id, made));
  return made;
}

function compile(index: RoadIndex, junction: Junction): JunctionLanes {
  const groups = junction.groups.flatMap((group, place) => (group.kind === 'vehicle' ? [groupLanes(index, group, place)] : []));
  const opens = new Map(
    junction.stages.map(({ id, groups: open }) => [
      id,
      Uint8Array.from(groups, ({ group }) => (open.includes(group.id) ? 1 : 0)),
    ]),
  );
  const joining = new Map<MovementId, Float64Array>();
  const joiningShares = (movement: MovementId): Float64Array => {
    const shares = joining.get(movement) ?? reckonShares(index, junction, movement);
    joining.set(movement, shares);
    return shares;
  };
  return { groups, opens, joiningShares };
}

function groupLanes(index: RoadIndex, group: VehicleGroup, place: number): GroupLanes {
  const lanesOf = new Map<LinkId, Set<number>>();
  let lanes = 0;
  for (const movement of group.movements) {
    const { from, lanes: pairs } = index.movement(movement);
    const those = lanesOf.get(from) ?? new Set<number>();
    lanesOf.set(from, those);
    lanes -= those.size;
    for (const [lane] of pairs) those.add(lane);
    lanes += those.size;
  }
  return { group, place, lanes, lanesOf };
}

function reckonShares(index: RoadIndex, junction: Junction, movement: MovementId): Float64Array {
  const shares = new Float64Array(junction.groups.length);
  const lanesOf = new Float64Array(junction.groups.length);
  const network = laneNetworkOf(index);
  const range = network.junctionRange(junction.id);
  const { to } = index.movement(movement);
  const firstBehind = network.laneNumber(to, 0);
  if (range === undefined || firstBehind === undefined) return shares;
  const into = network.lanes[firstBehind]!.approach;
  for (let lane = range.first; lane < range.end; lane++) {
    for (const outlet of network.lanes[lane]!.outlets) {
      if (outlet.group < 0) continue;
      lanesOf[outlet.group]! += outlet.share;
      if (outlet.into === into) shares[outlet.group]! += outlet.share;
    }
  }
  const lanesBehind = index.link(to).lanes.filter(({ startM }) => startM === 0).length;
  return shares.map((share, group) => (share === 0 ? 0 : share / lanesOf[group]! / lanesBehind));
}
