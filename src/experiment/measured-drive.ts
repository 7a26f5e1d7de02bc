import type { CityRun } from '../city/city-run.ts';
import { driveAtEnd } from './drive.ts';
import { type CityFigures, MeasuredCity, type MeasuredRun } from './measured-city.ts';
import { RunRecorder } from './run-recorder.ts';
import type { AmbulanceRun } from './run-result.ts';
import { crossLinksOf } from './window.ts';

type DriveFigures = CityFigures & Omit<AmbulanceRun, 'subject' | 'arm' | 'seed' | 'refusals' | 'logSha256'>;

/** A city in which an ambulance drives, with everything that is measured on both. */
export class MeasuredDrive {
  readonly city: CityRun;
  readonly #run: MeasuredRun;
  readonly #measured: MeasuredCity;
  readonly #recorder: RunRecorder;
  #recoveredAtS = Number.POSITIVE_INFINITY;

  constructor(run: MeasuredRun) {
    this.#run = run;
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
    return {
      ...this.#measured.figures(),
      drive: this.#drive(),
      limitS: this.#run.scenario.endS - this.#departure().departS,
      junctionsOnGreen: ambulance.junctionsOnGreen,
      junctionsOnRoute: route.stops.length,
      stops: ambulance.stops,
      stoppedS: ambulance.stoppedS,
      crossLossS: this.#measured.window(this.#crossLinks()).crossLossS,
      recoveryS: this.#recoveryS(),
      trace: this.#recorder.trace(),
    };
  }

  #drive(): AmbulanceRun['drive'] {
    const { city } = this;
    const { ambulance: record, route } = this.#recorder;
    const { departS } = this.#departure();
    return driveAtEnd({
      state: this.#recorder.stateIn(city),
      departS,
      route,
      record,
      gridlock: city.gridlock(),
      index: this.#run.index,
    });
  }

  #recoveryS(): number | null {
    const passedLastS = this.#passedLastS();
    return passedLastS === undefined || !Number.isFinite(this.#recoveredAtS) ? null : this.#recoveredAtS - passedLastS;
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
}
