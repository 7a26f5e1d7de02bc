import { BANDS, SATURATIONS, STEP_LENGTHS_S, USUAL_STEP_LENGTHS_S } from './bands.ts';
import { type Discharge, meanDischarge } from './discharge.ts';
import type { Gate } from './gate.ts';
import { capacityVehPerHour, delaysOverWebster } from './signal-cycle.ts';

const SEEDS = 8;

/** How queues discharge and wait at one signal. */
export function drivingGates(): readonly Gate[] {
  const discharges = new Map(STEP_LENGTHS_S.map((stepS) => [stepS, meanDischarge(stepS, SEEDS)]));
  const finestS = discharges.get(STEP_LENGTHS_S[0])!.saturationHeadwayS;
  const byStep = (figure: (discharge: Discharge) => number): Readonly<Record<string, number>> =>
    Object.fromEntries([...discharges].map(([stepS, discharge]) => [steps(stepS), figure(discharge)]));
  const delays = USUAL_STEP_LENGTHS_S.flatMap((stepS) =>
    delaysOverWebster(stepS, SATURATIONS).map((ratio, n) => [`saturation ${SATURATIONS[n]}, ${steps(stepS)}`, ratio]),
  );
  return [
    {
      ...{ name: 'saturation headway', unit: 's', digits: 2, band: BANDS.saturationHeadwayS },
      values: byStep(({ saturationHeadwayS }) => saturationHeadwayS),
    },
    {
      ...{ name: 'start-up lost time', unit: 's', digits: 2, band: BANDS.startUpLostS },
      values: byStep(({ startUpLostS }) => startUpLostS),
    },
    {
      ...{ name: 'discharge wave', unit: 'm/s', digits: 2, band: BANDS.dischargeWaveMps },
      values: byStep(({ waveMps }) => waveMps),
    },
    {
      ...{ name: 'saturation flow over that with steps of 0.1 s', unit: '', digits: 3, band: BANDS.flowOverFinest },
      values: byStep(({ saturationHeadwayS }) => finestS / saturationHeadwayS),
    },
    {
      ...{ name: 'capacity of a lane', unit: 'veh/h', digits: 0, band: BANDS.capacityVehPerHour },
      values: Object.fromEntries(USUAL_STEP_LENGTHS_S.map((stepS) => [steps(stepS), capacityVehPerHour(stepS)])),
    },
    {
      ...{ name: "delay over Webster's uniform term", unit: '', digits: 3, band: BANDS.delayOverWebster },
      values: Object.fromEntries(delays),
    },
  ];
}

function steps(stepS: number): string {
  return `steps of ${stepS} s`;
}
