/**
 * How far two hourly volumes lie apart, in the statistic traffic models are judged by: sqrt(2 (m - c)^2 / (m + c)), volumes in veh/h
 * (UK Design Manual for Roads and Bridges, vol. 12). 0 when both are 0.
 */
export function geh(modelledVehPerHour: number, countedVehPerHour: number): number {
  const sum = modelledVehPerHour + countedVehPerHour;
  if (sum === 0) return 0;
  const difference = modelledVehPerHour - countedVehPerHour;
  return Math.sqrt((2 * difference * difference) / sum);
}

/** Up to this a modelled volume counts as right. */
const GEH_GOOD = 5;

/** Share of the pairs of volumes [veh/h] with GEH < 5; NaN without pairs. */
export function gehShare(pairs: readonly (readonly [modelled: number, counted: number])[]): number {
  return pairs.filter(([modelled, counted]) => geh(modelled, counted) < GEH_GOOD).length / pairs.length;
}
