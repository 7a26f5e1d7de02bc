import type { ArrivalView } from './arrival-view.ts';
import type { RolledArrival } from './expected-arrivals.ts';

/** When a stop bar, or the route's end, is reached: one arrival in twenty earlier than `earlyS`, half by `medianS`, one in twenty after `lateS`. Seconds from now. */
export interface ArrivalDistribution {
  /** Place of the stop in the route's stops; absent for the route's end. */
  readonly bar?: number;
  readonly earlyS: number;
  readonly medianS: number;
  readonly lateS: number;
  /** When its light is expected to be green for the ambulance; absent where its own programme decides that. */
  readonly greenS?: number;
}

/** Free driving takes so much longer than rolled out, and waiting so much less: medians of the tuning seeds. */
const DRIVING_FACTOR = 1.03;
const WAITING_FACTOR = 0.92;
/** A turn is driven slowly, and speed gained again after it. */
const TURN_S = 5.9;
/** Errors, one sigma: what is never known better; pace, as a share of driving; queues and reds, as a share of waiting. */
const LEAST_S = 1.2;
const DRIVING_SHARE = 0.023;
const WAITING_SHARE = 0.23;
/** Each turn: the lane for it may be blocked by those who go straight on. */
const TURN_SIGMA_S = 2.4;
/** What operators report is believed within a third. */
const DELAY_SHARE = 0.33;
/** How far queues and pace that turn out badly move the late end: a green just missed. */
const BADLY_SHARE = 1.04;
/** The errors of several lights make up for one another: shares of waiting fall with their number to this power. */
const AVERAGING_POWER = 0.23;
/** The tail of early arrivals against that of late ones, which the trip that turns out badly lengthens. */
const EARLY_SCALE = 2.3;
/** Both ends are fitted for nine arrivals of ten between them; the late one by this after all others. */
const LATE_SCALE = 0.9;
/** Standard normal quantile of 95 %. */
const Z_95 = 1.6449;
/** A slow vehicle's place is worth less time than its speed says. */
const SLOW_MPS = 5;

/**
 * The spread of arrivals around what the roll-out expects, from the errors of position, pace, queues and plan, taken as independent, and
 * from what would come if queues and pace turned out badly. In driving order; neither end ever goes back.
 */
export function arrivalDistributions(
  { uncertaintyM, speedMps }: Pick<ArrivalView, 'uncertaintyM' | 'speedMps'>,
  arrivals: readonly RolledArrival[],
): readonly ArrivalDistribution[] {
  const positionS = uncertaintyM / Math.max(SLOW_MPS, speedMps);
  let before: ArrivalDistribution = { earlyS: 0, medianS: 0, lateS: 0 };
  return arrivals.map((arrival) => {
    const spread = spreadOf(arrival, positionS);
    before = {
      ...(arrival.bar === undefined ? {} : { bar: arrival.bar }),
      earlyS: Math.max(before.earlyS, spread.earlyS),
      medianS: Math.max(before.medianS, spread.medianS),
      lateS: Math.max(before.lateS, spread.lateS),
      ...greenOf(arrival, Math.max(before.medianS, spread.medianS)),
    };
    return before;
  });
}

function greenOf({ greenS, greenBeforeS }: RolledArrival, medianS: number): Pick<ArrivalDistribution, 'greenS'> {
  if (greenS !== undefined) return { greenS };
  return greenBeforeS === undefined ? {} : { greenS: Math.max(0, medianS - greenBeforeS) };
}

function spreadOf(
  { expectedS, badlyS, drivingS, delayS, turns, lights }: RolledArrival,
  positionS: number,
): Pick<ArrivalDistribution, 'earlyS' | 'medianS' | 'lateS'> {
  const waitingS = Math.max(0, expectedS - drivingS);
  const movingS = expectedS - waitingS;
  const medianS = DRIVING_FACTOR * movingS + WAITING_FACTOR * waitingS + TURN_S * turns + delayS;
  const averaging = Math.max(1, lights) ** -AVERAGING_POWER;
  const variance =
    LEAST_S ** 2 +
    positionS ** 2 +
    (DRIVING_SHARE * movingS) ** 2 +
    (WAITING_SHARE * averaging * waitingS) ** 2 +
    turns * TURN_SIGMA_S ** 2 +
    (DELAY_SHARE * delayS) ** 2;
  const sigmaS = Math.sqrt(variance);
  return {
    earlyS: Math.max(0, medianS - Z_95 * EARLY_SCALE * sigmaS),
    medianS,
    lateS: medianS + LATE_SCALE * (Z_95 * sigmaS + BADLY_SHARE * averaging * Math.max(0, badlyS - expectedS)),
  };
}
