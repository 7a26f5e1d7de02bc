import type { Street } from '../../src/city/junction/street.ts';
import type { Junction } from '../../src/roadnet/map.ts';
import type { Lamp } from '../../src/signal/lamp.ts';

/** Vehicles leave a queue this far apart. */
const HEADWAY_MS = 2000;
/** Over the detectors upstream a vehicle comes this long before the stop bar. */
const UPSTREAM_MS = 4000;

/** Somebody who comes to a group of the junction. */
export interface Arrival {
  readonly atMs: number;
  readonly group: number;
}

/** Point queues of vehicles and people: everybody leaves on green, vehicles one by one. Notes the longest wait of anybody. */
export class PlayedStreet implements Street {
  longestWaitMs = 0;
  /** Per group: when those who wait came. */
  private readonly waiting: number[][];
  private readonly leftMs: number[];
  private readonly pedestrian: readonly boolean[];
  private readonly arrivals: readonly Arrival[];
  private nowMs = 0;
  private come = 0;

  constructor({ groups }: Junction, arrivals: readonly Arrival[]) {
    this.waiting = groups.map(() => []);
    this.leftMs = groups.map(() => Number.NEGATIVE_INFINITY);
    this.pedestrian = groups.map(({ kind }) => kind === 'pedestrian');
    this.arrivals = [...arrivals].sort((a, b) => a.atMs - b.atMs);
  }

  get stillWaiting(): number {
    return this.waiting.reduce((sum, { length }) => sum + length, 0);
  }

  calls(group: number): boolean {
    return (this.waiting[group]?.length ?? 0) > 0;
  }

  gapS(group: number): number {
    const passed = this.arrivals.filter(({ atMs, group: to }) => to === group && atMs - UPSTREAM_MS <= this.nowMs);
    const lastMs = Math.max(Number.NEGATIVE_INFINITY, ...passed.map(({ atMs }) => atMs - UPSTREAM_MS));
    return (this.nowMs - lastMs) / 1000;
  }

  /** The lamps from `nowMs` on; those who have come by then wait or go. */
  play(nowMs: number, lamps: readonly Lamp[]): void {
    this.nowMs = nowMs;
    for (; (this.arrivals[this.come]?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs; this.come++) {
      const { group, atMs } = this.arrivals[this.come] as Arrival;
      this.waiting[group]?.push(atMs);
    }
    for (const [group, queue] of this.waiting.entries()) {
      const first = queue[0];
      if (first === undefined) continue;
      this.longestWaitMs = Math.max(this.longestWaitMs, nowMs - first);
      if (lamps[group] !== 'green') continue;
      if (this.pedestrian[group]) queue.length = 0;
      else if (nowMs - (this.leftMs[group] ?? 0) >= HEADWAY_MS) {
        queue.shift();
        this.leftMs[group] = nowMs;
      }
    }
  }
}
