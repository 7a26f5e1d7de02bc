import type { StopForecast } from './forecast.ts';

/** Early and late end of an arrival, seconds from now. */
export interface ArrivalBand {
  readonly earlyS: number;
  readonly lateS: number;
}

/** Error of a driving time, as a share of it. */
const DRIVING_SHARE = 0.12;
/** Error of a queue's clearing, as a share of it: miscounts, and those who turn off. */
const QUEUE_SHARE = 0.3;
/** Error that each junction still ahead adds by itself. */
const JUNCTION_S = 3;
/** One arrival in twenty lies beyond on either side of a normal error. */
const Z = 1.645;
/** What goes wrong costs more than what goes right wins. */
const LATE_SKEW = 1.5;
/** A slow vehicle's place is worth less time than its speed says. */
const SLOW_MPS = 5;

/**
 * Band that is meant to hold nine of ten arrivals, from the errors of position, driving time and queues, taken as independent.
 * Its width is judged, not fitted; `bench:arrivals` tells how many arrivals it held.
 */
export function arrivalBand(
  etaS: number,
  ahead: readonly StopForecast[],
  at: { readonly uncertaintyM: number; readonly speedMps: number },
): ArrivalBand {
  const queueS = Math.max(0, ...ahead.map(({ clearS, transitionS }) => clearS + transitionS));
  const positionS = at.uncertaintyM / Math.max(SLOW_MPS, at.speedMps);
  const drivingS = Math.max(0, etaS - queueS);
  const variance =
    positionS ** 2 + (DRIVING_SHARE * drivingS) ** 2 + (QUEUE_SHARE * queueS) ** 2 + ahead.length * JUNCTION_S ** 2;
  const sigmaS = Math.sqrt(variance);
  return { earlyS: Math.max(0, etaS - Z * sigmaS), lateS: etaS + Z * LATE_SKEW * sigmaS };
}
