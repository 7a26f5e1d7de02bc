import type { JunctionId, LinkId, SignalGroupId } from '../kernel/ids.ts';
import { randomStream } from '../kernel/random.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { vehiclesOf } from '../scenario/demand.ts';
import { type Departure, departuresOf } from '../scenario/departures.ts';
import { programmesOf } from '../scenario/programmes.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { JunctionCommand } from '../signal/command.ts';
import type { JunctionMode, JunctionState } from '../signal/junction-state.ts';
import type { Lamp } from '../signal/lamp.ts';
import { createSimulator } from '../simulator/microscopic/create-simulator.ts';
import type {
  EmergencyState,
  Gridlock,
  TrafficSimulator,
  TrafficTotals,
  Trip,
  VehiclePlan,
  VehicleView,
} from '../simulator/simulator.ts';
import { Aspect } from '../simulator/simulator.ts';
import { Ambulance } from './ambulance.ts';
import { inCanonicalOrder } from './canonical-order.ts';
import type { CityMessage, ControllerAnswer } from './city.ts';
import { CityFaults } from './city-faults.ts';
import { CityJunction } from './city-junction.ts';
import { CityPost } from './city-post.ts';
import { type PedestrianFigures, pedestrianFigures } from './street/pedestrian-figures.ts';
import { streetsOf } from './street/streets.ts';

/** Junctions report from this long before the first departure: a controller needs to know them when the mission opens. */
const REPORTS_BEFORE_DEPARTURE_S = 60;

export interface CitySetup {
  readonly scenario: Scenario;
  readonly index: RoadIndex;
  readonly seed: number;
  /** Epoch milliseconds of second 0; the scenario's own start unless the city is played at another time. */
  readonly startMs?: number;
  /** Called after every step of simulation. */
  readonly onStep?: (city: CityRun) => void;
  /** Told of every vehicle that leaves, `vehicle` counting through `vehicles` and then `departures`. */
  readonly onTrip?: (trip: Trip) => void;
}

/**
 * A city that stands in for the real one: traffic, the junctions' own controllers with a monitor over every lamp, and the
 * ambulances' GPS receivers and orders. Advanced second by second; the same scenario, seed and commands give the same messages.
 */
export class CityRun {
  readonly index: RoadIndex;
  readonly departures: readonly Departure[];
  /** All traffic but the ambulances. */
  readonly vehicles: readonly VehiclePlan[];
  /** From this second on `advance` returns messages; a controller need not listen before. */
  readonly reportsFromS: number;
  readonly #startMs: number;
  readonly #stepS: number;
  readonly #simulator: TrafficSimulator;
  readonly #junctions: ReadonlyMap<JunctionId, CityJunction>;
  readonly #listed: readonly CityJunction[];
  /** Per junction of the list: until then nothing happens there by itself, and a large city need not look at it. */
  readonly #quietUntilMs: Float64Array;
  readonly #ambulances: readonly Ambulance[];
  readonly #faults: CityFaults;
  readonly #post: CityPost;
  readonly #onStep: ((city: CityRun) => void) | undefined;
  #heard = true;
  #steps = 0;

  constructor({ scenario, index, seed, startMs, onStep, onTrip }: CitySetup) {
    this.index = index;
    this.#startMs = startMs ?? Date.parse(scenario.start);
    this.#stepS = scenario.stepS;
    this.#onStep = onStep;
    this.departures = departuresOf(scenario, index, seed);
    const firstDepartureS = Math.min(scenario.endS, ...this.departures.map(({ departS }) => departS));
    this.reportsFromS = Math.max(0, Math.floor(firstDepartureS) - REPORTS_BEFORE_DEPARTURE_S);
    this.vehicles = vehiclesOf(scenario, index, seed);
    const programmes = programmesOf(scenario, index, seed);
    const streets = streetsOf(scenario, index, programmes, seed);
    this.#simulator = createSimulator({
      map: index.map,
      stepS: scenario.stepS,
      vehicles: this.vehicles,
      emergencies: this.departures,
      detectors: streets.detectors,
      ...(onTrip === undefined ? {} : { onTrip }),
      ...(scenario.yielding !== undefined && { yielding: scenario.yielding }),
      ...(scenario.boxBlocking !== undefined && { boxBlocking: scenario.boxBlocking }),
      ...(scenario.closedLinks !== undefined && { closedLinks: scenario.closedLinks }),
    });
    const stepMs = this.#stepS * 1000;
    const counts = countedLanes(scenario, seed);
    this.#junctions = new Map(
      programmes.map((programme) => {
        const junction = index.junction(programme.junction);
        const street = streets.at.get(junction.id);
        return [junction.id, new CityJunction({ index, junction, programme, startMs: this.#startMs, stepMs, counts, ...street })];
      }),
    );
    this.#listed = [...this.#junctions.values()];
    this.#quietUntilMs = new Float64Array(this.#listed.length).fill(Number.NEGATIVE_INFINITY);
    const gps = randomStream(seed, 'gps');
    this.#ambulances = this.departures.map(
      (departure) => new Ambulance(index, departure, scenario.gps, gps.fork(departure.vehicle)),
    );
    this.#faults = new CityFaults(scenario.faults, randomStream(seed, 'faults'));
    this.#post = new CityPost(this.#faults);
    this.#openUncontrolledMovements();
  }

  /** Seconds since the start. */
  get timeS(): number {
    return this.#steps * this.#stepS;
  }

  get nowMs(): number {
    return this.#startMs + Math.round(this.timeS * 1000);
  }

  /** Takes commands that take effect within the next second. */
  receive(commands: readonly JunctionCommand[]): void {
    this.#post.send(commands, this.timeS);
  }

  /** Takes what its controller says: commands as above, and the routes that drivers are shown. */
  hear({ commands, statuses }: ControllerAnswer): void {
    this.receive(commands);
    for (const { vehicle, route } of statuses)
      this.#ambulances.find((ambulance) => ambulance.vehicle === vehicle)?.driver.tell(route);
  }

  /**
   * Moves on by one second and returns what the city says at its end, in canonical order. `onLampChange` is told besides, in each
   * step, of every junction whose lamps change at its beginning: in lockstep nobody asks, a city on the wire promises it.
   */
  advance(onLampChange?: (state: JunctionState) => void): readonly CityMessage[] {
    this.#deliverCommands();
    this.#setFaults();
    this.#steer();
    const steps = Math.round(1 / this.#stepS);
    for (let i = 0; i < steps; i++) this.#step(onLampChange);
    if (!this.#heard || this.timeS < this.reportsFromS) return [];
    return inCanonicalOrder(this.#post.messages([...this.#junctionMessages(), ...this.#ambulanceMessages()], this.timeS));
  }

  /** Nobody listens any more: from now on `advance` returns nothing, which is a good part of its work. */
  hush(): void {
    this.#heard = false;
  }

  emergencies(): readonly EmergencyState[] {
    return this.#simulator.emergencies();
  }

  /** The whole way of an ambulance, by its number among the departures, as its driver takes it now. */
  wayOf(ambulance: number): readonly LinkId[] {
    return (this.#ambulances[ambulance] as Ambulance).driver.way;
  }

  /** Who decides a junction's stage. */
  mode(junction: JunctionId): JunctionMode {
    return this.#junction(junction).mode;
  }

  /** What a group showed during the last step. */
  lamp(junction: JunctionId, group: SignalGroupId): Lamp {
    return this.#junction(junction).lamp(group);
  }

  laneCount(link: LinkId, lane: number): { readonly vehicles: number; readonly queueVeh: number } {
    return this.#simulator.laneCount(this.index.linkNumber(link), lane);
  }

  totals(): TrafficTotals {
    return this.#simulator.totals();
  }

  gridlock(): Gridlock | undefined {
    return this.#simulator.gridlock();
  }

  /** Shows every vehicle inside, each during its call only. */
  visit(visitor: (vehicle: VehicleView) => void): void {
    this.#simulator.visit(visitor);
  }

  /** What people on foot have met so far; undefined when the scenario has none. */
  pedestrians(): PedestrianFigures | undefined {
    const tallies = [...this.#junctions.values()].flatMap((junction) => junction.pedestrians(this.nowMs) ?? []);
    return tallies.length === 0 ? undefined : pedestrianFigures(tallies);
  }

  /** The junction, or every one, runs its own programme, in step with it. */
  inProgramme(junction?: JunctionId): boolean {
    if (junction !== undefined) return this.#junction(junction).inProgramme();
    return this.#listed.every((one) => one.inProgramme());
  }

  cycleS(junction: JunctionId): number {
    return this.#junction(junction).cycleS;
  }

  /** What the monitors found, in sentences; must be empty. */
  violations(): readonly string[] {
    return [...this.#junctions.values()].flatMap((junction) => junction.violations());
  }

  #step(onLampChange?: (state: JunctionState) => void): void {
    const { nowMs } = this;
    // Before the first report no command can have come.
    const leased = this.timeS >= this.reportsFromS;
    const listed = this.#listed;
    for (let i = 0; i < listed.length; i++) {
      if (!leased && nowMs < this.#quietUntilMs[i]!) continue;
      const junction = listed[i]!;
      junction.advance(nowMs, this.#simulator);
      this.#quietUntilMs[i] = junction.quietUntilMs;
      if (leased) junction.watchLeases(nowMs);
      if (onLampChange === undefined || !leased || this.#faults.isSilent(junction.id, this.timeS)) continue;
      const changed = junction.stateIfChanged(nowMs, this.#simulator);
      if (changed !== undefined) onLampChange(changed);
    }
    this.#brakeThoseWhoHalt();
    this.#simulator.step();
    this.#steps += 1;
    this.#onStep?.(this);
  }

  /** What drivers decide in this second. */
  #steer(): void {
    if (!this.#ambulances.some(({ driver }) => driver.mayDecide)) return;
    const states = this.emergencies();
    this.#ambulances.forEach(({ driver }, n) => {
      const act = driver.act(this.timeS, states[n] as EmergencyState);
      if (act.kind === 'takes-way') this.#simulator.reroute(n, act.way, act.routeIndex);
    });
  }

  #brakeThoseWhoHalt(): void {
    this.#ambulances.forEach(({ driver }, n) => {
      if (driver.haltsAt(this.timeS)) this.#simulator.brake(n);
    });
  }

  #setFaults(): void {
    if (!this.#faults.planned) return;
    this.#quietUntilMs.fill(Number.NEGATIVE_INFINITY);
    for (const junction of this.#listed) junction.setFault(this.#faults.hasFailed(junction.id, this.timeS));
  }

  #deliverCommands(): void {
    const commands = this.#post.commands(this.timeS);
    if (commands.length > 0) this.#quietUntilMs.fill(Number.NEGATIVE_INFINITY);
    for (const command of commands) {
      const lost = this.#faults.losesCommand(this.timeS) || this.#faults.isSilent(command.junction, this.timeS);
      if (!lost) this.#junction(command.junction).receive(command, this.nowMs);
    }
  }

  #junctionMessages(): CityMessage[] {
    return [...this.#junctions.values()].flatMap((junction) => {
      const messages = junction.messages(this.nowMs, this.#simulator);
      return this.#faults.isSilent(junction.id, this.timeS) ? [] : messages;
    });
  }

  #ambulanceMessages(): CityMessage[] {
    const states = this.emergencies();
    return this.#ambulances.flatMap((ambulance) => {
      const state = states.find(({ vehicle }) => vehicle === ambulance.vehicle);
      const messages = state === undefined ? [] : ambulance.messages(this.timeS, this.nowMs, state);
      return this.#faults.losesFix(ambulance.vehicle, this.timeS) ? messages.filter(({ kind }) => kind !== 'fix') : messages;
    });
  }

  #openUncontrolledMovements(): void {
    this.index.map.movements.forEach((movement, number) => {
      if (this.index.findGroupOf(movement.id) === undefined) this.#simulator.setAspect(number, Aspect.free);
    });
  }

  #junction(id: JunctionId): CityJunction {
    const junction = this.#junctions.get(id);
    if (junction === undefined) throw new Error(`the city has no junction ${id}`);
    return junction;
  }
}

/** Which lanes have a detector: each by a draw of its own, so that one lane more on the map moves no other's. */
function countedLanes({ uncountedLanes = 0 }: Scenario, seed: number): (link: LinkId, lane: number) => boolean {
  const detectors = randomStream(seed, 'detectors');
  return (link, lane) => uncountedLanes === 0 || !detectors.fork(`${link} ${lane}`).chance(uncountedLanes);
}
