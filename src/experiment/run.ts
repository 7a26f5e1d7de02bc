import type { ControllerLink } from '../city/city.ts';
import type { PreemptionTally } from '../journal/preemption-count.ts';
import type { Arm } from '../scenario/scenario.ts';
import { MeasuredCity, type MeasuredRun } from './measured-city.ts';
import { MeasuredDrive } from './measured-drive.ts';
import { withOutage } from './outage.ts';
import type { AmbulanceRun, TrafficRun } from './run-result.ts';

/** The controller's traffic ends this long after the city is back in its programmes; nothing is asked of it any more. */
const QUIET_S = 60;
const PROGRESS_EVERY_S = 30;

export interface TrafficOnly extends MeasuredRun {
  readonly arm: Arm;
  /** Share of the run that is done, 0 to 1. It may take its time, so that a signal or a screen gets its turn; what it throws ends the run. */
  readonly onProgress?: (share: number) => void | Promise<void>;
}

export interface ArmRun extends TrafficOnly {
  /** To a fresh controller with the arm's strategy; closed at the end of the run. */
  readonly link: ControllerLink;
  /** What that controller refused, counted by `stage:reason`; asked for at the end. */
  readonly refusals: () => Readonly<Record<string, number>>;
  /** What became of the greens that it gave; asked for at the end. */
  readonly preemptions: () => PreemptionTally;
  /** Ends that controller's process and begins the next; for scenarios in which it restarts. */
  readonly restart?: (atMs: number) => void;
}

/**
 * One run: one arm on one seed's traffic, from the first second to the scenario's last, whoever controls it, so that every arm
 * is measured over the same window. An ambulance that has not arrived by then is a result like another, and says where it is.
 */
export async function runArm(run: ArmRun): Promise<AmbulanceRun> {
  const { scenario, seed } = run;
  const link = withOutage(run.link, scenario, run.restart);
  const measured = new MeasuredDrive(run);
  const { city } = measured;
  let talking = true;
  for (let second = 1; second <= scenario.endS; second++) {
    const messages = city.advance();
    measured.noteSecond();
    if (talking && city.timeS >= city.reportsFromS) city.hear(await link.exchange(city.nowMs, messages));
    talking &&= city.timeS < measured.recoveredAtS + QUIET_S;
    if (!talking) city.hush();
    if (second % PROGRESS_EVERY_S === 0) await run.onProgress?.(second / scenario.endS);
  }
  const logSha256 = await link.close();
  const [refusals, preemptions] = [{ ...run.refusals() }, run.preemptions()];
  return { subject: 'ambulance', arm: run.arm.name, seed, ...measured.figures(), refusals, preemptions, logSha256 };
}

/** One run of a scenario without missions: there is nobody to follow, and so no controller. */
export async function runTraffic(run: TrafficOnly): Promise<TrafficRun> {
  const { scenario, seed, arm } = run;
  const measured = new MeasuredCity(run);
  for (let second = 1; second <= scenario.endS; second++) {
    measured.city.advance();
    measured.noteSecond();
    if (second % PROGRESS_EVERY_S === 0) await run.onProgress?.(second / scenario.endS);
  }
  return { subject: 'traffic', arm: arm.name, seed, ...measured.figures() };
}
