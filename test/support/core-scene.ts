import type { CoreInput } from '../../src/core/input.ts';
import { type CoreState, initialState, step } from '../../src/core/step.ts';
import type { CoreEvent } from '../../src/evidence/event.ts';
import { getOrThrow } from '../../src/kernel/assert.ts';
import type { MissionStatus, RequestState, Urgency } from '../../src/preemption/mission.ts';
import type { Strategy } from '../../src/preemption/strategy.ts';
import { pointOnLink } from '../../src/roadnet/geometry.ts';
import type { RoadIndex } from '../../src/roadnet/road-index.ts';
import type { Confirmation, JunctionCommand } from '../../src/signal/command.ts';
import type { JunctionMode, JunctionState, LaneCount } from '../../src/signal/junction-state.ts';

interface Report {
  readonly stage: string;
  readonly mode?: JunctionMode;
  /** Lanes that are not empty. */
  readonly lanes?: readonly LaneCount[];
  /** It has no detectors: it reports lamps only. */
  readonly uncounted?: true;
  /** How long it has shown what it shows. */
  readonly sinceS?: number;
  readonly heldSinceMs?: number;
}

/** Plays inputs into the core second by second and keeps what came of them. */
export class CoreScene {
  readonly index: RoadIndex;
  readonly events: CoreEvent[] = [];
  readonly commands: JunctionCommand[] = [];
  nowMs = 1_000_000_000;
  state: CoreState;

  constructor(index: RoadIndex, strategy: Strategy) {
    this.index = index;
    this.state = initialState({ city: 'test', strategy });
  }

  take(input: CoreInput): readonly JunctionCommand[] {
    const result = step(this.index, this.state, input);
    this.state = result.state;
    this.events.push(...result.events.map(({ event }) => event));
    this.commands.push(...result.commands);
    return result.commands;
  }

  /** A second passes; returns the commands of its tick. */
  tick(): readonly JunctionCommand[] {
    this.nowMs += 1000;
    return this.take({ kind: 'tick', receivedMs: this.nowMs });
  }

  open(mission: string, vehicle: string, destination: string, urgency: Urgency = 'life-threat'): void {
    const order = { kind: 'open', mission, vehicle, atMs: this.nowMs, destination, urgency } as const;
    this.take({ kind: 'order', receivedMs: this.nowMs, order });
  }

  cancel(mission: string, vehicle: string): void {
    this.take({ kind: 'order', receivedMs: this.nowMs, order: { kind: 'cancel', mission, vehicle, atMs: this.nowMs } });
  }

  fix(vehicle: string, link: string, offsetM: number, speedMps: number, accuracyM = 3): void {
    const { lat, lon, headingDeg } = pointOnLink(this.index, link, offsetM);
    const fix = { vehicle, atMs: this.nowMs, lat, lon, speedMps, headingDeg, accuracyM };
    this.take({ kind: 'fix', receivedMs: this.nowMs, fix });
  }

  report(junction: string, report: Report): void {
    this.take({ kind: 'junction', receivedMs: this.nowMs, state: this.#stateOf(junction, report) });
  }

  reportAll(report: Report): void {
    for (const { id } of this.index.map.junctions) this.report(id, report);
  }

  confirm(command: JunctionCommand, outcome: Confirmation['outcome'], reason?: Confirmation['reason']): void {
    const { junction, command: id } = command;
    const confirmation = { junction, command: id, atMs: this.nowMs, outcome, ...(reason === undefined ? {} : { reason }) };
    this.take({ kind: 'confirmation', receivedMs: this.nowMs, confirmation });
  }

  /** Every state the requests at a junction have been through, oldest first. */
  requestHistory(junction: string): readonly RequestState[] {
    return this.events.flatMap((e) => (e.kind === 'request' && e.junction === junction ? [e.to] : []));
  }

  /** Everything refused, as `stage:reason`, in order. */
  refusals(): readonly string[] {
    return this.events.flatMap((e) => (e.kind === 'refused' ? [`${e.refusal.stage}:${e.refusal.reason}`] : []));
  }

  alerts(): readonly string[] {
    return this.events.flatMap((e) => (e.kind === 'alert' ? [e.alert.code] : []));
  }

  lastStatus(): MissionStatus {
    const statuses = this.events.flatMap((e) => (e.kind === 'status' ? [e.status] : []));
    return getOrThrow(new Map(statuses.entries()), statuses.length - 1, 'status');
  }

  #stateOf(id: string, report: Report): JunctionState {
    const junction = this.index.junction(id);
    const stage = getOrThrow(new Map(junction.stages.map((s) => [s.id, s])), report.stage, 'stage');
    const sinceMs = this.nowMs - (report.sinceS ?? 30) * 1000;
    return {
      junction: id,
      atMs: this.nowMs,
      mode: report.mode ?? 'programme',
      stage: stage.id,
      groups: junction.groups.map((group) => ({
        group: group.id,
        lamp: group.kind === 'vehicle' && stage.groups.includes(group.id) ? 'green' : 'red',
        sinceMs,
      })),
      lanes: report.uncounted === true ? [] : everyLane(this.index, id, report.lanes ?? []),
      ...(report.heldSinceMs === undefined ? {} : { priorityHeldSinceMs: report.heldSinceMs }),
    };
  }
}

/** Counts of every lane before a junction: those given, all others empty. */
export function everyLane(index: RoadIndex, junction: string, counts: readonly LaneCount[]): readonly LaneCount[] {
  const approaches = index.linksInto(index.junction(junction).node);
  const empty = approaches.flatMap(({ id, lanes }) => lanes.map((_, lane) => ({ link: id, lane, queueVeh: 0, vehicles: 0 })));
  return empty.map((lane) => counts.find((count) => count.link === lane.link && count.lane === lane.lane) ?? lane);
}

/** The same queue on each lane of an approach that serves the through movement. */
export function queueOn(link: string, lanes: readonly number[], queueVeh: number): readonly LaneCount[] {
  return lanes.map((lane) => ({ link, lane, queueVeh, vehicles: queueVeh }));
}
