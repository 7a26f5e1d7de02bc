import type { AmbulanceRun, Drive, FleetDrive } from '../experiment/run-result.ts';

/**
 * A run with several ambulances as one whose figures are the means over them. Where one has not arrived the run has not; the drive
 * that is told is then that of the first such one.
 */
export function asOneAmbulance(run: AmbulanceRun): AmbulanceRun {
  const { fleet } = run;
  if (fleet.length < 2) return run;
  const mean = (pick: (one: FleetDrive) => number): number => fleet.reduce((sum, one) => sum + pick(one), 0) / fleet.length;
  return {
    ...run,
    drive: driveOf(fleet),
    limitS: mean(({ limitS }) => limitS),
    junctionsOnGreen: mean(({ junctionsOnGreen }) => junctionsOnGreen),
    junctionsOnRoute: mean(({ junctionsOnRoute }) => junctionsOnRoute),
    stops: mean(({ stops }) => stops),
    stoppedS: mean(({ stoppedS }) => stoppedS),
  };
}

function driveOf(fleet: readonly FleetDrive[]): Drive {
  const times = fleet.flatMap(({ drive }) => (drive.kind === 'arrived' ? [drive.timeS] : []));
  const cutOff = fleet.find(({ drive }) => drive.kind === 'not-arrived');
  if (cutOff !== undefined) return cutOff.drive;
  return { kind: 'arrived', timeS: times.reduce((sum, s) => sum + s, 0) / times.length };
}

/** Mean over the ambulances, none counted for longer than the limit: whoever has not arrived has driven that long. */
export function limitedTimeS({ fleet }: AmbulanceRun, limitS: number): number {
  const seenS = fleet.map(({ drive, limitS: own }) => Math.min(limitS, drive.kind === 'arrived' ? drive.timeS : own));
  return seenS.reduce((sum, s) => sum + s, 0) / seenS.length;
}
