import { expect, test } from 'vitest';
import { queueBound } from '../../src/experiment/queue-bound.ts';
import type { JunctionTrace } from '../../src/experiment/run-result.ts';

function junction(queue: JunctionTrace['queue']): JunctionTrace {
  return { junction: 'S01', name: 'S01', distanceM: 100, lamps: [], queue, passedOnGreen: true };
}

test('Given queues when it departed and later, then those at the departure are discharged at 1.95 s each', () => {
  const junctions = [
    junction([
      [1900, 75],
      [1905, 300],
    ]),
    junction([[1900, 150]]),
    junction([]),
  ];
  const bound = queueBound({ path: [], routeLengthM: 1000, junctions });
  expect(bound?.vehicles).toBe(30);
  expect(bound?.dischargeS).toBeCloseTo(58.5, 6);
});

test('Given no record of queues, then no bound', () => {
  expect(queueBound({ path: [], routeLengthM: 1000, junctions: [junction([])] })).toBeUndefined();
});
