/** A piece of a body: a rectangle on the plane by its middle, its direction (a unit vector) and its halves, metres. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly halfLengthM: number;
  readonly halfWidthM: number;
}

/**
 * A body from `rearM` to `frontM` of a path, as far as it lies on it: one box for each piece of the line, `x, y` after `x, y`. The
 * line counts as `lengthM` long, however long it is drawn.
 */
export function boxesOf(line: Float64Array, lengthM: number, rearM: number, frontM: number, halfWidthM: number): readonly Box[] {
  const pieces = line.length / 2 - 1;
  const lengths = Array.from({ length: pieces }, (_, n) =>
    Math.hypot(line[2 * n + 2]! - line[2 * n]!, line[2 * n + 3]! - line[2 * n + 1]!),
  );
  const scale = lengths.reduce((sum, piece) => sum + piece, 0) / lengthM;
  const boxes: Box[] = [];
  let startM = 0;
  for (const [n, pieceM] of lengths.entries()) {
    const from = Math.max(rearM * scale - startM, 0);
    const to = Math.min(frontM * scale - startM, pieceM);
    startM += pieceM;
    if (to <= from) continue;
    const dx = (line[2 * n + 2]! - line[2 * n]!) / pieceM;
    const dy = (line[2 * n + 3]! - line[2 * n + 1]!) / pieceM;
    const middle = (from + to) / 2;
    const [x, y] = [line[2 * n]! + dx * middle, line[2 * n + 1]! + dy * middle];
    boxes.push({ x, y, dx, dy, halfLengthM: (to - from) / 2, halfWidthM });
  }
  return boxes;
}

/** Whether two rectangles lie in each other; touching does not count (separating axes). */
export function overlap(a: Box, b: Box): boolean {
  return isAlong(a, b) && isAlong(b, a);
}

/** On both axes of `a`, do the two cover a common stretch? */
function isAlong(a: Box, b: Box): boolean {
  const [px, py] = [b.x - a.x, b.y - a.y];
  const cos = Math.abs(a.dx * b.dx + a.dy * b.dy);
  const sin = Math.abs(a.dx * b.dy - a.dy * b.dx);
  const along = Math.abs(px * a.dx + py * a.dy);
  const across = Math.abs(px * a.dy - py * a.dx);
  return (
    along < a.halfLengthM + b.halfLengthM * cos + b.halfWidthM * sin &&
    across < a.halfWidthM + b.halfLengthM * sin + b.halfWidthM * cos
  );
}
