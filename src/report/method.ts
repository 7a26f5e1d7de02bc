import { queueBound } from '../experiment/queue-bound.ts';
import type { AmbulanceSummary, Summary } from '../experiment/summary.ts';
import { unreachable } from '../kernel/assert.ts';
import type { RoadMap } from '../roadnet/map.ts';
import type { OffsetRule, Scenario } from '../scenario/scenario.ts';
import { type ArmView, findBaseline } from './arm-view.ts';
import { decimal, withInterval } from './figures.ts';
import { html, type Markup } from './markup.ts';

/** A figure that is to be published needs at least this many seeds. */
const PUBLISHED_SEEDS = 30;

/** What the experiment was run on. */
export interface ReportSubject {
  readonly scenario: Scenario;
  readonly map: RoadMap;
}

/** How the figures were obtained, each word that could be read two ways defined. */
export function method(summary: AmbulanceSummary, { scenario, map }: ReportSubject, arms: readonly ArmView[]): Markup {
  const entries: readonly (readonly [string, string])[] = [
    ...subjectEntries({ scenario, map }),
    ...coordinationEntry(scenario),
    [
      'Maximum presence',
      `A junction may be held for the ambulance for at most ${presenceText(map, arms)} while others wait, then those who waited longest are served. The limit is the map’s and the same in every arm. The result holds for this limit only: a lower one lets the ambulance meet queues that could not be cleared in time.`,
    ],
    [
      'Triggers',
      'Every arm with priority runs under the same interlock, leases and maximum presence, and after the passage every one of them serves the stage with most waiting before the junction returns to its programme. The arms differ in nothing but when they ask for which stage.',
    ],
    [
      'Margins',
      'The margins that Clearway keeps before the expected arrival were chosen on the two scenarios of Shixin Road, oversaturated and moderate. Figures on those are therefore no independent test of them; the leads of the triggers were fitted to nothing, and another lead may do better.',
    ],
    [
      'Runs',
      `${arms.length} arms, seeds ${summary.seeds.join(', ')}. Within a seed all arms meet the same vehicles, drivers, signal offsets, departure and position noise; programme version ${summary.version}, step ${scenario.stepS} s.`,
    ],
    ['Window', windowText(summary, scenario)],
    [
      'Baseline',
      '“No priority”: the same ambulance in the same traffic, followed but never given a green. Every saving and every cost is against it, seed by seed.',
    ],
    [
      'Floor',
      `The ambulance alone on the road with every light green: ${withInterval(summary.floorS, 0)} s. No run may be faster.`,
    ],
    ...queueBoundEntry(arms),
    [
      'Ambulance',
      'Obeys red, changes lanes, is let through by nobody. Its time runs from its departure, when the mission opens, to the end of its route.',
    ],
    [
      'On green',
      'Its signal group was green from 50 m before the stop bar until it had crossed. It may still have had to stop in a queue: stops are counted apart.',
    ],
    [
      'Stop',
      'Below 0.1 m/s after having driven above 2 m/s. Stopped time is all time below 0.1 m/s, waiting at the edge of the city for a gap to enter included.',
    ],
    [
      'Cross-street loss',
      'Time lost against desired speed on the approaches to the route’s junctions that are not part of the route’s road, in the window.',
    ],
    ['Recovery', 'From passing the last junction until every junction is back in its own programme.'],
    [
      'Safety',
      'A monitor written against the rules and apart from the controllers watches every lamp of every run: conflicts, intergreens, minimum greens, pedestrian walk and clearance, leases. One violation fails the run.',
    ],
  ];
  return html`<dl>${entries.map(([term, text]) => html`<dt>${term}</dt><dd>${text}</dd>`)}</dl>`;
}

function coordinationEntry({ programmes }: Scenario): readonly (readonly [string, string])[] {
  if (!programmes.some(({ offsets }) => offsets.kind === 'random')) return [];
  const text =
    'Were the signals coordinated for the ambulance’s way, it would need far less time without any priority, and there would be less to save.';
  return [['Coordination', text]];
}

/** The scenario, its demand and its signals in words. */
export function subjectEntries({ scenario }: ReportSubject): readonly (readonly [string, string])[] {
  const { programmes } = scenario;
  const timing = [...new Set(programmes.map((rule) => `${rule.cycleS} s (${rule.source})`))].join('; ');
  return [
    ['Scenario', `${scenario.name}: ${scenario.description}`],
    ['Demand', demandText(scenario)],
    ...(programmes.length === 0
      ? []
      : ([
          ['Signal programmes', `Cycle ${timing}.`],
          ['Offsets', [...new Set(programmes.map((rule) => offsetsText(rule.offsets)))].join(' ')],
        ] as const)),
  ];
}

function demandText({ demand }: Scenario): string {
  const perHour = demand.flows.reduce((sum, flow) => Math.max(sum, flow.vehPerHour), 0);
  const parts = [
    ...(demand.flows.length === 0
      ? []
      : [`${demand.flows.length} flows, up to ${decimal(perHour, 0)} vehicles per hour on one entry`]),
    ...(demand.od === undefined ? [] : [`${decimal(demand.od.length, 0)} pairs of origin and destination`]),
    ...(demand.listed === undefined ? [] : [`${decimal(demand.listed.length, 0)} vehicles one by one`]),
  ];
  return `${demand.source} ${parts.length === 0 ? 'No vehicles' : parts.join('; ')}.`;
}

function windowText({ arms }: AmbulanceSummary, { warmUpS, endS }: Scenario): string {
  const drives = Object.values(arms).flatMap(({ ambulanceTimeS: { mean } }) => mean ?? []);
  const drive = `${decimal(Math.min(...drives), 0)} to ${decimal(Math.max(...drives), 0)} s`;
  return `Others are measured from ${decimal(warmUpS, 0)} s, when the city has filled, to ${decimal(endS, 0)} s, the end of the run: ${decimal(endS - warmUpS, 0)} s, the same in every arm.${drives.length === 0 ? '' : ` The drives take ${drive} of it, so that a change in per cent is one of the whole window and would be larger over the drive alone; vehicle-hours do not depend on that.`}`;
}

function queueBoundEntry(arms: readonly ArmView[]): readonly (readonly [string, string])[] {
  const drawn = (findBaseline(arms) ?? arms[0])?.drawn;
  const bound = drawn === undefined ? undefined : queueBound(drawn.trace);
  if (drawn === undefined || bound === undefined) return [];
  const text = `When the ambulance departed in seed ${drawn.seed}, ${decimal(bound.vehicles, 0)} vehicles per lane stood in queues before its stop bars. Nobody yields, so that as far as they stay on its way it cannot come through before they have: ${decimal(bound.dischargeS, 0)} s at ${bound.headwayS} s each.`;
  return [['Queue bound', text]];
}

function offsetsText(rule: OffsetRule): string {
  switch (rule.kind) {
    case 'random':
      return 'Random: each junction begins anywhere in its cycle, drawn by the seed and the same in every arm.';
    case 'progression':
      return `Coordinated from ${rule.along[0] ?? ''} to ${rule.along.at(-1) ?? ''} at ${decimal(rule.speedMps * 3.6, 0)} km/h; the seed shifts all of them together.`;
    case 'fixed':
      return 'Fixed, as the scenario gives them.';
    default:
      return unreachable(rule);
  }
}

/** Over the junctions of the route where a run is at hand, else of the map. */
function presenceText(map: RoadMap, arms: readonly ArmView[]): string {
  const trace = arms.find((arm) => arm.drawn !== undefined)?.drawn?.trace;
  const onRoute = new Set(trace?.junctions.map(({ junction }) => junction));
  const junctions = map.junctions.filter(({ id }) => trace === undefined || onRoute.has(id));
  const limitsS = junctions.map(({ maxPresenceS }) => maxPresenceS);
  const [leastS, mostS] = [Math.min(...limitsS), Math.max(...limitsS)];
  return leastS === mostS ? `${decimal(mostS, 0)} s` : `${decimal(leastS, 0)} to ${decimal(mostS, 0)} s, by junction,`;
}

/** What must not be read into the figures. */
export function limits(summary: Summary, map: RoadMap): Markup {
  const assumed = map.junctions.filter((junction) => junction.assumed).length;
  const points = [
    'Everything here is simulated. Nothing was measured in a street.',
    `${map.title}: ${map.attribution}`,
    ...(map.schematic
      ? ['The map is schematic: geometry, lanes and signals are drawn from general knowledge and not surveyed.']
      : []),
    ...(assumed > 0
      ? [
          `The signal groups and stages of ${assumed} of ${map.junctions.length} junctions are assumed by rule, not read from their controllers.`,
        ]
      : []),
    ...(summary.seeds.length < PUBLISHED_SEEDS
      ? [
          `${summary.seeds.length} ${summary.seeds.length === 1 ? 'seed is' : 'seeds are'} too few for a figure to publish: that takes ${PUBLISHED_SEEDS}.`,
        ]
      : []),
    'Seconds of this simulator must not be set against seconds of another.',
  ];
  return html`<ul>${points.map((point) => html`<li>${point}</li>`)}</ul>`;
}

/** Hashes by which the event logs behind the figures can be checked. */
export function evidence(summary: AmbulanceSummary, arms: readonly ArmView[]): Markup {
  const rows = arms.flatMap((arm) =>
    arm.summary.logSha256.map(
      (sha, i) =>
        html`<tr><th scope="row">${arm.label}, seed ${summary.seeds[i] ?? ''}</th><td class="words"><code>${sha}</code></td></tr>`,
    ),
  );
  return html`<details><summary>Event logs: SHA-256 of each chain</summary><div class="scroll"><table class="figures"><tbody>${rows}</tbody></table></div></details>`;
}
