import type { CoreInput } from '../core/input.ts';
import type { CoreEvent } from '../evidence/event.ts';
import type { JunctionId, MissionId, VehicleId } from '../kernel/ids.ts';
import type { Urgency } from '../preemption/mission.ts';
import type { LogHeader, LogRecord } from './record.ts';

type EventKind = CoreEvent['kind'];

/** An event with its record number and the time of the input that led to it. */
export interface Told<K extends EventKind = EventKind> {
  readonly n: number;
  readonly atMs: number;
  readonly event: CoreEvent & { readonly kind: K };
}

export interface ToldInput {
  readonly n: number;
  readonly input: CoreInput;
}

export interface MissionStory {
  readonly mission: MissionId;
  readonly vehicle: VehicleId;
  readonly urgency?: Urgency;
  /** Junctions of its latest route, in driving order. */
  readonly junctions: readonly JunctionId[];
}

/** A log read for people: what happened, findable by record number. Junction states and mission statuses are not kept. */
export class LogStory {
  readonly header: LogHeader;
  readonly #events = new Map<number, Told>();
  readonly #inputs = new Map<number, ToldInput>();
  readonly #missions = new Map<MissionId, MissionStory>();
  #startMs: number | undefined;
  #nowMs = 0;

  constructor(header: LogHeader) {
    this.header = header;
  }

  /** Takes the records in the log's order. */
  add(record: LogRecord): void {
    if (record.kind === 'input') {
      this.#nowMs = record.input.receivedMs;
      this.#startMs ??= this.#nowMs;
      if (record.input.kind !== 'junction') this.#inputs.set(record.n, { n: record.n, input: record.input });
      if (record.input.kind === 'order' && record.input.order.kind === 'open') {
        const { mission, vehicle, urgency } = record.input.order;
        if (!this.#missions.has(mission)) this.#missions.set(mission, { mission, vehicle, urgency, junctions: [] });
      }
      if (record.input.kind === 'resumed') {
        for (const { mission, vehicle, urgency } of record.input.missions) {
          this.#missions.set(mission, { mission, vehicle, urgency, junctions: [] });
        }
      }
      return;
    }
    if (record.event.kind === 'status') return;
    this.#events.set(record.n, { n: record.n, atMs: this.#nowMs, event: record.event });
    if (record.event.kind === 'routed') {
      const mission = this.#missions.get(record.event.mission);
      if (mission !== undefined) this.#missions.set(mission.mission, { ...mission, junctions: record.event.junctions });
    }
  }

  /** Time of the first input. */
  get startMs(): number {
    return this.#startMs ?? 0;
  }

  get missions(): readonly MissionStory[] {
    return [...this.#missions.values()];
  }

  events<K extends EventKind>(kind: K): Told<K>[] {
    return [...this.#events.values()].filter((told): told is Told<K> => told.event.kind === kind);
  }

  /** The events that an event goes back to, nearest first, and the input at the end of them. */
  causesOf(told: Told): { readonly events: readonly Told[]; readonly input: ToldInput | undefined } {
    const events: Told[] = [];
    let effect = told;
    for (;;) {
      const n = causeOf(effect.event);
      // A cause always comes before its effect, so the walk ends.
      if (n === undefined || n >= effect.n) return { events, input: undefined };
      const event = this.#events.get(n);
      if (event === undefined) return { events, input: this.#inputs.get(n) };
      events.push(event);
      effect = event;
    }
  }
}

function causeOf(event: CoreEvent): number | undefined {
  return 'cause' in event ? event.cause : undefined;
}

/** Refusals of one reason, counted. */
export interface RefusalCount {
  /** `stage:reason`. */
  readonly key: string;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Refusals that `about` lets pass, by reason, the most frequent first. */
export function countRefusals(refusals: readonly Told<'refused'>[], about: (told: Told<'refused'>) => boolean): RefusalCount[] {
  const counts = new Map<string, RefusalCount>();
  for (const told of refusals) {
    if (!about(told)) continue;
    const { event, atMs } = told;
    const key = `${event.refusal.stage}:${event.refusal.reason}`;
    const before = counts.get(key);
    counts.set(key, { key, count: (before?.count ?? 0) + 1, firstMs: before?.firstMs ?? atMs, lastMs: atMs });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
}
