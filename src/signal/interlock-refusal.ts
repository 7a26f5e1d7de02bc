/** Closed list of why the interlock withholds a command. */
export type InterlockRefusal =
  | 'unknown-junction'
  | 'unknown-stage'
  | 'stage-conflict'
  | 'junction-silent'
  | 'junction-fault'
  | 'max-presence'
  | 'starved-service'
  | 'lease-too-long'
  | 'controller-failed';
