import type { Lamp } from '../signal/lamp.ts';

/** SAE J2735 MovementPhaseState, all ten: a junction may report any of them. */
export const EVENT_STATES = [
  'unavailable',
  'dark',
  'stop-Then-Proceed',
  'stop-And-Remain',
  'pre-Movement',
  'permissive-Movement-Allowed',
  'protected-Movement-Allowed',
  'permissive-clearance',
  'protected-clearance',
  'caution-Conflicting-Traffic',
] as const;
export type EventState = (typeof EVENT_STATES)[number];

/** What we send. Permissive clearance is the pedestrians' flashing light, so that it differs from a vehicle's yellow. */
export function eventStateOf(lamp: Lamp): EventState {
  switch (lamp) {
    case 'red':
      return 'stop-And-Remain';
    case 'green':
      return 'protected-Movement-Allowed';
    case 'yellow':
      return 'protected-clearance';
    case 'flashing':
      return 'permissive-clearance';
    case 'dark':
      return 'dark';
  }
}

/** What we make of all ten: red-amber is not yet green; flashing red, flashing yellow and unknown are no normal operation, thus dark. */
export function lampOf(state: EventState): Lamp {
  switch (state) {
    case 'stop-And-Remain':
    case 'pre-Movement':
      return 'red';
    case 'protected-Movement-Allowed':
    case 'permissive-Movement-Allowed':
      return 'green';
    case 'protected-clearance':
      return 'yellow';
    case 'permissive-clearance':
      return 'flashing';
    case 'unavailable':
    case 'dark':
    case 'stop-Then-Proceed':
    case 'caution-Conflicting-Traffic':
      return 'dark';
  }
}
