import { describe, expect, it } from 'vitest';
import { STEP_S } from '../../../src/preemption/junction-plan/horizon.ts';
import { junctionTraffic } from '../../../src/preemption/junction-plan/junction-traffic.ts';
import type { PlanPart } from '../../../src/preemption/strategy.ts';
import type { JunctionState, LaneCount } from '../../../src/signal/junction-state.ts';
import { everyLane } from '../../support/core-scene.ts';
import { smallIndex } from '../../support/small-corridor.ts';
import { TrafficScene } from '../../support/traffic-scene.ts';

const index = smallIndex(2);
const MOVEMENT = 'SOUTH-J01>J01-J02';
/** Two lanes between the junctions. */
const ROAD_VEH = (2 * index.link('J01-J02').lengthM) / 7.5;
/** The bay for the left turn at its end, 60 m. */
const BAY_VEH = 60 / 7.5;

/** The first junction, an ambulance that goes on to the second, and so many vehicles per lane on the road between them and on its approach. */
function groupsAt(betweenVeh: number, without?: PlanPart, approaching: readonly LaneCount[] = []) {
  const scene = new TrafficScene(index);
  const between = [0, 1].map((lane) => ({ link: 'J01-J02', lane, vehicles: betweenVeh, queueVeh: betweenVeh }));
  scene.hold(1, 'C', (junction) => everyLane(index, junction, between));
  const state: JunctionState = {
    junction: 'J01',
    atMs: 0,
    mode: 'programme',
    groups: [],
    lanes: everyLane(index, 'J01', [...between, ...approaching]),
  };
  const group = index.findGroupOf(MOVEMENT)!.group.id;
  const at = {
    junction: index.junction('J01'),
    state,
    group,
    movement: MOVEMENT,
    nowMs: 0,
    ...(without === undefined ? {} : { without }),
  };
  const { groups } = junctionTraffic(index, at, scene.traffic, () => undefined);
  return { own: groups.find((one) => one.group === group)!, others: groups.filter((one) => one.group !== group) };
}

describe('the traffic at a junction that an ambulance will cross', () => {
  it('has as much room on the road behind as is left of it by those who stand there', () => {
    expect(groupsAt(0).own.roomVeh).toBeGreaterThan(0.9 * ROAD_VEH);
    expect(groupsAt(30).own.roomVeh).toBeCloseTo(groupsAt(0).own.roomVeh - 60, 5);
    expect(groupsAt(100).own.roomVeh).toBe(0);
  });

  it('counts the turn bay at the end of the road behind as long as it is, not as long as the road', () => {
    expect(groupsAt(0).own.roomVeh).toBeGreaterThan(ROAD_VEH + BAY_VEH - 3);
    expect(groupsAt(0).own.roomVeh).toBeLessThanOrEqual(ROAD_VEH + BAY_VEH);
  });

  it('has the road behind emptied at its other end, by three lanes of which each has green for about two fifths of the time', () => {
    const { drainVeh } = groupsAt(30).own;
    const saturationVeh = (3 * STEP_S) / 1.95;
    expect(drainVeh / saturationVeh).toBeGreaterThan(0.35);
    expect(drainVeh / saturationVeh).toBeLessThan(0.5);
  });

  it('has room for a queue on its approach as long as its lanes, and for one in the turn bay as long as that', () => {
    const { own, others } = groupsAt(0);
    expect(own.storageVeh).toBeCloseTo((2 * index.link('SOUTH-J01').lengthM) / 7.5, 5);
    const bay = index.findGroupOf('SOUTH-J01>J01-J01W')!.group.id;
    expect(others.find(({ group }) => group === bay)!.storageVeh).toBeCloseTo(BAY_VEH, 5);
  });

  it('expects arrivals from those who drive up to it, on what of the road its queue leaves them, and none from those who stand', () => {
    const arrivalsVeh = (queueVeh: number, drivingVeh: number): number => {
      const lanes = [0, 1].map((lane) => ({ link: 'SOUTH-J01', lane, queueVeh, vehicles: queueVeh + drivingVeh }));
      return groupsAt(0, undefined, lanes).own.arrivalsVeh;
    };
    expect(arrivalsVeh(0, 8)).toBeGreaterThan(1.2 * arrivalsVeh(0, 0));
    // On half the road as many come in half the time.
    const halfVeh = index.link('SOUTH-J01').lengthM / 2 / 7.5;
    expect(arrivalsVeh(halfVeh, 8)).toBeGreaterThan(1.15 * arrivalsVeh(0, 8));
    expect(arrivalsVeh(halfVeh, 0)).toBeLessThan(arrivalsVeh(0, 8));
  });

  it('knows which of the others turn into the road that the ambulance takes', () => {
    const joining = groupsAt(0).others.filter(({ joiningVeh }) => joiningVeh > 0);
    // From the west it is the left turn, which has a group of its own; from the east the right turn, out of the lane straight on.
    expect(joining).toHaveLength(2);
    expect(Math.max(...joining.map(({ joiningVeh }) => joiningVeh))).toBeCloseTo(1 / 2, 5);
  });

  it('given that a part is left out, then it has no bound, or nobody who joins', () => {
    expect(groupsAt(30, 'drain').own).toMatchObject({ roomVeh: Number.POSITIVE_INFINITY, storageVeh: Number.POSITIVE_INFINITY });
    expect(groupsAt(0, 'metering').others.every(({ joiningVeh }) => joiningVeh === 0)).toBe(true);
  });
});
