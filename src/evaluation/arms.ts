import type { PlanPart } from '../preemption/strategy.ts';
import type { Arm } from '../scenario/scenario.ts';

/** What an arm stands for in tables and plots. */
export type ArmFamily = 'none' | 'fixed' | 'aware' | 'bound' | 'ours' | 'ablation';

export interface EvaluatedArm extends Arm {
  readonly family: ArmFamily;
  /** Short, for tables and plots. */
  readonly label: string;
  /** How it decides, in a sentence. */
  readonly rule: string;
}

function fixedEta(leadS: number): EvaluatedArm {
  return {
    name: `eta-${leadS}`,
    strategy: { kind: 'fixed-eta', leadS },
    family: 'fixed',
    label: `${leadS} s`,
    rule: `green is asked for once distance / max(speed, 5 m/s) has fallen to ${leadS} s`,
  };
}

function ours(urgency: NonNullable<Arm['urgency']>): EvaluatedArm {
  return {
    name: `clearway-${urgency}`,
    strategy: { kind: 'wavefront' },
    urgency,
    family: 'ours',
    label: `Clearway, ${urgency}`,
    rule: `ours, every mission ${urgency}`,
  };
}

const LEFT_OUT: Readonly<Record<PlanPart, string>> = {
  'cumulative-lead': 'no lead over the whole corridor in a jam: each junction by its own plan',
  uncertainty: 'plans for the expected arrival alone, not for an early and a late one too',
  drain: 'roads and approaches that never fill: no room behind, no spillback',
  metering: 'those who turn into the road before the ambulance cost nothing',
  'early-service': 'nobody is served before a hold',
  recovery: 'junctions are released as the ambulance has passed and come back by themselves',
};

function without(part: PlanPart): EvaluatedArm {
  return {
    name: `without-${part}`,
    strategy: { kind: 'wavefront', without: part },
    urgency: 'life-threat',
    family: 'ablation',
    label: `Without ${part.replaceAll('-', ' ')}`,
    rule: `ours, life-threat, with ${LEFT_OUT[part]}`,
  };
}

/** Every arm that is compared, in the order of the tables; an ablation is one more line with the strategy that leaves a part out. */
export const EVALUATED_ARMS: readonly EvaluatedArm[] = [
  { name: 'none', strategy: { kind: 'none' }, family: 'none', label: 'No priority', rule: 'nothing is commanded' },
  {
    name: 'distance-300',
    strategy: { kind: 'fixed-distance', leadM: 300 },
    family: 'fixed',
    label: '300 m',
    rule: 'green is asked for once the ambulance is within 300 m',
  },
  ...[30, 60, 90, 120, 240, 360].map(fixedEta),
  {
    name: 'link-queue',
    strategy: { kind: 'link-queue' },
    family: 'aware',
    label: 'Link queue',
    rule: 'green is asked for in time for the queue on the approach itself to discharge (t_L + n h_s), by distance / max(speed, 5 m/s)',
  },
  {
    name: 'offset-wave',
    strategy: { kind: 'offset-wave' },
    family: 'aware',
    label: 'Offset wave',
    rule: 'each junction goes green when a free drive from dispatch on would come, set once; from 30 s ahead at the latest',
  },
  {
    name: 'all-green',
    strategy: { kind: 'all-green' },
    family: 'bound',
    label: 'All green',
    rule: 'every junction of the route is asked for green from dispatch on: the bound of what lead alone can give',
  },
  {
    name: 'queue-leads',
    strategy: { kind: 'queue-leads' },
    urgency: 'life-threat',
    family: 'ablation',
    label: 'Queue leads',
    rule: 'ours, life-threat, by the cumulative queue lead alone: no queues of a junction rolled forward, no bands that travel with the platoon',
  },
  ...(Object.keys(LEFT_OUT) as PlanPart[]).map(without),
  ours('routine'),
  ours('urgent'),
  {
    name: 'clearway-as-ordered',
    strategy: { kind: 'wavefront' },
    family: 'ours',
    label: 'Clearway, as ordered',
    rule: 'ours, every mission as urgent as the setting says: life-threat where it does not say otherwise',
  },
  ours('life-threat'),
];

/** Those of a first look: the usual trigger, two fixed leads to beat, and both ends of ours. */
export const QUICK_ARMS: readonly string[] = ['none', 'eta-30', 'eta-120', 'eta-240', 'clearway-routine', 'clearway-life-threat'];
