/** A label and the point that it belongs to, in drawing units. */
export interface Labelled {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

export interface PlacedLabel extends Labelled {
  readonly at: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' | 'middle' };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const CHAR = 6.3;
const HEIGHT = 13;
const POINT = 7;

/** Where around its point a label may stand: beside it first, then ever further off. */
const PLACES = [
  { dx: 10, dy: 4, anchor: 'start' },
  { dx: -10, dy: 4, anchor: 'end' },
  { dx: 0, dy: -11, anchor: 'middle' },
  { dx: 0, dy: 20, anchor: 'middle' },
  ...[18, 34, 50, 66, 82].flatMap((off) => [
    { dx: 12, dy: -off, anchor: 'start' } as const,
    { dx: -12, dy: -off, anchor: 'end' } as const,
    { dx: 12, dy: off, anchor: 'start' } as const,
    { dx: -12, dy: off, anchor: 'end' } as const,
  ]),
] as const;

/** Labels beside their points, clear of the other points, of each other and of the edges as far as there is a place that is. */
export function placeLabels(points: readonly Labelled[], within: Box): readonly PlacedLabel[] {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - POINT, right: x + POINT, top: y - POINT, bottom: y + POINT }));
  return points.map((point): PlacedLabel => {
    const choices = PLACES.map(({ dx, dy, anchor }) => {
      const at = { x: point.x + dx, y: point.y + dy, anchor };
      const box = boxOf(at, point.text);
      return { at, box, overlap: taken.reduce((sum, other) => sum + shared(box, other), 0) + outside(box, within) };
    });
    const best = choices.reduce((a, b) => (b.overlap < a.overlap ? b : a));
    taken.push(best.box);
    return { ...point, at: best.at };
  });
}

function boxOf({ x, y, anchor }: PlacedLabel['at'], text: string): Box {
  const width = text.length * CHAR;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - HEIGHT + 3, bottom: y + 3 };
}

function shared(a: Box, b: Box): number {
  const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  return wide > 0 && high > 0 ? wide * high : 0;
}

/** As if the edge were a wall of labels. */
function outside(box: Box, within: Box): number {
  const over = [within.left - box.left, box.right - within.right, within.top - box.top, box.bottom - within.bottom];
  return over.reduce((sum, x) => sum + Math.max(0, x) * 1000, 0);
}
