import { getOrThrow, invariant } from '../kernel/assert.ts';
import type { Junction } from '../roadnet/map.ts';
import type { Lamp } from '../signal/lamp.ts';
import { GroupWatch } from './group-watch.ts';
import type { Violation } from './violation.ts';

interface Guard {
  readonly other: GroupWatch;
  /** Least time from the other's end to this one's green; 0 when the data give none. */
  readonly intergreenS: number;
}

/**
 * Watches every lamp of one junction against the rules of safe transition, knowing the junction's data and nothing of its
 * controller. Observe at every instant at which lamps may change: durations are then exact and no tolerance is given. What was
 * already on at the first observation has no known beginning and its length is not judged; its end and its conflicts are.
 */
export class ConflictMonitor {
  readonly #junction: Junction;
  readonly #groups: readonly GroupWatch[];
  readonly #guards: ReadonlyMap<GroupWatch, readonly Guard[]>;
  readonly #violations: Violation[] = [];
  /** What each group showed at the last observation; null before the first. */
  readonly #seen: (Lamp | undefined | null)[];
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(junction: Junction) {
    this.#junction = junction;
    this.#groups = junction.groups.map(
      (group) => new GroupWatch(junction.id, group, (violation) => this.#violations.push(violation)),
    );
    this.#guards = guardsOf(junction, this.#groups);
    this.#seen = junction.groups.map(() => null);
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  /** `lamps` are what the groups show at `atMs`, in the junction's order; undefined for one that is not there. Time must grow from call to call. */
  observe(atMs: number, lamps: readonly (Lamp | undefined)[]): void {
    // Asked first, so that the sentence is made only when it is needed.
    if (!(atMs > this.#lastMs)) invariant(false, `monitor of ${this.#junction.id}: observation at ${atMs} after ${this.#lastMs}`);
    const previousMs = this.#lastMs;
    this.#lastMs = atMs;
    let opened: GroupWatch[] | undefined;
    for (let i = 0; i < this.#groups.length; i++) {
      const lamp = lamps[i];
      // A lamp that stays as it was needs no judging, as in most steps; only a yellow may become too long.
      if (lamp === this.#seen[i] && lamp !== 'yellow') continue;
      const watch = this.#groups[i] as GroupWatch;
      const wasOpen = watch.open;
      this.#seen[i] = lamp;
      if (!watch.see(atMs, lamp, previousMs) || !watch.open || wasOpen) continue;
      opened ??= [];
      opened.push(watch);
    }
    if (opened !== undefined) for (const watch of opened) this.#judgeOpening(atMs, watch, opened);
  }

  #judgeOpening(atMs: number, watch: GroupWatch, opened: readonly GroupWatch[]): void {
    for (const { other, intergreenS } of this.#guards.get(watch) ?? []) {
      const told = opened.indexOf(other) > opened.indexOf(watch);
      if (other.open && !told) this.#tellOpenTogether(atMs, other, watch);
      const seenS = (atMs - other.endedMs) / 1000;
      if (seenS < intergreenS) {
        const groups = [other.group.id, watch.group.id];
        this.#violations.push({
          kind: 'intergreen-short',
          junction: this.#junction.id,
          groups,
          atMs,
          wantedS: intergreenS,
          seenS,
        });
      }
    }
  }

  #tellOpenTogether(atMs: number, first: GroupWatch, second: GroupWatch): void {
    const groups = [first.group.id, second.group.id];
    const seen = [first.lamp as Lamp, second.lamp as Lamp] as const;
    this.#violations.push({ kind: 'open-together', junction: this.#junction.id, groups, atMs, seen });
  }
}

/** For each group the groups it must keep clear of: those in conflict, and those that an intergreen names. */
function guardsOf(junction: Junction, groups: readonly GroupWatch[]): ReadonlyMap<GroupWatch, readonly Guard[]> {
  const byId = new Map(groups.map((watch) => [watch.group.id, watch]));
  const intergreens = new Map(junction.intergreens.map(({ from, to, seconds }) => [`${from}>${to}`, seconds]));
  const pairs = new Set<string>();
  for (const [a, b] of junction.conflicts) pairs.add(`${a}>${b}`).add(`${b}>${a}`);
  for (const { from, to } of junction.intergreens) pairs.add(`${from}>${to}`).add(`${to}>${from}`);
  return new Map(
    groups.map((watch) => {
      const others = groups.filter(({ group }) => pairs.has(`${group.id}>${watch.group.id}`));
      const guards = others.map(({ group }) => ({
        other: getOrThrow(byId, group.id, 'signal group'),
        intergreenS: intergreens.get(`${group.id}>${watch.group.id}`) ?? 0,
      }));
      return [watch, guards];
    }),
  );
}
