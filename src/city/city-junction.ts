import { invariant } from '../kernel/assert.ts';
import type { JunctionId, LinkId, SignalGroupId } from '../kernel/ids.ts';
import { ConflictMonitor } from '../monitor/conflict-monitor.ts';
import { LeaseMonitor } from '../monitor/lease-monitor.ts';
import type { Violation } from '../monitor/violation.ts';
import type { Junction } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Confirmation, JunctionCommand } from '../signal/command.ts';
import type { JunctionMode, JunctionState, LaneCount } from '../signal/junction-state.ts';
import type { Lamp } from '../signal/lamp.ts';
import type { Programme } from '../signal/programme.ts';
import { Aspect, type TrafficSimulator } from '../simulator/simulator.ts';
import type { CityMessage } from './city.ts';
import type { Street } from './junction/street.ts';
import { JunctionController } from './junction-controller.ts';
import type { Crossings, PedestrianTally } from './street/crossings.ts';
import type { JunctionLoops } from './street/junction-loops.ts';

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
  /** Those that are counted. */
  readonly lanes: readonly number[];
}

/** At a stop bar that has been empty for so long nobody waits, as far as the monitor of leases is concerned. */
const EMPTY_S = 10;

export interface CityJunctionSetup {
  readonly index: RoadIndex;
  readonly junction: Junction;
  readonly programme: Programme;
  readonly startMs: number;
  readonly stepMs: number;
  /** Needed by an actuated programme. */
  readonly loops?: JunctionLoops;
  /** Absent: nobody is simulated on foot. */
  readonly crossings?: Crossings;
  /** Whether a lane is counted. */
  readonly counts: (link: LinkId, lane: number) => boolean;
}

/** One junction in the street: its controller, the monitors over it, its heads before the drivers, its detectors, its people on foot. */
export class CityJunction {
  readonly id: JunctionId;
  readonly cycleS: number;
  readonly #controller: JunctionController;
  readonly #lamps: ConflictMonitor;
  readonly #leases: LeaseMonitor;
  /** Per group of the junction: the movements that see its head, and what it shows them. */
  readonly #heads: readonly (readonly number[])[];
  readonly #shown: (Lamp | undefined)[];
  readonly #approaches: readonly Approach[];
  readonly #loops: JunctionLoops | undefined;
  readonly #crossings: Crossings | undefined;
  readonly #startMs: number;
  #advancedMs: number;
  #yellow = true;
  /** Another lamp is shown than in the step before. */
  #changed = false;
  #answers: Confirmation[] = [];

  constructor({ index, junction, programme, startMs, stepMs, loops, crossings, counts }: CityJunctionSetup) {
    invariant(
      programme.actuated === undefined || loops !== undefined,
      `junction ${junction.id} is actuated and has no detectors`,
    );
    const { groups } = junction;
    const vehicle = groups.map(({ kind }) => kind === 'vehicle');
    const isAsked = (group: number): boolean => crossings?.calls(group) === true;
    const street: Street = {
      calls: (group) => (vehicle[group] ? (loops?.isOccupied(group) ?? true) : isAsked(group)),
      gapS: (group) => loops?.gapS(group) ?? Number.POSITIVE_INFINITY,
    };
    const waits = (group: number): boolean =>
      vehicle[group] ? loops === undefined || loops.emptyS(group) <= EMPTY_S : isAsked(group);
    this.id = junction.id;
    this.cycleS = programme.cycleS;
    this.#startMs = startMs;
    this.#advancedMs = startMs;
    this.#controller = new JunctionController(junction, programme, startMs, street);
    this.#lamps = new ConflictMonitor(junction);
    this.#leases = new LeaseMonitor(junction, programme.cycleS, stepMs, waits);
    this.#heads = groups.map((group) => (group.kind === 'vehicle' ? group.movements.map((id) => index.movementNumber(id)) : []));
    this.#shown = groups.map(() => undefined);
    this.#approaches = index.linksInto(junction.node).map((link) => ({
      link: link.id,
      linkNumber: index.linkNumber(link.id),
      lanes: [...link.lanes.keys()].filter((lane) => counts(link.id, lane)),
    }));
    this.#loops = loops;
    this.#crossings = crossings;
  }

  receive(command: JunctionCommand, nowMs: number): void {
    this.#leases.deliver(nowMs, command);
    this.#answers.push(this.#controller.receive(command, nowMs));
  }

  setFault(on: boolean): void {
    this.#controller.setFault(on);
  }

  /** The lamps of the step that begins now, shown to drivers, to people on foot and to the monitor. */
  advance(nowMs: number, simulator: TrafficSimulator): void {
    const nowS = (nowMs - this.#startMs) / 1000;
    this.#advancedMs = nowMs;
    this.#loops?.read(simulator);
    this.#crossings?.arrive(nowS);
    this.#controller.advance(nowMs);
    const { lamps } = this.#controller;
    this.#lamps.observe(nowMs, lamps);
    this.#changed = false;
    for (let i = 0; i < lamps.length; i++) if (lamps[i] !== this.#shown[i]) this.#show(i, lamps[i] as Lamp, simulator);
    if (this.#changed) this.#yellow = lamps.includes('yellow');
    if (this.#changed) this.#crossings?.see(nowS, lamps);
  }

  /**
   * Until when it need not be advanced unless a command or a fault comes: its programme changes no lamp, and there is nobody to
   * look for. Never during a yellow, whose length the monitor judges while it stands.
   */
  get quietUntilMs(): number {
    const looks = this.#yellow || this.#loops !== undefined || this.#crossings !== undefined;
    return looks ? Number.NEGATIVE_INFINITY : this.#controller.quietUntilMs;
  }

  /** Shows what it does in this step to the monitor of leases. */
  watchLeases(nowMs: number): void {
    this.#leases.observe(nowMs, this.#controller.mode, this.#controller.lamps);
  }

  /** Its state when a lamp has changed in the step that begins now. */
  stateIfChanged(nowMs: number, simulator: TrafficSimulator): JunctionState | undefined {
    if (!this.#changed) return undefined;
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

  get mode(): JunctionMode {
    return this.#controller.mode;
  }

  /** By itself: what a command shows may look the same. */
  inProgramme(): boolean {
    return this.#controller.mode === 'programme' && this.#controller.inProgramme(this.#advancedMs);
  }

  violations(): readonly string[] {
    return [...this.#lamps.violations, ...this.#leases.violations].map(describeViolation);
  }

  /** What people on foot have met; undefined where nobody is simulated. */
  pedestrians(nowMs: number): PedestrianTally | undefined {
    return this.#crossings?.tally((nowMs - this.#startMs) / 1000);
  }

  #show(group: number, lamp: Lamp, simulator: TrafficSimulator): void {
    this.#changed = true;
    this.#shown[group] = lamp;
    for (const movement of this.#heads[group] ?? []) simulator.setAspect(movement, ASPECTS[lamp]);
  }

  #laneCounts(simulator: TrafficSimulator): LaneCount[] {
    const counts: LaneCount[] = [];
    for (const { link, linkNumber, lanes } of this.#approaches) {
      for (const lane of lanes) {
        const { queueVeh, vehicles } = simulator.laneCount(linkNumber, lane);
        counts.push({ link, lane, queueVeh, vehicles });
      }
    }
    return counts;
  }
}

function describeViolation(violation: Violation): string {
  const { kind, junction, groups, atMs, ...rest } = violation;
  const measure = Object.entries(rest).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`,
  );
  return `${kind} at ${junction}${groups.length === 0 ? '' : ` (${groups.join(', ')})`}, ${new Date(atMs).toISOString()}${measure.length === 0 ? '' : `: ${measure.join(', ')}`}`;
}
