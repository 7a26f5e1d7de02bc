/** Saturation headway per lane (1.9-2.0 s observed; Highway Capacity Manual base rate of 1,900 veh/h). */
export const SATURATION_HEADWAY_S = 1.95;
/** Start-up lost time of the first vehicles at the beginning of green. */
export const STARTUP_LOST_S = 2;
/** Front to front of two vehicles standing in a queue. */
export const JAM_SPACING_M = 7.5;
/** Share of the vehicles in the lanes of the route that stay on it past a junction, where nothing better is known. */
export const STAY_SHARE = 0.9;
/** An emergency vehicle's free speed over the limit: expected, and the fastest to be reckoned with. */
export const AMBULANCE_SPEED_FACTOR = 1.2;
export const AMBULANCE_SPEED_FACTOR_MAX = 1.4;
