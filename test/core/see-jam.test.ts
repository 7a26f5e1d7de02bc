import { describe, expect, it } from 'vitest';
import { seeJam } from '../../src/core/see-jam.ts';
import type { MissionView } from '../../src/core/state.ts';
import type { StopForecast } from '../../src/preemption/forecast.ts';
import { CoreScene } from '../support/core-scene.ts';
import { smallIndex } from '../support/small-corridor.ts';

/** A stop bar to be driven to in half a minute, with a queue in front that takes so long to clear. */
function bar(clearS: number): StopForecast {
  return { clearS, drivingS: 30 } as StopForecast;
}

function driving(): MissionView {
  const s = new CoreScene(smallIndex(1), { kind: 'wavefront' });
  s.open('M1', 'AMB-1', 'NORTH');
  s.fix('AMB-1', 'SOUTH-J01', 20, 10);
  return s.state.missions.get('M1')!;
}

describe('the jam that an ambulance is in', () => {
  const jammed = seeJam(driving(), [bar(90)]);

  it('is there as long as a queue takes long to clear', () => {
    expect(jammed.isJammed).toBe(true);
    expect(seeJam(jammed, [bar(10)]).isJammed).toBeUndefined();
  });

  it('given a second in which nothing ahead is foretold, then it is not over', () => {
    expect(seeJam(jammed, []).isJammed).toBe(true);
  });

  it('given a position that is lost, then it neither begins nor ends', () => {
    expect(seeJam({ ...jammed, positionLost: true }, [bar(10)]).isJammed).toBe(true);
    expect(seeJam({ ...driving(), positionLost: true }, [bar(90)]).isJammed).toBeUndefined();
  });
});
