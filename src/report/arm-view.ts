import type { AmbulanceRun } from '../experiment/run-result.ts';
import { BASELINE_ARM } from '../experiment/summarise.ts';
import type { AmbulanceSummary, ArmSummary } from '../experiment/summary.ts';
import type { Urgency } from '../preemption/mission.ts';
import type { Strategy } from '../preemption/strategy.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** One arm as the report shows it. */
export interface ArmView {
  readonly name: string;
  /** In plain words, short. */
  readonly label: string;
  readonly explanation: string;
  readonly role: 'baseline' | 'ours' | 'trigger';
  /** CSS classes of its colour and dashes in charts. */
  readonly mark: string;
  readonly summary: ArmSummary;
  /** Its runs in the order of the summary's seeds. */
  readonly runs: readonly AmbulanceRun[];
  /** The run that is drawn: the first seed's. */
  readonly drawn: AmbulanceRun | undefined;
}

/** Arms in the summary's order. */
export function armViews(summary: AmbulanceSummary, results: readonly AmbulanceRun[], scenario: Scenario): ArmView[] {
  let triggers = 0;
  return Object.entries(summary.arms).map(([name, arm]) => {
    const found = scenario.arms.find((a) => a.name === name);
    const strategy = found?.strategy;
    const role = strategy === undefined ? 'trigger' : ROLES[strategy.kind];
    const runs = summary.seeds.flatMap((seed) => results.filter((result) => result.arm === name && result.seed === seed));
    return {
      name,
      ...(found?.urgency === undefined ? wordsFor(name, strategy) : urgencyWords(name, strategy, found.urgency)),
      role,
      mark: role === 'trigger' ? `trigger-${triggers++ % 4}` : role,
      summary: arm,
      runs,
      drawn: runs[0],
    };
  });
}

export function findBaseline(arms: readonly ArmView[]): ArmView | undefined {
  return arms.find((arm) => arm.name === BASELINE_ARM);
}

/** The arm the report is about: ours, else the last. */
export function findOurs(arms: readonly ArmView[]): ArmView | undefined {
  return arms.find((arm) => arm.role === 'ours') ?? arms.at(-1);
}

const ROLES: Readonly<Record<Strategy['kind'], ArmView['role']>> = {
  none: 'baseline',
  'fixed-eta': 'trigger',
  'fixed-distance': 'trigger',
  'link-queue': 'trigger',
  'offset-wave': 'trigger',
  'all-green': 'trigger',
  wavefront: 'ours',
  'queue-leads': 'ours',
};

function urgencyWords(name: string, strategy: Strategy | undefined, urgency: Urgency): { label: string; explanation: string } {
  const { label, explanation } = wordsFor(name, strategy);
  return { label: `${label}, ${urgency}`, explanation: `${explanation} Every mission is ${urgency}.` };
}

function wordsFor(name: string, strategy: Strategy | undefined): { label: string; explanation: string } {
  switch (strategy?.kind) {
    case 'none':
      return { label: 'No priority', explanation: 'The ambulance is followed but nothing is commanded.' };
    case 'fixed-eta':
      return {
        label: `${strategy.leadS}\u00a0s trigger`,
        explanation: `Each junction is asked for green once the ambulance is ${strategy.leadS} s away at its present speed (taken as 5 m/s at least).`,
      };
    case 'fixed-distance':
      return {
        label: `${strategy.leadM}\u00a0m trigger`,
        explanation: `Each junction is asked for green once the ambulance is within ${strategy.leadM} m.`,
      };
    case 'link-queue':
      return {
        label: 'Link queue',
        explanation:
          'Each junction is asked in time for the queue on its own approach to have gone, by the usual estimate of arrival.',
      };
    case 'offset-wave':
      return {
        label: 'Offset wave',
        explanation:
          'Each junction is green from when a free drive from dispatch on would come, and from 30 s ahead at the latest.',
      };
    case 'all-green':
      return { label: 'All green', explanation: 'Every junction of the route is asked for green from dispatch on.' };
    case 'wavefront':
      return {
        label: strategy.without === undefined ? 'Clearway' : `Clearway without ${strategy.without.replaceAll('-', ' ')}`,
        explanation:
          'Each junction does what costs least, rolled forward every second: held early enough for those in front to have gone, and after others were served.',
      };
    case 'queue-leads':
      return {
        label: 'Queue leads',
        explanation: 'Each junction is asked early enough for every vehicle between the ambulance and the stop bar to have gone.',
      };
    default:
      return { label: name, explanation: '' };
  }
}
