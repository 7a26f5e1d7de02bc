import { SATURATION_S, STANDING_M, START_LOST_S } from '../traffic/flow-constants.ts';

/** As the traffic state reckons with them. */
export const SATURATION_HEADWAY_S = SATURATION_S;
export const STARTUP_LOST_S = START_LOST_S;
export const JAM_SPACING_M = STANDING_M;
/** Share of the vehicles in the lanes of the route that stay on it past a junction, where nothing better is known. */
export const STAY_SHARE = 0.9;
/** Kept in hand below a junction's maximum presence by junctions that pause by themselves. */
export const PRESENCE_RESERVE_S = 10;
/** How long a vehicle is on its approach, on average: gives arrivals from the number that are there, by Little's law. */
export const APPROACH_S = 75;
/** An emergency vehicle's free speed over the limit: expected, and the fastest to be reckoned with. */
export const AMBULANCE_SPEED_FACTOR = 1.2;
export const AMBULANCE_SPEED_FACTOR_MAX = 1.4;
