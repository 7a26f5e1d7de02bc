import type { CityRun } from '../city/city-run.ts';
import type { JunctionId, LinkId } from '../kernel/ids.ts';
import { CrossRed } from './cross-red.ts';
import { driveAtEnd } from './drive.ts';
import { floorTimeS } from './floor.ts';
import { JunctionRecoveries } from './junction-recovery.ts';
import { type CityFigures, MeasuredCity, type MeasuredRun } from './measured-city.ts';
import { NeedlessGreen } from './needless-green.ts';
import { RunRecorder } from './run-recorder.ts';
import type { AmbulanceRun, CrossStreet, FleetDrive, JunctionRecovery } from './run-result.ts';
import { Spillback } from './spillback.ts';
import { crossLinksOf } from './window.ts';

type DriveFigures = CityFigures & Omit<AmbulanceRun, 'subject' | 'arm' | 'seed' | 'refusals' | 'preemptions' | 'logSha256'>;

/** A city in which ambulances drive, with everything that is measured on them and on the traffic. */
export class MeasuredDrive {
  readonly city: CityRun;
  readonly #run: MeasuredRun;
  readonly #measured: MeasuredCity;
  /** Of each ambulance, in the order of the missions. */
  readonly #recorders: readonly RunRecorder[];
  readonly #crossLinks: readonly number[];
  readonly #crossRed: CrossRed;
  readonly #spillback: Spillback;
  readonly #needless = new NeedlessGreen();
  readonly #onRoutes: ReadonlySet<JunctionId>;
  readonly #recoveries = new JunctionRecoveries();
  #recoveredAtS = Number.POSITIVE_INFINITY;

  constructor(run: MeasuredRun) {
    const { index, scenario } = run;
    this.#run = run;
    this.#measured = new MeasuredCity(run, (city) => this.#observeStep(city));
    this.city = this.#measured.city;
    const { departures, vehicles } = this.city;
    if (departures.length === 0) throw new Error(`scenario ${scenario.name} has no mission to measure`);
    this.#recorders = departures.map((departure, i) => new RunRecorder(index, departure, i));
    this.#onRoutes = new Set(this.#recorders.flatMap(({ route }) => route.stops.map(({ junction }) => junction)));
    const nodes = this.#recorders.map(({ route }) => route.stops.map(({ junction }) => index.junction(junction).node));
    this.#crossLinks = crossLinksOf(
      index,
      departures.map(({ route }) => route),
      [...new Set(nodes.flat())],
    );
    this.#crossRed = new CrossRed(index, this.#crossIds(), vehicles, scenario.warmUpS, scenario.stepS);
    this.#spillback = new Spillback(index, scenario.warmUpS);
  }

  /** When every junction was back in its programme after each ambulance had passed its last one; infinite before. */
  get recoveredAtS(): number {
    return this.#recoveredAtS;
  }

  /** After every second of the city. */
  noteSecond(): void {
    const { city } = this;
    this.#measured.noteSecond();
    this.#spillback.observe(city);
    this.#recoveries.observe(city, this.#onRoutes);
    for (const recorder of this.#recorders) recorder.observeQueues(city);
    this.#needless.observe(
      city,
      this.#recorders.map((recorder) => ({ route: recorder.route, passed: passedOf(recorder, city) })),
    );
    if (this.#recoveredAtS === Number.POSITIVE_INFINITY && this.#passedLastS() !== undefined && city.inProgramme()) {
      this.#recoveredAtS = city.timeS;
    }
  }

  figures(): DriveFigures {
    const first = this.#recorders[0] as RunRecorder;
    const fleet = this.#recorders.map((_, i) => this.#fleetDrive(i));
    const { drive, limitS, junctionsOnGreen, junctionsOnRoute, stops, stoppedS } = fleet[0] as FleetDrive;
    return {
      ...this.#measured.figures(),
      ...{ drive, limitS, junctionsOnGreen, junctionsOnRoute, stops, stoppedS },
      fleet,
      crossLossS: this.#measured.window(this.#crossLinks).crossLossS,
      crossStreets: this.#crossStreets(),
      spillbackLinkS: this.#spillback.linkS,
      recoveryS: this.#recoveryS(),
      needlessGreenS: this.#needless.longestS,
      recoveries: this.#junctionRecoveries(),
      trace: first.trace(),
    };
  }

  #observeStep(city: CityRun): void {
    for (const recorder of this.#recorders) recorder.observe(city, this.#run.scenario.stepS);
    this.#crossRed.observe(city);
  }

  #fleetDrive(i: number): FleetDrive {
    const { city } = this;
    const { index, scenario } = this.#run;
    const recorder = this.#recorders[i] as RunRecorder;
    const { ambulance: record, route } = recorder;
    const { departS, mission, vehicle, urgency, route: planned } = city.departures[i] as CityRun['departures'][number];
    const drive = driveAtEnd({ state: recorder.stateIn(city), departS, route, record, gridlock: city.gridlock(), index });
    return {
      mission,
      vehicle,
      urgency,
      drive,
      limitS: scenario.endS - departS,
      junctionsOnGreen: record.junctionsOnGreen,
      junctionsOnRoute: route.stops.length,
      stops: record.stops,
      stoppedS: record.stoppedS,
      ...(route.links === planned ? {} : { otherWay: this.#otherWay(i, route.links) }),
    };
  }

  #otherWay(i: number, links: readonly LinkId[]): NonNullable<FleetDrive['otherWay']> {
    const { scenario, index, seed } = this.#run;
    return { links, floorS: floorTimeS(scenario, index, seed, i, links) };
  }

  #crossStreets(): readonly CrossStreet[] {
    const leastS = this.#crossRed.leastLossS();
    const ids = this.#crossIds();
    return this.#crossLinks.map((number, i) => {
      const link = ids[i] as LinkId;
      return { link, lossS: this.#measured.window([number]).crossLossS, redLeastS: leastS.get(link) ?? 0 };
    });
  }

  #crossIds(): readonly LinkId[] {
    const { links } = this.#run.index.map;
    return this.#crossLinks.map((number) => (links[number] as { id: LinkId }).id);
  }

  #recoveryS(): number | null {
    const passedLastS = this.#passedLastS();
    return passedLastS === undefined || !Number.isFinite(this.#recoveredAtS) ? null : this.#recoveredAtS - passedLastS;
  }

  #junctionRecoveries(): readonly JunctionRecovery[] {
    const crossed = new Map<JunctionId, number>();
    for (const { ambulance, route } of this.#recorders) {
      route.stops.forEach(({ junction }, i) => {
        const atS = ambulance.crossedS(i);
        if (atS !== undefined) crossed.set(junction, Math.max(atS, crossed.get(junction) ?? 0));
      });
    }
    return [...crossed].map(([junction, atS]) => this.#recoveries.of(this.city, junction, atS));
  }

  /** When the last of them passed its last junction. */
  #passedLastS(): number | undefined {
    const passed = this.#recorders.flatMap(({ ambulance, route }) => ambulance.crossedS(route.stops.length - 1) ?? []);
    return passed.length < this.#recorders.length ? undefined : Math.max(...passed);
  }
}

/** Stop bars that nobody waits for it at: those behind it, and all before it departs and after it has arrived. */
function passedOf(recorder: RunRecorder, city: CityRun): number {
  const { phase } = recorder.stateIn(city);
  const isOnItsWay = phase === 'driving' || phase === 'waiting-to-enter';
  return isOnItsWay ? recorder.ambulance.junctionsPassed : recorder.route.stops.length;
}
