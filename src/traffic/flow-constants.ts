/** Saturation headway per lane (1.9-2.0 s observed; Highway Capacity Manual base rate of 1,900 veh/h). */
export const SATURATION_S = 1.95;
/** Lost at the beginning of a green before the first vehicles flow at saturation. */
export const START_LOST_S = 2;
/** Front to front of two vehicles standing in a queue. */
export const STANDING_M = 7.5;
