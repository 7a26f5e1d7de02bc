import type { LinkId, MissionId, SignalGroupId } from '../../kernel/ids.ts';
import type { Urgency } from '../mission.ts';

/** One mission's wish for a junction, as arbitration sees it. Seconds from now. */
export interface Contender {
  readonly mission: MissionId;
  readonly urgency: Urgency;
  readonly group: SignalGroupId;
  /** Approach that it comes by. */
  readonly link: LinkId;
  /** At the stop bar, if nobody else were there. */
  readonly arrivalS: number;
  /** From the start of its green until those in front of it have crossed. */
  readonly clearS: number;
  /** Until its group can be green, from what the lamps show now. */
  readonly transitionS: number;
  /** So much it can wait here without any loss, since it will wait for others at a junction behind. */
  readonly slackS: number;
}

/** The more urgent class has the lower number. */
export const CLASS: Readonly<Record<Urgency, number>> = { 'life-threat': 0, urgent: 1, routine: 2 };

/** Later than this, its green costs the ambulance time. */
export function neededS({ arrivalS, clearS }: Contender): number {
  return Math.max(0, arrivalS - clearS);
}

/** Of those alike: the one that comes first, then by name. */
export function comesFirst(a: Contender, b: Contender): number {
  return a.arrivalS - b.arrivalS || (a.mission < b.mission ? -1 : 1);
}
