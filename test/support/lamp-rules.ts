import type { Junction, SignalGroup } from '../../src/roadnet/map.ts';
import type { Lamp } from '../../src/signal/lamp.ts';

interface Seen {
  readonly group: SignalGroup;
  lamp: Lamp;
  /** Undefined until the first change: what was shown before the watch began has no known duration. */
  sinceMs: number | undefined;
  closedMs: number;
}

/** Watches the lamps of a junction step by step and lists every broken rule; durations are exact to within one step. */
export class LampRules {
  readonly broken: string[] = [];
  private readonly junction: Junction;
  private readonly stepMs: number;
  private seen: Map<string, Seen> | undefined;

  constructor(junction: Junction, stepMs: number) {
    this.junction = junction;
    this.stepMs = stepMs;
  }

  observe(atMs: number, lamp: (group: string) => Lamp): void {
    if (this.seen === undefined) {
      const first = (group: SignalGroup): Seen => ({
        group,
        lamp: lamp(group.id),
        sinceMs: undefined,
        closedMs: Number.NEGATIVE_INFINITY,
      });
      this.seen = new Map(this.junction.groups.map((group) => [group.id, first(group)]));
    }
    for (const seen of this.seen.values()) {
      const now = lamp(seen.group.id);
      if (now !== seen.lamp) this.change(seen, now, atMs);
    }
    for (const [a, b] of this.junction.conflicts) {
      if (lamp(a) !== 'red' && lamp(b) !== 'red') this.broken.push(`${atMs}: ${a} ${lamp(a)} with ${b} ${lamp(b)}`);
    }
    for (const { from, to, seconds } of this.junction.intergreens) {
      const opened = this.seen.get(to)?.lamp === 'green' && this.seen.get(to)?.sinceMs === atMs;
      const gapMs = atMs - (this.seen.get(from)?.closedMs ?? Number.NEGATIVE_INFINITY);
      if (opened && gapMs < 1000 * seconds) this.broken.push(`${atMs}: ${to} green ${gapMs} ms after ${from}`);
    }
  }

  private change(seen: Seen, now: Lamp, atMs: number): void {
    const { group, lamp } = seen;
    const shownMs = seen.sinceMs === undefined ? undefined : atMs - seen.sinceMs;
    const say = (what: string): void => {
      this.broken.push(`${atMs}: ${group.id} ${lamp} to ${now}, ${what}`);
    };
    const clearing: Lamp = group.kind === 'vehicle' ? 'yellow' : 'flashing';
    const next: Partial<Record<Lamp, Lamp>> = { red: 'green', green: clearing, [clearing]: 'red' };
    if (next[lamp] !== now) say('not a legal sequence');
    const leastOpenMs = 1000 * (group.kind === 'vehicle' ? group.minGreenS : group.walkS);
    const clearingMs = 1000 * (group.kind === 'vehicle' ? group.yellowS : group.clearanceS);
    if (lamp === 'green' && shownMs !== undefined && shownMs < leastOpenMs) say(`green for ${shownMs} ms only`);
    if (lamp === clearing && shownMs !== undefined) {
      if (shownMs < clearingMs) say(`cleared for ${shownMs} ms only`);
      if (shownMs >= clearingMs + this.stepMs) say(`cleared for ${shownMs} ms`);
    }
    if ((lamp === 'green' && group.kind === 'vehicle') || lamp === 'flashing') seen.closedMs = atMs;
    seen.lamp = now;
    seen.sinceMs = atMs;
  }
}
