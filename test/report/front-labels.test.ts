import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Labelled, type PlacedLabel, placeLabels } from '../../src/report/evaluation/label-places.ts';

const PLOT = { left: 50, right: 600, top: 10, bottom: 380 };

/** Where a label's text begins and ends, roughly. */
function span({ at, text }: PlacedLabel): readonly [number, number] {
  const width = text.length * 6.3;
  const left = at.anchor === 'start' ? at.x : at.anchor === 'end' ? at.x - width : at.x - width / 2;
  return [left, left + width];
}

function overlap(a: PlacedLabel, b: PlacedLabel): boolean {
  const [[aLeft, aRight], [bLeft, bRight]] = [span(a), span(b)];
  return Math.min(aRight, bRight) > Math.max(aLeft, bLeft) && Math.abs(a.at.y - b.at.y) < 13;
}

describe('labels of points', () => {
  it('stand apart where two points all but meet', () => {
    const close: readonly Labelled[] = [
      { x: 200, y: 200, text: '120 s' },
      { x: 206, y: 202, text: 'Clearway, life-threat' },
      { x: 203, y: 195, text: '240 s' },
    ];
    const placed = placeLabels(close, PLOT);
    for (const [i, a] of placed.entries()) for (const b of placed.slice(i + 1)) expect(overlap(a, b)).toBe(false);
  });

  it('stay inside the plot', () => {
    const point = fc.record({ x: fc.integer({ min: 60, max: 590 }), y: fc.integer({ min: 20, max: 370 }) });
    fc.assert(
      fc.property(point, ({ x, y }) => {
        const [placed] = placeLabels([{ x, y, text: 'Clearway, life-threat' }], PLOT);
        const [left, right] = span(placed!);
        expect(left).toBeGreaterThanOrEqual(PLOT.left);
        expect(right).toBeLessThanOrEqual(PLOT.right);
      }),
    );
  });
});
