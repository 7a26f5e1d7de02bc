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
    const known = b.meetings.get(a);
    if (known !== undefined) return known === 'none' ? undefined : { own: known.other, other: known.own };
    const found = meetingOf(a, b);
    a.meetings.set(b, found ?? 'none');
    return found;
  }

  /** How far along `own` the other path, which begins in the same lane, is near it: the share at which they part. */
  parting(own: DrawnPath, other: DrawnPath): number {
    const [a, b] = [this.#path(own), this.#path(other)];
    for (let i = 0; i < a.shares.length; i++) if (!isNear(b, a.xs[i]!, a.ys[i]!)) return rounded(a.shares[i]!);
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

/** Corners, places between them at equal strides with their shares of the length, and the box around all. */
interface PlanePath {
  /** x, y after x, y. */
  readonly corners: Float64Array;
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  readonly shares: Float64Array;
  readonly lengthM: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  /** What has been found of it and others, in the order in which the two were asked for. */
  readonly meetings: Map<PlanePath, PathMeeting | 'none'>;
}

function planePath(corners: readonly (readonly [number, number])[]): PlanePath {
  const lengthM = corners.slice(1).reduce((sum, corner, n) => sum + farM(corners[n]!, corner), 0);
  const places: (readonly [x: number, y: number, share: number])[] = [[...corners[0]!, 0]];
  let doneM = 0;
  for (let n = 1; n < corners.length; n++) {
    const [[ax, ay], [bx, by]] = [corners[n - 1]!, corners[n]!];
    const pieceM = farM(corners[n - 1]!, corners[n]!);
    const strides = Math.ceil(pieceM / STRIDE_M);
    for (let i = 1; i <= strides; i++) {
      const part = i / strides;
      places.push([ax + part * (bx - ax), ay + part * (by - ay), (doneM + part * pieceM) / lengthM]);
    }
    doneM += pieceM;
  }
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return {
    corners: Float64Array.from(corners.flat()),
    xs: Float64Array.from(places, ([x]) => x),
    ys: Float64Array.from(places, ([, y]) => y),
    shares: Float64Array.from(places, ([, , share]) => share),
    lengthM,
    left: Math.min(...xs),
    right: Math.max(...xs),
    bottom: Math.min(...ys),
    top: Math.max(...ys),
    meetings: new Map(),
  };
}

function meetingOf(a: PlanePath, b: PlanePath): PathMeeting | undefined {
  if (a.left > b.right + NEAR_M || b.left > a.right + NEAR_M) return undefined;
  if (a.bottom > b.top + NEAR_M || b.bottom > a.top + NEAR_M) return undefined;
  const own = nearStretch(a, b);
  return own && { own, other: nearStretch(b, a) ?? own };
}

function nearStretch(a: PlanePath, b: PlanePath): Stretch | undefined {
  let [first, last] = [-1, -1];
  for (let i = 0; i < a.shares.length; i++) {
    if (!isNear(b, a.xs[i]!, a.ys[i]!)) continue;
    if (first < 0) first = i;
    last = i;
  }
  if (first < 0) return undefined;
  const stride = STRIDE_M / a.lengthM;
  return { from: rounded(Math.max(0, a.shares[first]! - stride)), to: rounded(Math.min(1, a.shares[last]! + stride)) };
}

function isNear({ corners, left, right, bottom, top }: PlanePath, x: number, y: number): boolean {
  if (x < left - NEAR_M || x > right + NEAR_M || y < bottom - NEAR_M || y > top + NEAR_M) return false;
  for (let n = 2; n < corners.length; n += 2) {
    const ax = corners[n - 2]!;
    const ay = corners[n - 1]!;
    const dx = corners[n]! - ax;
    const dy = corners[n + 1]! - ay;
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    const share = along < 0 ? 0 : along > 1 ? 1 : along;
    const px = x - ax - share * dx;
    const py = y - ay - share * dy;
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
