import type { JunctionId, SignalGroupId } from '../kernel/ids.ts';
import { ConflictMonitor } from '../monitor/conflict-monitor.ts';
import { LeaseMonitor } from '../monitor/lease-monitor.ts';
import type { Violation } from '../monitor/violation.ts';
import type { Junction } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Confirmation, JunctionCommand } from '../signal/command.ts';
import type { JunctionState, LaneCount } from '../signal/junction-state.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { Programme } from '../signal/programme.ts';
import { Aspect, type TrafficSimulator } from '../simulator/simulator.ts';
import type { CityMessage } from './city.ts';
import { JunctionController } from './junction-controller.ts';

const ASPECTS = {
  red: Aspect.red,
  yellow: Aspect.yellow,
  green: Aspect.green,
  // Vehicles' heads never flash, and a junction in fault rests red; both stand here so that every lamp has its aspect.
  flashing: Aspect.red,
  dark: Aspect.red,
} as const satisfies Record<Lamp, Aspect>;

interface Approach {
  readonly link: string;
  readonly linkNumber: number;
  readonly lanes: number;
}

/** One junction in the street: its controller, the monitors over it, its heads before the drivers, its detectors. */
export class CityJunction {
  readonly id: JunctionId;
  readonly #controller: JunctionController;
  readonly #lamps: ConflictMonitor;
  readonly #leases: LeaseMonitor;
  readonly #heads: readonly { readonly group: SignalGroupId; readonly movements: readonly number[] }[];
  readonly #shown: (Lamp | undefined)[];
  readonly #approaches: readonly Approach[];
  #advancedMs: number;
  #answers: Confirmation[] = [];

  constructor(index: RoadIndex, junction: Junction, programme: Programme, startMs: number, stepMs: number) {
    this.id = junction.id;
    this.#advancedMs = startMs;
    this.#controller = new JunctionController(junction, programme, startMs);
    this.#lamps = new ConflictMonitor(junction);
    this.#leases = new LeaseMonitor(junction, programme.cycleS, stepMs);
    this.#heads = junction.groups.flatMap((group) =>
      group.kind === 'vehicle' ? [{ group: group.id, movements: group.movements.map((id) => index.movementNumber(id)) }] : [],
    );
    this.#shown = this.#heads.map(() => undefined);
    this.#approaches = index
      .linksInto(junction.node)
      .map((link) => ({ link: link.id, linkNumber: index.linkNumber(link.id), lanes: link.lanes.length }));
  }

  receive(command: JunctionCommand, nowMs: number): void {
    this.#leases.deliver(nowMs, command);
    this.#answers.push(this.#controller.receive(command, nowMs));
  }

  setFault(on: boolean): void {
    this.#controller.setFault(on);
  }

  /** The lamps of the step that begins now, shown to drivers and to the monitor. */
  advance(nowMs: number, simulator: TrafficSimulator): void {
    this.#advancedMs = nowMs;
    this.#controller.advance(nowMs);
    this.#lamps.observe(nowMs, (group) => this.#controller.lamp(group));
    for (const [i, { group, movements }] of this.#heads.entries()) {
      const lamp = this.#controller.lamp(group);
      if (lamp === this.#shown[i]) continue;
      this.#shown[i] = lamp;
      for (const movement of movements) simulator.setAspect(movement, ASPECTS[lamp]);
    }
  }

  /** Shows the state of this step to the monitor of leases. */
  watchLeases(nowMs: number): void {
    this.#leases.observe(this.#controller.state(nowMs, []));
  }

  /** Its state when a lamp has changed in the step that begins now. */
  stateIfChanged(nowMs: number, simulator: TrafficSimulator): JunctionState | undefined {
    const state = this.#controller.state(nowMs, this.#laneCounts(simulator));
    return state.groups.some(({ sinceMs }) => sinceMs === nowMs) ? state : undefined;
  }

  /** What it tells: its answers to commands, and its state with the queues its detectors see. */
  messages(nowMs: number, simulator: TrafficSimulator): readonly CityMessage[] {
    const state = this.#controller.state(nowMs, this.#laneCounts(simulator));
    const confirmations = [...this.#answers, ...this.#controller.takeConfirmations()];
    this.#answers = [];
    return [
      ...confirmations.map((confirmation) => ({ kind: 'confirmation', confirmation }) as const),
      { kind: 'junction', state },
    ];
  }

  lamp(group: SignalGroupId): Lamp {
    return this.#controller.lamp(group);
  }

  inProgramme(): boolean {
    return this.#controller.inProgramme(this.#advancedMs);
  }

  violations(): readonly string[] {
    return [...this.#lamps.violations, ...this.#leases.violations].map(describeViolation);
  }

  #laneCounts(simulator: TrafficSimulator): LaneCount[] {
    return this.#approaches.flatMap(({ link, linkNumber, lanes }) =>
      Array.from({ length: lanes }, (_, lane) => {
        const { queueVeh, vehicles } = simulator.laneCount(linkNumber, lane);
        return { link, lane, queueVeh, vehicles };
      }),
    );
  }
}

function describeViolation(violation: Violation): string {
  const { kind, junction, groups, atMs, ...rest } = violation;
  const measure = Object.entries(rest).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`,
  );
  return `${kind} at ${junction}${groups.length === 0 ? '' : ` (${groups.join(', ')})`}, ${new Date(atMs).toISOString()}${measure.length === 0 ? '' : `: ${measure.join(', ')}`}`;
}
