import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LaneCount } from '../../src/signal/junction-state.ts';
import { laneNetworkOf } from '../../src/traffic/lane-network.ts';
import { everyLane } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';
import { TrafficScene } from '../support/traffic-scene.ts';

const index = smallIndex(3);
const { lanes } = laneNetworkOf(index);

/** A stretch of time at one junction: the stage it shows, or silence, and what it counts on every lane, or nothing. */
const stretch = fc.record({
  seconds: fc.integer({ min: 1, max: 40 }),
  stage: fc.constantFrom('A', 'B', 'C', 'D', 'none', undefined),
  counted: fc.option(fc.nat(20), { nil: undefined }),
  probeM: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
  speedMps: fc.integer({ min: 0, max: 20 }),
});
type Stretch = typeof stretch extends fc.Arbitrary<infer T> ? T : never;

function play(stretches: readonly Stretch[], look: (scene: TrafficScene) => void): TrafficScene {
  const scene = new TrafficScene(index);
  for (const { seconds, stage, counted, probeM, speedMps } of stretches) {
    const probes = probeM === undefined ? [] : [{ link: 'SOUTH-J01', lanes: [0, 1], toBarM: probeM, speedMps, limitMps: 13.9 }];
    for (let s = 0; s < seconds; s++) {
      scene.second(
        (junction) => (stage === undefined ? undefined : { stage, sinceS: s, lanes: countsAt(junction, counted) }),
        probes,
      );
      look(scene);
    }
  }
  return scene;
}

/** At the second junction only. */
function countsAt(junction: string, vehicles: number | undefined): readonly LaneCount[] {
  if (vehicles === undefined || junction !== 'J02') return [];
  return everyLane(index, junction, []).map((lane) => ({ ...lane, vehicles, queueVeh: Math.floor(vehicles / 2) }));
}

describe('whatever signals show, detectors count and ambulances feel', () => {
  it('no lane that nobody counts holds more than stands on it, or less than nothing', () => {
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 6 }), (stretches) => {
        play(stretches, (scene) => {
          lanes.forEach(({ link, lane, storageVeh }) => {
            const { vehicles, queueVeh, sigmaVeh, sigmaQueueVeh, source } = scene.lane(link, lane);
            expect(queueVeh).toBeGreaterThanOrEqual(0);
            expect(vehicles).toBeGreaterThanOrEqual(queueVeh);
            if (source !== 'counted') expect(vehicles).toBeLessThanOrEqual(storageVeh + 1e-9);
            expect(Number.isFinite(sigmaVeh + sigmaQueueVeh)).toBe(true);
          });
        });
      }),
      { numRuns: 25 },
    );
  });

  it('the same is believed each time, and what was believed before stays as it was', () => {
    fc.assert(
      fc.property(fc.array(stretch, { minLength: 1, maxLength: 4 }), (stretches) => {
        let before: { readonly state: TrafficScene['traffic']; readonly copy: TrafficScene['traffic'] } | undefined;
        const first = play(stretches, ({ traffic }) => {
          if (before !== undefined) expect(before.state).toEqual(before.copy);
          before = { state: traffic, copy: structuredClone(traffic) };
        });
        expect(play(stretches, () => {}).traffic).toEqual(first.traffic);
      }),
      { numRuns: 15 },
    );
  });
});
