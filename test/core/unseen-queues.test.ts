import { describe, expect, it } from 'vitest';
import { CoreScene } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

const index = smallIndex(3);
const WAITED_S = 90;

/** An ambulance that comes after a long red everywhere; how far before its first bar the second junction is asked for, metres. */
function askedAtM(report: { readonly uncounted?: true }): number {
  const s = new CoreScene(index, { kind: 'wavefront' });
  for (let t = 0; t < WAITED_S; t++) {
    s.reportAll({ stage: 'C', sinceS: t, ...report });
    s.tick();
  }
  s.open('M1', 'AMB-1', 'NORTH', 'routine');
  const barM = index.link('SOUTH-J01').lengthM;
  for (let m = 5; m < barM; m += 14) {
    s.fix('AMB-1', 'SOUTH-J01', m, 14);
    s.reportAll({ stage: 'C', sinceS: WAITED_S + m / 14, ...report });
    s.tick();
    const second = s.commands.find(({ junction }) => junction === 'J02');
    if (second !== undefined) return barM - m;
  }
  return 0;
}

describe('a queue that nobody sees', () => {
  it('given junctions without detectors after a long red, then the wave begins earlier than before a road that is seen to be empty', () => {
    expect(askedAtM({ uncounted: true })).toBeGreaterThan(askedAtM({}) + 50);
  });

  it('given a junction falls silent, then the queue counted before is still reckoned with at the junctions behind it', () => {
    const s = new CoreScene(index, { kind: 'wavefront' });
    const jam = [0, 1].map((lane) => ({ link: 'SOUTH-J01', lane, queueVeh: 20, vehicles: 20 }));
    s.reportAll({ stage: 'C', lanes: jam });
    s.tick();
    s.nowMs += 6_000;
    for (const junction of ['J02', 'J03']) s.report(junction, { stage: 'C' });
    s.open('M1', 'AMB-1', 'NORTH');
    s.fix('AMB-1', 'SOUTH-J01', 20, 14);
    s.tick();
    const planned = s.events.find((e) => e.kind === 'planned' && e.junction === 'J02');
    expect(planned).toMatchObject({ basis: { cumulativeVeh: expect.closeTo(18, -1) } });
  });
});
