import type { SignalGroup } from '../roadnet/map.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { TimingRule, Violation } from './violation.ts';

type Shown = Lamp | undefined;

/** What may follow what: vehicles R-G-Y-R, pedestrians R-G-flashing-R (GB 14886). A dark head may come back showing anything. */
const NEXT = {
  vehicle: { red: ['green'], green: ['yellow'], yellow: ['red'], flashing: [], dark: ['red', 'green', 'yellow'] },
  pedestrian: { red: ['green'], green: ['flashing'], flashing: ['red'], yellow: [], dark: ['red', 'green', 'flashing'] },
} as const satisfies Record<SignalGroup['kind'], Record<Lamp, readonly Lamp[]>>;

/** Watches one signal group by itself: what it shows, in which order, for how long. */
export class GroupWatch {
  readonly group: SignalGroup;
  lamp: Shown;
  /** When its right of way ended, as intergreens count it: end of green for vehicles, of clearance for pedestrians. NaN: it has not, or unseen. */
  endedMs = Number.NaN;
  /** NaN for what was already on at the first observation: its length is not known and not judged. */
  #sinceMs = Number.NaN;
  #firstMs = Number.NaN;
  #longYellowTold = false;
  readonly #tell: (violation: Violation) => void;
  readonly #junction: string;

  constructor(junction: string, group: SignalGroup, tell: (violation: Violation) => void) {
    this.#junction = junction;
    this.group = group;
    this.#tell = tell;
  }

  /** Right of way: vehicles may enter on green and on yellow, pedestrians are on the road in walk and in clearance. */
  get open(): boolean {
    return this.lamp === 'green' || this.lamp === 'yellow' || this.lamp === 'flashing';
  }

  /** Takes what the head shows now, `previousMs` being the observation before; true if that changed. */
  see(atMs: number, lamp: Shown, previousMs: number): boolean {
    const first = Number.isNaN(this.#firstMs);
    if (first) this.#firstMs = atMs;
    const changed = first || lamp !== this.lamp;
    if (changed) {
      this.#judgeLamp(atMs, lamp);
      if (!first) this.#judgeEnd(atMs, lamp, previousMs);
      if (lamp === 'green') this.endedMs = Number.NaN;
      this.lamp = lamp;
      this.#sinceMs = first ? Number.NaN : atMs;
      this.#longYellowTold = false;
    } else if (lamp === 'yellow') {
      // One that never ends must be found while it stands.
      this.#judgeLongYellow(atMs, atMs);
    }
    return changed;
  }

  #judgeLamp(atMs: number, lamp: Shown): void {
    const before = this.lamp;
    if (lamp === undefined || !Object.hasOwn(NEXT.vehicle, lamp)) this.#tell({ kind: 'unknown-group', ...this.#where(atMs) });
    else if (lamp === 'dark') this.#tell({ kind: 'dark-lamp', ...this.#where(atMs) });
    else if (before !== undefined) {
      const wanted: readonly Lamp[] = NEXT[this.group.kind][before];
      if (!wanted.includes(lamp)) this.#tell({ kind: 'illegal-sequence', ...this.#where(atMs), wanted, seen: [before, lamp] });
    }
  }

  #judgeEnd(atMs: number, next: Shown, previousMs: number): void {
    const { group, lamp } = this;
    if (group.kind === 'vehicle') {
      if (lamp === 'green') {
        this.endedMs = atMs;
        this.#atLeast('green-short', group.minGreenS, atMs);
      } else if (lamp === 'yellow') {
        this.#atLeast('yellow-short', group.yellowS, atMs);
        this.#judgeLongYellow(atMs, previousMs);
      }
      return;
    }
    if (lamp === 'green') this.#atLeast('walk-short', group.walkS, atMs);
    if (lamp === 'flashing') this.#atLeast('clearance-short', group.clearanceS, atMs);
    if (this.open && next !== 'flashing') this.endedMs = atMs;
  }

  /**
   * Too long when it still stood at an observation at which it should have been over; a set yellow between two observations
   * thus ends at the later one without blame. A yellow older than the first observation is judged by what was seen of it.
   */
  #judgeLongYellow(atMs: number, stoodMs: number): void {
    if (this.group.kind !== 'vehicle' || this.#longYellowTold) return;
    const sinceMs = Number.isNaN(this.#sinceMs) ? this.#firstMs : this.#sinceMs;
    const { yellowS } = this.group;
    const seenS = (atMs - sinceMs) / 1000;
    if (seenS <= yellowS || (stoodMs - sinceMs) / 1000 < yellowS) return;
    this.#longYellowTold = true;
    this.#tell({ kind: 'yellow-long', ...this.#where(atMs), wantedS: yellowS, seenS });
  }

  #atLeast(kind: TimingRule, wantedS: number, atMs: number): void {
    const seenS = (atMs - this.#sinceMs) / 1000;
    if (seenS < wantedS) this.#tell({ kind, ...this.#where(atMs), wantedS, seenS });
  }

  #where(atMs: number): { readonly junction: string; readonly groups: readonly string[]; readonly atMs: number } {
    return { junction: this.#junction, groups: [this.group.id], atMs };
  }
}
