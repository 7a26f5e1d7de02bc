import type { CityRun } from '../city/city-run.ts';
import { type CityFigures, MeasuredCity, type MeasuredRun } from './measured-city.ts';
import { RunRecorder } from './run-recorder.ts';
import type { AmbulanceRun } from './run-result.ts';
import { crossLinksOf } from './window.ts';

type DriveFigures = CityFigures & Omit<AmbulanceRun, 'subject' | 'arm' | 'seed' | 'refusals' | 'logSha256'>;

/** A city in which an ambulance drives, with everything that is measured on both. */
export class MeasuredDrive {
  readonly city: CityRun;
  readonly #run: MeasuredRun;
  readonly #arm: string;
  readonly #measured: MeasuredCity;
  readonly #recorder: RunRecorder;
  #recoveredAtS = Number.POSITIVE_INFINITY;

  constructor(run: MeasuredRun, arm: string) {
    this.#run = run;
    this.#arm = arm;
    this.#measured = new MeasuredCity(run, (city) => this.#recorder.observe(city, run.scenario.stepS));
    this.city = this.#measured.city;
    const departure = this.city.departures[0];
    if (departure === undefined) throw new Error(`scenario ${run.scenario.name} has no mission to measure`);
    this.#recorder = new RunRecorder(run.index, departure);
  }

  /** When every junction was back in its programme after the ambulance had passed the last one; infinite before. */
  get recoveredAtS(): number {
    return this.#recoveredAtS;
  }

  /** After every second of the city. */
  noteSecond(): void {
    const { city } = this;
    this.#measured.noteSecond();
    this.#recorder.observeQueues(city);
    if (this.#recoveredAtS === Number.POSITIVE_INFINITY && this.#passedLastS() !== undefined && city.inProgramme()) {
      this.#recoveredAtS = city.timeS;
    }
  }

  figures(): DriveFigures {
    const { ambulance, route } = this.#recorder;
    const passedLastS = this.#passedLastS();
    if (passedLastS === undefined || this.#recoveredAtS === Number.POSITIVE_INFINITY) throw this.#unfinished(passedLastS);
    return {
      ...this.#measured.figures(),
      ambulanceTimeS: this.#ambulanceTimeS(),
      junctionsOnGreen: ambulance.junctionsOnGreen,
      junctionsOnRoute: route.stops.length,
      stops: ambulance.stops,
      stoppedS: ambulance.stoppedS,
      crossLossS: this.#measured.window(this.#crossLinks()).crossLossS,
      recoveryS: this.#recoveredAtS - passedLastS,
      trace: this.#recorder.trace(),
    };
  }

  #ambulanceTimeS(): number {
    const { vehicle, departS } = this.#departure();
    const state = this.city.emergencies().find((emergency) => emergency.vehicle === vehicle);
    if (state?.phase !== 'arrived') throw this.#unfinished(undefined);
    return state.arrivedS - departS;
  }

  #passedLastS(): number | undefined {
    return this.#recorder.ambulance.crossedS(this.#recorder.route.stops.length - 1);
  }

  #crossLinks(): readonly number[] {
    const { index } = this.#run;
    const nodes = this.#recorder.route.stops.map(({ junction }) => index.junction(junction).node);
    return crossLinksOf(index, this.#departure().route, nodes);
  }

  #departure(): CityRun['departures'][number] {
    return this.city.departures[0] as CityRun['departures'][number];
  }

  #unfinished(passedLastS: number | undefined): Error {
    const { scenario, seed } = this.#run;
    const what = passedLastS === undefined ? 'the ambulance has not arrived' : 'not every junction is back in its programme';
    const gridlock = this.city.gridlock();
    const why =
      gridlock === undefined
        ? 'a later endS is needed'
        : `the traffic has stood in gridlock since ${gridlock.sinceS} s, on ${gridlock.links.join(', ')}: less demand is needed`;
    return new Error(
      `${scenario.name}, arm ${this.#arm}, seed ${seed}: ${what} by the end of the run (${scenario.endS} s); ${why}`,
    );
  }
}
