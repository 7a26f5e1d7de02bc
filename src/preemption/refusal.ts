/** Closed list of why a mission is not opened, not changed, or has no route. */
export type MissionRefusal =
  | 'duplicate-mission'
  /** The same order once more; harmless. */
  | 'duplicate-order'
  /** Older than the order that was obeyed last. */
  | 'out-of-order'
  | 'vehicle-busy'
  | 'unknown-destination'
  /** A place that no road comes near. */
  | 'destination-too-far'
  | 'unknown-mission'
  | 'mission-ended'
  | 'no-route'
  | 'stale-order'
  | 'too-many-missions'
  | 'no-position'
  /** Found in the mission book of a controller that has been down for too long. */
  | 'resumed-too-late';
/** Closed list of why a request for priority is not (yet) active. */
export type RequestRefusal =
  | 'too-early'
  /** Worth its cost by now, but a hold begun now would reach the longest time allowed before the vehicle has passed. */
  | 'hold-would-end'
  | 'strategy-gives-no-priority'
  | 'position-lost'
  /** Positions of the vehicle contradict each other. */
  | 'vehicle-suspect'
  /** The vehicle now goes another way. */
  | 'no-longer-on-route'
  | 'junction-silent'
  | 'junction-fault'
  | 'no-stage-for-movement'
  | 'held-by-other-request'
  /** Held for it to the longest time allowed, this junction or, while the vehicle stands, one before it. */
  | 'max-presence'
  /** The vehicle does not go on although its light is green and nobody is before it; asked again when it moves. */
  | 'stands-on-green'
  | 'junction-refuses';

/** Refused for now, and expected to be asked in time. */
export function isBeforeItsTime(reason: RequestRefusal | undefined): boolean {
  return reason === 'too-early' || reason === 'hold-would-end';
}
