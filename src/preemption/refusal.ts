/** Closed list of why a mission is not opened or has no route. */
export type MissionRefusal =
  | 'duplicate-mission'
  | 'vehicle-busy'
  | 'unknown-destination'
  | 'unknown-mission'
  | 'no-route'
  | 'stale-order'
  | 'too-many-missions'
  | 'no-position';
/** Closed list of why a request for priority is not (yet) active. */
export type RequestRefusal =
  | 'too-early'
  | 'strategy-gives-no-priority'
  | 'position-lost'
  | 'junction-silent'
  | 'junction-fault'
  | 'no-stage-for-movement'
  | 'held-by-other-request'
  | 'junction-refuses';
