import type { DrawnPath } from './map.ts';

/** From one point of a path to another, as shares of its length. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where two paths are in each other's way, on either of them. */
export interface PathMeeting {
  readonly own: Stretch;
  readonly other: Stretch;
}

/** Centre lines nearer than this: cars of 1.8 m on them would touch. */
const NEAR_M = 1.8;
/** Between the points of a path that are looked at. */
const STRIDE_M = 0.5;
const M_PER_DEG = 111_195;

/**
 * The drawn paths through one node, on a plane of metres. Shares are rounded to a thousandth of the path, so that no engine's
 * last digit of a cosine decides.
 */
export class NodeDrawing {
  readonly #origin: readonly [number, number];
  readonly #perLon: number;
  readonly #paths = new Map<DrawnPath, PlanePath>();

  constructor(origin: readonly [lon: number, lat: number]) {
    this.#origin = origin;
    this.#perLon = M_PER_DEG * Math.cos((origin[1] * Math.PI) / 180);
  }

  /** The stretches from the first to the last place at which one comes near the other; undefined where none does. */
  meeting(own: DrawnPath, other: DrawnPath): PathMeeting | undefined {
    const [a, b] = [this.#path(own), this.#path(other)];
    if (a.left > b.right || b.left > a.right || a.bottom > b.top || b.bottom > a.top) return undefined;
    const near = nearStretch(a, b);
    return near && { own: near, other: nearStretch(b, a) ?? near };
  }

  /** How far along `own` the other path, which begins in the same lane, is near it: the share at which they part. */
  parting(own: DrawnPath, other: DrawnPath): number {
    const [a, b] = [this.#path(own), this.#path(other)];
    for (const [share, x, y] of placesOf(a)) if (!isNear(b, x, y)) return rounded(share);
    return 1;
  }

  #path(drawn: DrawnPath): PlanePath {
    const known = this.#paths.get(drawn);
    if (known !== undefined) return known;
    const [lon0, lat0] = this.#origin;
    const made = planePath(drawn.map(([lon, lat]) => [(lon - lon0) * this.#perLon, (lat - lat0) * M_PER_DEG] as const));
    this.#paths.set(drawn, made);
    return made;
  }
}

/** Points and the box around them, widened on every side by half of what is near. */
interface PlanePath {
  readonly points: readonly (readonly [number, number])[];
  readonly lengthM: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

function planePath(points: readonly (readonly [number, number])[]): PlanePath {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const margin = NEAR_M / 2;
  return {
    points,
    lengthM: points.slice(1).reduce((sum, point, n) => sum + farM(points[n]!, point), 0),
    left: Math.min(...xs) - margin,
    right: Math.max(...xs) + margin,
    bottom: Math.min(...ys) - margin,
    top: Math.max(...ys) + margin,
  };
}

function nearStretch(a: PlanePath, b: PlanePath): Stretch | undefined {
  let [from, to] = [1, -1];
  for (const [share, x, y] of placesOf(a)) {
    if (!isNear(b, x, y)) continue;
    if (to < 0) from = share;
    to = share;
  }
  if (to < 0) return undefined;
  const stride = STRIDE_M / a.lengthM;
  return { from: rounded(Math.max(0, from - stride)), to: rounded(Math.min(1, to + stride)) };
}

/** Places along a path, its ends included: share of its length, x, y. */
function* placesOf({ points, lengthM }: PlanePath): Generator<readonly [number, number, number]> {
  let doneM = 0;
  for (let n = 1; n < points.length; n++) {
    const [[ax, ay], [bx, by]] = [points[n - 1]!, points[n]!];
    const pieceM = farM(points[n - 1]!, points[n]!);
    const strides = Math.ceil(pieceM / STRIDE_M);
    for (let i = n === 1 ? 0 : 1; i <= strides; i++) {
      const share = i / strides;
      yield [(doneM + share * pieceM) / lengthM, ax + share * (bx - ax), ay + share * (by - ay)];
    }
    doneM += pieceM;
  }
}

function isNear({ points }: PlanePath, x: number, y: number): boolean {
  for (let n = 1; n < points.length; n++) {
    const [[ax, ay], [bx, by]] = [points[n - 1]!, points[n]!];
    const [dx, dy] = [bx - ax, by - ay];
    const share = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    const [px, py] = [x - ax - share * dx, y - ay - share * dy];
    if (px * px + py * py < NEAR_M * NEAR_M) return true;
  }
  return false;
}

function farM([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): number {
  return Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
}

function rounded(share: number): number {
  return Math.round(share * 1000) / 1000;
}
