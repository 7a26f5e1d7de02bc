import type { ControllerLink } from '../city/city.ts';
import { CityRun } from '../city/city-run.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Arm, Scenario } from '../scenario/scenario.ts';
import type { TrafficTotals } from '../simulator/simulator.ts';
import { RunRecorder } from './run-recorder.ts';
import type { RunResult } from './run-result.ts';
import { crossLinksOf, windowFigures } from './window.ts';

/** The controller's traffic ends this long after the city is back in its programmes; nothing is asked of it any more. */
const QUIET_S = 60;
const PROGRESS_EVERY_S = 30;

export interface ArmRun {
  readonly scenario: Scenario;
  readonly index: RoadIndex;
  readonly arm: Arm;
  readonly seed: number;
  /** To a fresh controller with the arm's strategy; closed at the end of the run. */
  readonly link: ControllerLink;
  /** What that controller refused, counted by `stage:reason`; asked for at the end. */
  readonly refusals: () => Readonly<Record<string, number>>;
  /** Share of the run that is done, 0 to 1. It may take its time, so that a signal or a screen gets its turn; what it throws ends the run. */
  readonly onProgress?: (share: number) => void | Promise<void>;
}

/**
 * One run: one arm on one seed's traffic, from the first second to the scenario's last, whoever controls it, so that every arm
 * is measured over the same window.
 *
 * @throws Error when the ambulance does not arrive, or the junctions are not back in their programmes, before the run ends.
 */
export async function runArm(run: ArmRun): Promise<RunResult> {
  const { scenario, seed, link } = run;
  const measured = new MeasuredRun(run);
  const { city } = measured;
  let talking = true;
  for (let second = 1; second <= scenario.endS; second++) {
    const messages = city.advance();
    measured.noteSecond();
    if (talking && city.timeS >= city.reportsFromS) city.receive(await link.exchange(city.nowMs, messages));
    talking &&= city.timeS < measured.recoveredAtS + QUIET_S;
    if (second % PROGRESS_EVERY_S === 0) await run.onProgress?.(second / scenario.endS);
  }
  const logSha256 = await link.close();
  return { ...measured.figures(), arm: run.arm.name, seed, refusals: { ...run.refusals() }, logSha256 };
}

/** A city with everything that is measured on it. */
class MeasuredRun {
  readonly city: CityRun;
  readonly #run: ArmRun;
  readonly #recorder: RunRecorder;
  #windowStart: TrafficTotals | undefined;
  #recoveredAtS = Number.POSITIVE_INFINITY;

  constructor(run: ArmRun) {
    const { scenario, index, seed } = run;
    this.#run = run;
    this.city = new CityRun({ scenario, index, seed, onStep: (city) => this.#recorder.observe(city, scenario.stepS) });
    const departure = this.city.departures[0];
    if (departure === undefined) throw new Error(`scenario ${scenario.name} has no mission to measure`);
    this.#recorder = new RunRecorder(index, departure);
    if (scenario.warmUpS === 0) this.#windowStart = this.city.totals();
  }

  /** When every junction was back in its programme after the ambulance had passed the last one; infinite before. */
  get recoveredAtS(): number {
    return this.#recoveredAtS;
  }

  noteSecond(): void {
    const { city } = this;
    if (Math.round(city.timeS) === Math.round(this.#run.scenario.warmUpS)) this.#windowStart ??= city.totals();
    this.#recorder.observeQueues(city);
    if (this.#recoveredAtS === Number.POSITIVE_INFINITY && this.#passedLastS() !== undefined && city.inProgramme()) {
      this.#recoveredAtS = city.timeS;
    }
  }

  figures(): Omit<RunResult, 'arm' | 'seed' | 'refusals' | 'logSha256'> {
    const { ambulance, route } = this.#recorder;
    const passedLastS = this.#passedLastS();
    if (passedLastS === undefined || this.#recoveredAtS === Number.POSITIVE_INFINITY) throw this.#unfinished(passedLastS);
    const window = windowFigures(this.#windowStart ?? this.city.totals(), this.city.totals(), this.#crossLinks());
    return {
      ambulanceTimeS: this.#ambulanceTimeS(),
      junctionsOnGreen: ambulance.junctionsOnGreen,
      junctionsOnRoute: route.stops.length,
      stops: ambulance.stops,
      stoppedS: ambulance.stoppedS,
      othersMeanDelayS: window.meanDelayS,
      othersLossS: window.lossS,
      crossLossS: window.crossLossS,
      recoveryS: this.#recoveredAtS - passedLastS,
      violations: this.city.violations(),
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
    const { scenario, arm, seed } = this.#run;
    const what = passedLastS === undefined ? 'the ambulance has not arrived' : 'not every junction is back in its programme';
    return new Error(
      `${scenario.name}, arm ${arm.name}, seed ${seed}: ${what} by the end of the run (${scenario.endS} s); a later endS is needed`,
    );
  }
}
