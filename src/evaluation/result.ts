import type { AmbulanceSummary, ArmSummary, Figure } from '../experiment/summary.ts';
import type { Interval } from './bootstrap.ts';
import type { Ratio } from './ratio.ts';

/**
 * What is known of one setting: the summary of `clearway simulate`, every arm with more figures beside. Times of drives that are
 * compared are never longer than the common limit of `ArmSummary.limited`, so that no seed is left out; with several ambulances they
 * are means over them.
 */
export interface SettingResult extends Omit<AmbulanceSummary, 'format' | 'arms'> {
  readonly title: string;
  readonly about: string;
  readonly scenarioSha256: string;
  readonly mapSha256: string;
  readonly ambulances: number;
  /** The route at the limit with nobody in the way: a reference that an ambulance may beat. */
  readonly trafficFloorS: Figure;
  /** What stood before the first ambulance when it departed, without priority; null where no queue was seen. */
  readonly queueBound: { readonly vehicles: Figure; readonly dischargeS: Figure } | null;
  readonly arms: Readonly<Record<string, ArmResult>>;
  readonly differences: readonly Difference[];
  readonly gaps: readonly FrontGap[];
  readonly limits: LimitCheck;
}

export interface ArmResult extends ArmSummary {
  /** Time of the drive with every seed in it; see `SettingResult`. */
  readonly timeS: Figure;
  readonly timeBoot95: Interval | null;
  /** Against `none`, likewise. */
  readonly gainS: Figure;
  /** Nine of ten seeds took no longer. */
  readonly timeP90S: number;
  /** Of several ambulances the one that took longest; null of one. */
  readonly slowestS: Figure | null;
  /** Share of the avoidable delay that is gone: (T_none - T) / (T_none - floor), against the ambulance alone on all green. */
  readonly phi: Ratio;
  /** The same against traffic at the limit. */
  readonly phiTraffic: Ratio;
  /** Extra vehicle-seconds of all others per second saved, over all seeds together; `pricePerS` is the mean over the seeds. */
  readonly price: Ratio;
  /** Added against `none`, vehicle-hours: time lost by all others, on the cross streets, and what the added red there implies at least. */
  readonly othersVehH: Figure;
  readonly crossVehH: Figure;
  readonly crossRedLeastVehH: Figure;
  /** Change of the mean travel time of completed trips; null where none ended in some seed. */
  readonly travelTimePct: Figure | null;
  /** Added time lost per cross-street approach, vehicle-minutes: over the approaches of each seed. */
  readonly crossApproachVehMin: { readonly mean: Figure; readonly p95: Figure; readonly max: Figure };
  /** Link-minutes in which a queue stood back into the junction behind it. */
  readonly spillbackLinkMin: Figure;
  /** The longest that a junction stayed green by command for an ambulance that had passed it, or was not coming any more. */
  readonly needlessGreenS: Figure;
  readonly preemptions: { readonly granted: Figure; readonly unused: Figure; readonly false: Figure };
  /** Over the junctions that ambulances passed, of all seeds; null where none was. A junction never back counts as longer than all. */
  readonly junctionRecovery: JunctionRecoveryFigures | null;
}

export interface JunctionRecoveryFigures {
  /** Share of the junctions that were back in their programme within three of their cycles. */
  readonly inThreeCycles: number;
  /** 95 % of them took no longer; null where more were never back. */
  readonly p95S: number | null;
}

/** One arm less another, seed by seed. */
export interface Difference {
  readonly arm: string;
  readonly other: string;
  readonly timeS: PairedFigure;
  /** Time lost on cross streets, per cent of what `none` lost there. */
  readonly crossPct: PairedFigure;
  readonly othersVehH: PairedFigure;
}

export interface PairedFigure extends Figure {
  readonly boot95: Interval | null;
}

/** What a cost is counted in: time lost by all others [vehicle-hours added], or on cross streets [per cent added]. */
export type CostAxis = 'othersVehH' | 'crossPct';

/**
 * Where the front of ours (all its urgencies, and no priority at all) lies against another arm: at the other's cost, how much more
 * time; at the other's time, how much more cost. Below nought ours is ahead. Null where the front does not reach so far.
 */
export interface FrontGap {
  readonly other: string;
  readonly axis: CostAxis;
  readonly timeS: number | null;
  readonly timeBoot95: Interval | null;
  readonly cost: number | null;
  readonly costBoot95: Interval | null;
}

/** What cannot be, looked for in every run of a setting. */
export interface LimitCheck {
  readonly runs: number;
  /** Smallest drive time over the ambulance alone on all green; at least 1. Null where none arrived. */
  readonly leastOverFloor: number | null;
  /** Smallest cross-street loss over what its red lights imply, approach by approach; at least 1. Null where nobody enters on one. */
  readonly leastOverRed: number | null;
  readonly violations: number;
}

/** An arm in a setting with something amiss, against the same traffic in the setting without it. */
export interface FaultLoss {
  readonly setting: string;
  readonly reference: string;
  readonly arm: string;
  /** Time of the drive, more than without; null where the drive is another one. */
  readonly lossS: PairedFigure | null;
  /** What all others lost by the arm against no priority, more than without; vehicle-hours. */
  readonly othersVehH: PairedFigure;
  /** What the arm still saves against no priority in this setting. */
  readonly savedS: Figure;
  readonly arrived: number;
  /** The longest over all seeds; see `ArmResult`. */
  readonly needlessGreenS: number;
  readonly violations: number;
}

/** `summary.json` of an evaluation. */
export interface EvaluationSummary {
  readonly format: 'clearway-evaluation/1';
  readonly version: string;
  readonly build: string;
  /** What makes the same figures again. */
  readonly command: string;
  readonly seeds: readonly number[];
  readonly settings: Readonly<Record<string, SettingResult>>;
  /** Of settings that refer to another one, where both were run. */
  readonly losses: readonly FaultLoss[];
  readonly skipped: readonly { readonly setting: string; readonly why: string }[];
}
