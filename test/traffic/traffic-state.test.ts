import { describe, expect, it } from 'vitest';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { withBelievedLanes } from '../../src/traffic/traffic-state.ts';
import { everyLane } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';
import { TrafficScene } from '../support/traffic-scene.ts';

const index = smallIndex(3);
const FIRST = 'SOUTH-J01';
const SECOND = 'J01-J02';
const SATURATION_S = 1.95;
/** Everything but the main road's through lanes is open in C; these in A. */
const RED = 'C';
const GREEN = 'A';

const veh = (link: string, vehicles: number, queueVeh = vehicles): readonly LaneCount[] =>
  [0, 1].map((lane) => ({ link, lane, vehicles, queueVeh }));
const counting =
  (counts: readonly LaneCount[]) =>
  (junction: string): readonly LaneCount[] =>
    everyLane(index, junction, counts);

describe('what is counted', () => {
  it('is followed at once and exactly, and leaves nothing in doubt', () => {
    const scene = new TrafficScene(index);
    scene.hold(30, RED, counting(veh(FIRST, 4)));
    scene.hold(1, RED, counting(veh(FIRST, 17, 12)));
    expect(scene.lane(FIRST, 0)).toEqual({
      link: FIRST,
      lane: 0,
      vehicles: 17,
      queueVeh: 12,
      sigmaVeh: 0,
      sigmaQueueVeh: 0,
      source: 'counted',
    });
  });

  it('given every lane of a junction is counted, then its report stays what it is', () => {
    const scene = new TrafficScene(index);
    scene.hold(5, RED, counting(veh(FIRST, 4)));
    const state = { junction: 'J01', atMs: 0, mode: 'programme', groups: [], lanes: everyLane(index, 'J01', []) } as const;
    expect(withBelievedLanes(index, scene.traffic, state)).toBe(state);
  });

  it('given one lane of two is counted, then the other of the same approach and group is believed to be like it, with doubt', () => {
    const scene = new TrafficScene(index);
    const one = (junction: string) =>
      everyLane(index, junction, veh(FIRST, 9, 6)).filter(({ link, lane }) => link !== FIRST || lane !== 1);
    scene.hold(10, RED, one);
    const other = scene.lane(FIRST, 1);
    expect(other).toMatchObject({ source: 'neighbours', vehicles: 9, queueVeh: 6 });
    expect(other.sigmaVeh).toBeGreaterThan(1);
  });

  it('wears off when the counts end: first near them, and less and less sure', () => {
    const scene = new TrafficScene(index);
    scene.hold(60, RED, counting(veh(FIRST, 20)));
    const sigmas = [1, 20, 100, 400].map((seconds) => {
      scene.hold(seconds, RED);
      return scene.lane(FIRST, 0).sigmaVeh;
    });
    expect(sigmas).toEqual([...sigmas].sort((a, b) => a - b));
    expect(sigmas[0]).toBeLessThan(1);
    expect(sigmas.at(-1)).toBeGreaterThan(3);
  });
});

describe('a lane that nobody counts', () => {
  it('given another junction claims to count it, then that is not believed', () => {
    const scene = new TrafficScene(index);
    scene.hold(5, RED, (junction) => (junction === 'J02' ? veh(FIRST, 40) : []));
    expect(scene.lane(FIRST, 0)).toMatchObject({ source: 'modelled' });
    expect(scene.lane(FIRST, 0).vehicles).toBeLessThan(20);
  });

  it('given red, then its queue grows', () => {
    const scene = new TrafficScene(index);
    scene.hold(60, GREEN);
    const queues = [0, 20, 20, 20].map((seconds) => {
      scene.hold(seconds, RED);
      return scene.lane(FIRST, 0).queueVeh;
    });
    expect(queues[1]).toBeGreaterThan(queues[0]! + 1);
    expect(queues[2]).toBeGreaterThan(queues[1]! + 1);
    expect(queues[3]).toBeGreaterThan(queues[2]! + 1);
  });

  it('given green and a long queue, then it goes at the saturation headway', () => {
    const scene = new TrafficScene(index);
    scene.hold(30, RED, counting(veh(FIRST, 30)));
    const before = scene.lane(FIRST, 0);
    scene.hold(22, GREEN);
    const after = scene.lane(FIRST, 0);
    // Two seconds are lost at the start; who comes meanwhile is at the other end of the road.
    expect(before.queueVeh - after.queueVeh).toBeGreaterThan((20 / SATURATION_S) * 0.7);
    expect(before.queueVeh - after.queueVeh).toBeLessThanOrEqual(20 / SATURATION_S + 0.5);
  });

  it('given the road behind the bar is full and stands, then its green lets nobody go', () => {
    const roomy = new TrafficScene(index);
    const full = new TrafficScene(index);
    const lanes = [0, 1, 2].map((lane) => ({ link: SECOND, lane, vehicles: 60, queueVeh: 60 }));
    for (const [scene, counts] of [
      [roomy, veh(FIRST, 30)],
      [full, [...veh(FIRST, 30), ...lanes]],
    ] as const) {
      scene.hold(10, RED, counting(counts));
      for (let s = 0; s < 20; s++) {
        scene.second((junction) =>
          junction === 'J01' ? { stage: GREEN, sinceS: s } : { stage: RED, sinceS: s, lanes: counting(counts)(junction) },
        );
      }
    }
    expect(roomy.lane(FIRST, 0).vehicles).toBeLessThan(26);
    expect(full.lane(FIRST, 0).vehicles).toBeGreaterThan(29);
  });

  it('given the bar upstream lets a queue go, then more arrives than while it stays red', () => {
    const [released, kept] = [GREEN, RED].map((stage) => {
      const scene = new TrafficScene(index);
      scene.hold(60, RED, () => veh(FIRST, 25));
      for (let s = 0; s < 45; s++) scene.second((junction) => ({ stage: junction === 'J01' ? stage : RED, sinceS: s }));
      return scene.lane(SECOND, 0).vehicles;
    });
    expect(released).toBeGreaterThan(kept! + 5);
  });

  it('given counted lanes of its kind are busy, then it is believed to fill faster than given they are empty', () => {
    const [busy, quiet] = [0.3, 0].map((perS) => {
      const scene = new TrafficScene(index);
      const others = (s: number) => (junction: string) =>
        everyLane(index, junction, [])
          .filter(({ link }) => link !== 'NORTH-J03')
          .map((lane) => ({ ...lane, vehicles: Math.floor(s * perS), queueVeh: Math.floor(s * perS) }));
      for (let s = 0; s < 90; s++) scene.second((junction) => ({ stage: RED, sinceS: s, lanes: others(s)(junction) }));
      return scene.lane('NORTH-J03', 0).vehicles;
    });
    expect(busy).toBeGreaterThan(quiet! * 1.5);
  });
});

describe('a junction that is silent', () => {
  it('given its cycle and its last green were seen, then its queues go on growing and shrinking in that cycle', () => {
    const scene = new TrafficScene(index);
    scene.hold(60, RED, counting(veh(FIRST, 5)));
    const queues = Array.from({ length: 180 }, () => {
      scene.second(() => undefined);
      return scene.lane(FIRST, 0).queueVeh;
    });
    expect(Math.max(...queues)).toBeLessThan(20);
    expect(queues.every((queueVeh) => queueVeh >= 0)).toBe(true);
  });
});

describe('an ambulance in a queue', () => {
  const stuck = { link: FIRST, lanes: [0, 1], toBarM: 225, speedMps: 0, limitMps: 13.9 };

  it('tells of every vehicle between it and the bar', () => {
    const scene = new TrafficScene(index);
    scene.hold(10, RED);
    scene.second(() => ({ stage: RED, sinceS: 11 }), [stuck]);
    expect(scene.lane(FIRST, 0).queueVeh).toBeCloseTo(225 / 7.5, 0);
  });

  it('tells of the traffic further on: roads of the same kind are believed to be fuller', () => {
    const [felt, unfelt] = [[stuck], []].map((probes) => {
      const scene = new TrafficScene(index);
      for (let s = 0; s < 120; s++) scene.second(() => ({ stage: RED, sinceS: s }), probes);
      return scene.lane('NORTH-J03', 0).vehicles;
    });
    expect(felt).toBeGreaterThan(unfelt! * 1.3);
  });

  it('given it drives freely, then there are no more before it than let it drive so', () => {
    const scene = new TrafficScene(index);
    scene.hold(30, RED, counting(veh(FIRST, 40)));
    scene.second(() => ({ stage: RED, sinceS: 31 }), [{ ...stuck, speedMps: 14 }]);
    expect(scene.lane(FIRST, 0).queueVeh).toBeLessThan(30);
  });

  it('given it stands although the light has long been green, then it stands for another reason and tells nothing', () => {
    const scene = new TrafficScene(index);
    scene.hold(100, GREEN);
    const before = scene.lane(FIRST, 0).queueVeh;
    scene.second(() => ({ stage: GREEN, sinceS: 101 }), [stuck]);
    expect(scene.lane(FIRST, 0).queueVeh).toBeLessThan(before + 2);
  });
});
