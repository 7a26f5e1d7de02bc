/**
 * Constants of the traffic model, SI units. Start values for Chinese urban traffic; what was moved to meet the gates of
 * test/simulator (saturation headway, start-up lost time, discharge wave, capacity, uniform delay) says so.
 */

/**
 * IDM maximum acceleration. With the usual 1.5 a queue starts too slowly (start-up lost time 3.0 s, gate 1.5-2.5); 2.0 gives 2.25 s
 * and a discharge wave of 6.1 m/s (gate 5-6.5), steps of 0.5 s.
 */
export const ACCELERATION = 2.0;
/** IDM comfortable deceleration. */
export const COMFORTABLE_BRAKING = 2.0;
/** IDM gap at rest. */
export const JAM_GAP_M = 2.0;
/**
 * Mean IDM time gap; drivers differ by up to TIME_GAP_SPREAD either way. 1.25 gives a saturation headway of 1.94 s, 1850 veh/h per
 * lane (gate 1.9-2.1 s, 1800-1900 veh/h); 1.2 gives 1.90 s.
 */
export const TIME_GAP_S = 1.25;
export const TIME_GAP_SPREAD_S = 0.1;
/** Car lengths are uniform between these; with JAM_GAP_M the jam spacing is 6.7-7.3 m. */
export const CAR_LENGTH_MIN_M = 4.7;
export const CAR_LENGTH_MAX_M = 5.3;
export const AMBULANCE_LENGTH_M = 6.0;
/** First driver's reaction at green. */
export const REACTION_MIN_S = 0.5;
export const REACTION_MAX_S = 1.0;
/** Physical limit of braking. */
export const HARDEST_BRAKING = 9.0;

/** A driver stops at yellow when this rate is enough. */
export const YELLOW_BRAKING = 3.0;
/** A driver stops at red when this rate is enough; only someone nearer than that crosses. */
export const RED_BRAKING = 6.0;
/** Front bumper to stop bar of a vehicle at rest. */
export const BAR_GAP_M = 1.0;

/** Speeds of the paths inside a node, for a turn of usual urban radius. */
export const TURN_SPEED_MPS = { left: 8.5, through: Number.POSITIVE_INFINITY, right: 6.5, uturn: 5.0 } as const;
/** Braking before a turn. */
export const TURN_BRAKING = 1.5;

/** MOBIL. */
export const POLITENESS = 0.2;
export const CHANGE_THRESHOLD = 0.2;
export const SAFE_BRAKING = 3.5;
/** Least time between two discretionary changes of one vehicle. */
export const CHANGE_PAUSE_S = 5;
export const AMBULANCE_CHANGE_PAUSE_S = 2;
/** Length of road that a driver wants for each lane change that a turn asks for. */
export const ROOM_PER_CHANGE_M = 120;
/** From this distance to the stop bar on, others make room for a driver who must change. */
export const COOPERATION_RANGE_M = 250;
/** Braking that a driver accepts to make room or to fall in behind a gap. */
export const COOPERATION_BRAKING = 2.0;
/** Open time in the wrong lane at the bar after which a driver gives the turn up. */
export const WRONG_LANE_PATIENCE_S = 8;

/** Slower than this counts as standing: for keeping the box clear and for the queue count. */
export const SLOW_MPS = 2;
/** Closed up behind a queued vehicle. */
export const QUEUE_GAP_M = 10;

/** Speed at the bar of a movement that gives way to a stream that may drive. */
export const YIELD_MPS = 5;
/** Room that a path takes to either side of where it meets another, where the map draws neither. */
export const HALF_WIDTH_M = 1.5;
/**
 * Time between a vehicle that gives way leaving the place where two paths meet and the other one's coming, at first (SUMO's
 * `jmTimegapMinor` is 1 s too) and after long waiting.
 */
export const MARGIN_S = 1;
export const IMPATIENT_MARGIN_S = 0.5;
export const PATIENCE_S = 20;

/** An emergency vehicle that takes a red light drives at no more than 20 km/h, when those whom it meets are at least this far in time. */
export const CAUTIOUS_MPS = 5.56;
export const CAUTIOUS_GAP_S = 4;
/** Half a lane: less to spare beside the lanes, and nobody can pull aside. */
export const HALF_LANE_M = 1.6;
/** Time that a driver takes to clear the lane sideways. */
export const CLEARING_MIN_S = 2;
export const CLEARING_MAX_S = 3;
/** Assumed: a driver aside goes on at no more than a walking pace. */
export const ASIDE_MPS = 1.5;
/** Assumed: an emergency vehicle passes those aside at no more than 30 km/h more than their own speed. */
export const PASSING_MPS = 8.33;
