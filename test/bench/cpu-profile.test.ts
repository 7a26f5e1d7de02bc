import { describe, expect, test } from 'vitest';
import { selfTimes } from '../../bench/sim/cpu-profile.ts';

const frame = (functionName: string, url: string, lineNumber = 0) => ({ functionName, url, lineNumber });

describe("V8's profile", () => {
  test('is summed up by file and by function, longest first, time up to the next sample', () => {
    const times = selfTimes({
      nodes: [
        { id: 1, callFrame: frame('(garbage collector)', '') },
        { id: 2, callFrame: frame('move', 'file:///x/out/bench/build/src/simulator/microscopic/motion.js') },
        { id: 3, callFrame: frame('crossBars', 'file:///x/out/bench/build/src/simulator/microscopic/motion.js') },
        { id: 4, callFrame: frame('', 'file:///x/node_modules/zod/v4/core/schemas.js', 41) },
      ],
      samples: [2, 3, 1, 4, 2],
      timeDeltas: [10, 1000, 3000, 500, 250],
    });
    expect(times.byFile).toEqual([
      { of: 'src/simulator/microscopic/motion.ts', seconds: 0.004 },
      { of: '(garbage collector)', seconds: 0.0005 },
      { of: 'node_modules/zod/v4/core/schemas.ts', seconds: 0.00025 },
    ]);
    expect(times.byFunction.map(({ of }) => of)).toEqual([
      'crossBars src/simulator/microscopic/motion.ts',
      'move src/simulator/microscopic/motion.ts',
      '(garbage collector)',
      '(line 42) node_modules/zod/v4/core/schemas.ts',
    ]);
  });
});
