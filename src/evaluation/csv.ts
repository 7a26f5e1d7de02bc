import type { AmbulanceRun, FleetDrive } from '../experiment/run-result.ts';
import type { Figure, PartFigure } from '../experiment/summary.ts';
import type { Interval } from './bootstrap.ts';
import type { Ratio } from './ratio.ts';
import type { ArmResult, Difference, FaultLoss, FrontGap, PairedFigure, SettingResult } from './result.ts';

type Cell = string | number | null | undefined;
type Row = Readonly<Record<string, Cell>>;

/** RFC 4180, a head line first; null is an empty cell. Rows must have the same keys. */
export function csvText(rows: readonly Row[]): string {
  const heads = Object.keys(rows[0] ?? {});
  const lines = [heads, ...rows.map((row) => heads.map((head) => row[head]))];
  return lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'number' ? String(Math.round(cell * 1e6) / 1e6) : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row per setting and arm. */
export function armRows({ scenario, arms }: SettingResult): readonly Row[] {
  return Object.entries(arms).map(([arm, result]) => ({ setting: scenario, arm, ...armCells(result) }));
}

function armCells(arm: ArmResult): Row {
  return {
    arrived: arm.arrived,
    seeds: arm.timeS.perSeed.length,
    ...meanCells('time_s', arm.timeS),
    ...bootCells('time_s', arm.timeBoot95),
    time_p90_s: arm.timeP90S,
    slowest_s: arm.slowestS?.mean,
    ...meanCells('saved_s', arm.gainS),
    ...meanCells('saved_per_junction_s', arm.savedPerJunctionS),
    ...ratioCells('phi', arm.phi),
    ...ratioCells('phi_traffic', arm.phiTraffic),
    ...ratioCells('price_veh_s_per_s', arm.price),
    ...meanCells('on_green', arm.junctionsOnGreen),
    ...meanCells('stops', arm.stops),
    ...meanCells('stopped_s', arm.stoppedS),
    ...meanCells('others_mean_delay_s', arm.othersMeanDelayS),
    ...meanCells('others_added_veh_h', arm.othersVehH),
    ...meanCells('cross_loss_pct', arm.crossLossPct),
    ...meanCells('cross_added_veh_h', arm.crossVehH),
    ...meanCells('cross_red_least_veh_h', arm.crossRedLeastVehH),
    cross_approach_mean_veh_min: arm.crossApproachVehMin.mean.mean,
    cross_approach_p95_veh_min: arm.crossApproachVehMin.p95.mean,
    cross_approach_max_veh_min: arm.crossApproachVehMin.max.mean,
    ...meanCells('travel_time_pct', arm.travelTimePct),
    ...meanCells('spillback_link_min', arm.spillbackLinkMin),
    ...meanCells('recovery_s', arm.recoveryS),
    in_step_in_3_cycles: arm.junctionRecovery?.inThreeCycles,
    junction_recovery_p95_s: arm.junctionRecovery?.p95S,
    pedestrian_mean_wait_s: arm.pedestrians?.meanWaitS.mean,
    pedestrian_longest_wait_s: arm.pedestrians?.longestWaitS.mean,
    needless_green_most_s: Math.max(...arm.needlessGreenS.perSeed),
    granted: arm.preemptions.granted.mean,
    unused: arm.preemptions.unused.mean,
    false: arm.preemptions.false.mean,
    gridlocks: arm.gridlocks.length,
    violations: arm.violations,
  };
}

/** One row per run and ambulance; what is of the traffic stands in each row of a run. */
export function runRows(setting: string, results: readonly AmbulanceRun[]): readonly Row[] {
  return results.flatMap((run) => run.fleet.map((one) => ({ setting, ...driveCells(run, one), ...trafficCells(run) })));
}

function driveCells({ arm, seed }: AmbulanceRun, one: FleetDrive): Row {
  const { vehicle, urgency, drive, limitS, junctionsOnGreen, junctionsOnRoute, stops, stoppedS } = one;
  return {
    arm,
    seed,
    vehicle,
    urgency,
    arrived: drive.kind === 'arrived' ? 1 : 0,
    time_s: drive.kind === 'arrived' ? drive.timeS : null,
    limit_s: limitS,
    on_green: junctionsOnGreen,
    junctions: junctionsOnRoute,
    stops,
    stopped_s: stoppedS,
  };
}

function trafficCells(run: AmbulanceRun): Row {
  return {
    others_loss_s: run.othersLossS,
    others_mean_delay_s: run.othersMeanDelayS,
    cross_loss_s: run.crossLossS,
    cross_red_least_s: run.crossStreets.reduce((sum, { redLeastS }) => sum + redLeastS, 0),
    mean_travel_time_s: run.traffic.meanTravelTimeS,
    completed_trips: run.traffic.completedTrips,
    unfinished_trips: run.traffic.unfinishedTrips,
    spillback_link_s: run.spillbackLinkS,
    recovery_s: run.recoveryS,
    pedestrian_mean_wait_s: run.pedestrians?.meanWaitS,
    pedestrian_longest_wait_s: run.pedestrians?.longestWaitS,
    needless_green_s: run.needlessGreenS,
    granted: run.preemptions.granted,
    unused: run.preemptions.unused,
    false: run.preemptions.false,
    violations: run.violations.length,
    log_sha256: run.logSha256,
  };
}

/** One row per setting, arm of ours and other arm. */
export function differenceRows({ scenario, differences }: SettingResult): readonly Row[] {
  return differences.map(({ arm, other, timeS, crossPct, othersVehH }: Difference) => ({
    setting: scenario,
    arm,
    other,
    ...pairedCells('time_s', timeS),
    ...pairedCells('cross_pct', crossPct),
    ...pairedCells('others_veh_h', othersVehH),
  }));
}

/** One row per setting that refers to another one, and arm. */
export function lossRows(losses: readonly FaultLoss[]): readonly Row[] {
  return losses.map(({ setting, reference, arm, lossS, othersVehH, savedS, arrived, needlessGreenS, violations }) => ({
    setting,
    reference,
    arm,
    loss_s: lossS?.mean,
    loss_s_ci95: lossS?.ci95,
    ...bootCells('loss_s', lossS?.boot95 ?? null),
    ...pairedCells('others_veh_h', othersVehH),
    ...meanCells('saved_s', savedS),
    arrived,
    needless_green_most_s: needlessGreenS,
    violations,
  }));
}

/** One row per setting, other arm and kind of cost. */
export function gapRows({ scenario, gaps }: SettingResult): readonly Row[] {
  return gaps.map(({ other, axis, timeS, timeBoot95, cost, costBoot95 }: FrontGap) => ({
    setting: scenario,
    other,
    cost_in: axis,
    time_at_its_cost_s: timeS,
    ...bootCells('time_at_its_cost_s', timeBoot95),
    cost_at_its_time: cost,
    ...bootCells('cost_at_its_time', costBoot95),
  }));
}

function meanCells(name: string, figure: Figure | PartFigure | null): Row {
  return { [name]: figure?.mean, [`${name}_ci95`]: figure?.ci95 };
}

function pairedCells(name: string, figure: PairedFigure): Row {
  return { ...meanCells(name, figure), ...bootCells(name, figure.boot95) };
}

function ratioCells(name: string, { value, ci95, boot95 }: Ratio): Row {
  return { [name]: value, [`${name}_ci95`]: ci95, ...bootCells(name, boot95) };
}

function bootCells(name: string, interval: Interval | null): Row {
  return { [`${name}_boot_low`]: interval?.[0], [`${name}_boot_high`]: interval?.[1] };
}
