import type { EvaluatedArm } from '../../evaluation/arms.ts';
import type { ArmResult, SettingResult } from '../../evaluation/result.ts';
import { decimal } from '../figures.ts';
import { html, type Markup } from '../markup.ts';
import { FAMILY_MARK } from './arm-marks.ts';
import { figureCell, ratioCell } from './cells.ts';

/** What planning took per arm of ours, as the machine had it. */
export type LatencyTexts = Readonly<Record<string, string>>;

interface Column {
  readonly head: string;
  readonly unit?: string;
  readonly cell: (arm: ArmResult, name: string) => Markup;
  /** A difference from no priority, which has none itself. */
  readonly difference?: true;
}

const NONE = html`<td class="none">–</td>`;

/** What the ambulance had of it. */
export function ambulanceTable(setting: SettingResult, arms: readonly EvaluatedArm[]): Markup {
  const seeds = setting.seeds.length;
  const arrived = (arm: ArmResult): string | undefined =>
    arm.arrived === seeds ? undefined : `${arm.arrived} of ${seeds} arrived`;
  const junctions = `of ${decimal(setting.junctionsOnRoute, Number.isInteger(setting.junctionsOnRoute) ? 0 : 1)}`;
  return table(setting, arms, [
    { head: 'Time', unit: 's', cell: (arm) => figureCell(arm.timeS, { digits: 0, boot95: arm.timeBoot95, note: arrived(arm) }) },
    { head: 'p90', unit: 's', cell: (arm) => html`<td>${decimal(arm.timeP90S, 0)}</td>` },
    ...(setting.ambulances > 1
      ? [{ head: 'Slowest', unit: 's', cell: (arm: ArmResult) => figureCell(arm.slowestS, { digits: 0 }) }]
      : []),
    { head: 'Saved', unit: 's', difference: true, cell: (arm) => figureCell(arm.gainS, { digits: 0 }) },
    {
      head: 'Saved per junction',
      unit: 's',
      difference: true,
      cell: (arm) => figureCell(arm.savedPerJunctionS, { digits: 1 }),
    },
    { head: 'φ', unit: 'alone on green', difference: true, cell: (arm) => ratioCell(arm.phi, { digits: 2 }) },
    { head: 'φ', unit: 'traffic at limit', difference: true, cell: (arm) => ratioCell(arm.phiTraffic, { digits: 2 }) },
    { head: 'On green', unit: junctions, cell: (arm) => figureCell(arm.junctionsOnGreen, { digits: 1 }) },
    { head: 'Stops', cell: (arm) => figureCell(arm.stops, { digits: 1 }) },
    { head: 'Stopped', unit: 's', cell: (arm) => figureCell(arm.stoppedS, { digits: 0 }) },
    { head: 'Recovery', unit: 's', cell: (arm) => figureCell(arm.recoveryS, { digits: 0 }) },
    { head: 'In step', unit: '% within 3 cycles; p95 s', cell: inStepCell },
  ]);
}

/** What the others paid. */
export function othersTable(setting: SettingResult, arms: readonly EvaluatedArm[], latency: LatencyTexts): Markup {
  const onFoot = Object.values(setting.arms).some(({ pedestrians }) => pedestrians !== null);
  return table(setting, arms, [
    {
      head: 'All others',
      unit: 'veh·h added',
      difference: true,
      cell: (arm) => figureCell(arm.othersVehH, { digits: 1, signed: true }),
    },
    { head: 'Price', unit: 'veh·s per s', difference: true, cell: (arm) => ratioCell(arm.price, { digits: 0 }) },
    {
      head: 'Cross-street loss',
      unit: '%',
      difference: true,
      cell: (arm) => figureCell(arm.crossLossPct, { digits: 1, signed: true }),
    },
    {
      head: 'Cross streets',
      unit: 'veh·h added',
      difference: true,
      cell: (arm) => figureCell(arm.crossVehH, { digits: 1, signed: true }),
    },
    {
      head: 'Least by red',
      unit: 'veh·h added',
      difference: true,
      cell: (arm) => figureCell(arm.crossRedLeastVehH, { digits: 1, signed: true }),
    },
    { head: 'Per approach', unit: 'veh·min added: mean, p95, max', difference: true, cell: approachCell },
    { head: 'Mean delay', unit: 's', cell: (arm) => figureCell(arm.othersMeanDelayS, { digits: 1 }) },
    {
      head: 'Travel time',
      unit: '%',
      difference: true,
      cell: (arm) => figureCell(arm.travelTimePct, { digits: 1, signed: true }),
    },
    { head: 'Spillback', unit: 'link·min', cell: (arm) => figureCell(arm.spillbackLinkMin, { digits: 1 }) },
    ...(onFoot ? [{ head: 'On foot', unit: 's: mean, longest', cell: pedestrianCell }] : []),
    { head: 'Greens', unit: 'given, unused, false', difference: true, cell: preemptionCell },
    ...(Object.keys(latency).length === 0
      ? []
      : [
          {
            head: 'Planning',
            unit: 'ms: p50, p99',
            cell: (_: ArmResult, name: string) => (latency[name] === undefined ? NONE : html`<td>${latency[name]}</td>`),
          },
        ]),
    {
      head: 'Violations',
      cell: ({ violations }) => html`<td class="${violations > 0 ? 'bad' : ''}">${violations}</td>`,
    },
  ]);
}

function approachCell({ crossApproachVehMin: { mean, p95, max } }: ArmResult): Markup {
  return html`<td>${[mean, p95, max].map((figure) => decimal(figure.mean, 1)).join(', ')}</td>`;
}

function inStepCell({ junctionRecovery }: ArmResult): Markup {
  if (junctionRecovery === null) return NONE;
  const { inThreeCycles, p95S } = junctionRecovery;
  return html`<td>${decimal(100 * inThreeCycles, 1)}; ${p95S === null ? '–' : decimal(p95S, 0)}</td>`;
}

function pedestrianCell({ pedestrians }: ArmResult): Markup {
  if (pedestrians === null) return NONE;
  return html`<td>${decimal(pedestrians.meanWaitS.mean, 1)}, ${decimal(pedestrians.longestWaitS.mean, 0)}</td>`;
}

function preemptionCell({ preemptions: { granted, unused, false: wrong } }: ArmResult): Markup {
  return html`<td>${[granted, unused, wrong].map((figure) => decimal(figure.mean, 1)).join(', ')}</td>`;
}

function table(setting: SettingResult, arms: readonly EvaluatedArm[], columns: readonly Column[]): Markup {
  const heads = columns.map(
    ({ head, unit }) => html`<th scope="col">${head}${unit === undefined ? undefined : html` <small>${unit}</small>`}</th>`,
  );
  const rows = arms.flatMap((arm) => {
    const result = setting.arms[arm.name];
    if (result === undefined) return [];
    const cells = columns.map(({ cell, difference }) =>
      difference === true && arm.family === 'none' ? NONE : cell(result, arm.name),
    );
    return [
      html`<tr class="${arm.family === 'ours' ? 'ours' : ''}"><th scope="row"><span class="key ${FAMILY_MARK[arm.family]}">${arm.label}</span></th>${cells}</tr>`,
    ];
  });
  return html`<div class="scroll"><table class="figures dense"><thead><tr><th scope="col">Arm</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}
