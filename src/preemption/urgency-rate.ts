import type { Urgency } from './mission.ts';

/**
 * The dial from fast to cheap: seconds of others that a second of the ambulance is worth. Chosen where the drive of Shixin Road in
 * moderate traffic bends: beyond the first a second costs more than it, below the last hardly anything is won for others.
 */
export const OTHERS_PER_S: Readonly<Record<Urgency, number>> = { 'life-threat': 2500, urgent: 600, routine: 200 };
