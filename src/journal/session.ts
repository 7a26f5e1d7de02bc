import type { CoreConfig } from '../core/config.ts';
import { endedMissions } from '../core/ended-missions.ts';
import type { CoreInput } from '../core/input.ts';
import { type KeptMissions, savedMissions } from '../core/saved-mission.ts';
import { type CoreState, initialState, type NumberedEvent, step } from '../core/step.ts';
import { canonicalJson, sha256Hex } from '../kernel/canonical.ts';
import type { MissionStatus } from '../preemption/mission.ts';
import type { RoadMap } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { JunctionCommand } from '../signal/command.ts';
import { HashChain } from './chain.ts';
import { recordLine } from './line.ts';
import { PreemptionCount, type PreemptionTally } from './preemption-count.ts';
import type { LogHeader } from './record.ts';
import { VERSION } from './version.ts';

/** Takes the lines of a log in order, without line ends; `adapters/files/log-file.ts` writes them to disk. */
export interface RecordSink {
  write(line: string): void;
}

/** What one input led to: the commands to send, and every event (mission status, alerts, refusals, ...) with its record number. */
export interface Taken {
  readonly commands: readonly JunctionCommand[];
  readonly events: readonly NumberedEvent[];
}

/** What takes a city's inputs one by one, and tells the identity of its log. */
export interface Controller {
  take(input: CoreInput): Taken;
  finish(): string;
}

/**
 * The core with its log: the daemon, the lockstep shells and the replay all run this. Every input and event becomes a line of a
 * hash chain; with a sink the lines are kept as well. Knows no file and no clock.
 */
export class Session implements Controller {
  readonly #index: RoadIndex;
  readonly #sink: RecordSink | undefined;
  readonly #chain = new HashChain();
  readonly #refusals: Record<string, number> = {};
  readonly #preemptions = new PreemptionCount();
  #state: CoreState;

  constructor(index: RoadIndex, config: CoreConfig, sink?: RecordSink) {
    this.#index = index;
    this.#sink = sink;
    this.#state = initialState(config);
    this.#keep(recordLine(headerOf(index.map, config)));
  }

  /** Everything refused so far, counted by `stage:reason`. */
  get refusals(): Readonly<Record<string, number>> {
    return this.#refusals;
  }

  /** What became so far of the greens that were given. */
  get preemptions(): PreemptionTally {
    return this.#preemptions.tally();
  }

  /** What would have to be kept for the missions to survive this session. */
  keptMissions(nowMs: number): KeptMissions {
    return { missions: savedMissions(this.#state), ended: endedMissions(this.#state, nowMs) };
  }

  /** Feeds one input to the core, logs it and what came of it. */
  take(input: CoreInput): Taken {
    // Before the step, so that an input that breaks an invariant is the last line of the log.
    this.#keep(recordLine({ kind: 'input', n: this.#state.nextN, input }));
    const { state, commands, events } = step(this.#index, this.#state, input);
    this.#state = state;
    for (const { n: eventN, event } of events) {
      this.#keep(recordLine({ kind: 'event', n: eventN, event }));
      this.#preemptions.note(event);
      if (event.kind === 'refused') this.#count(`${event.refusal.stage}:${event.refusal.reason}`);
    }
    return { commands, events };
  }

  /** SHA-256 (hex) of the chain up to here: two sessions with equal hashes took the same inputs and did the same. */
  finish(): string {
    return this.#chain.head;
  }

  #keep(text: string): void {
    const line = this.#chain.append(text);
    this.#sink?.write(line);
  }

  #count(key: string): void {
    this.#refusals[key] = (this.#refusals[key] ?? 0) + 1;
  }
}

function headerOf(map: RoadMap, config: CoreConfig): LogHeader {
  return { kind: 'header', format: 'clearway-log/1', version: VERSION, map: map.name, mapSha256: mapSha256(map), config };
}

/** The statuses that led crews are shown. */
export function toldToCrews(events: readonly NumberedEvent[]): readonly MissionStatus[] {
  return events.flatMap(({ event }) => (event.kind === 'status' && event.status.guided === true ? [event.status] : []));
}

/** Identity of a map in a log header. */
export function mapSha256(map: RoadMap): string {
  return sha256Hex(canonicalJson(map));
}
