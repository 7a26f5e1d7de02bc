/** Closed list of why the positions of a vehicle are not believed. */
export type TrustReason =
  /** It drives faster than anyone can on its road or through its turns. */
  | 'too-fast'
  /** Its speed changes faster than a vehicle can accelerate or brake. */
  | 'implausible-acceleration'
  /** It moved farther, or less far, than the speed that it states. */
  | 'speed-contradicts-distance'
  | 'heading-contradicts-movement'
  /** Its track ended in one place and went on in another. */
  | 'implausible-jump'
  /** Two tracks go on at the same time under its identity. */
  | 'two-tracks'
  /** Its positions are those of a while ago once more. */
  | 'replayed-track'
  /** It states a speed and stays in the very same place. */
  | 'frozen-position'
  /** No road of the map fits. */
  | 'off-road'
  /** It leaves the routes that it is given and drives away from its destination. */
  | 'not-on-route';
