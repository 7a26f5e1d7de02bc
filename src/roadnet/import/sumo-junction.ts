import type { Junction, SignalGroup, Stage } from '../map.ts';
import { leastGapMs, modulo } from './cycle-spans.ts';
import type { ImportedProgramme } from './imported-programme.ts';
import { type GroupPlan, type StagePlan, type StageSpan, stagePlanOf } from './stage-plan.ts';
import { idOfSumo } from './sumo-ids.ts';
import type { SumoJunction, SumoProgramme } from './sumo-network.ts';
import type { DrawnWay } from './sumo-right-of-way.ts';
import { meet } from './sumo-right-of-way.ts';
import { areApart, yellowMs } from './sumo-signalled-way.ts';
import { isActuated, type Timeline } from './sumo-timeline.ts';

const MAX_PRESENCE_S = 120;
/** Usual least green; shorter only where the programme itself is. */
const MIN_GREEN_MS = 5000;
const LEAST_GREEN_MS = 4000;
/** SUMO's defaults of an actuated programme. */
const MAX_GAP_S = 3;
const DETECTOR_GAP_S = 2;

export interface SignalisedNode {
  readonly junction: Junction;
  readonly programme: ImportedProgramme;
}

/**
 * The signals of one node under a programme. Movements with the same greens over the cycle are one signal group; two groups are
 * in conflict when they are never green together and some of their movements meet.
 */
export function signalsOf(
  node: SumoJunction,
  programme: SumoProgramme,
  timeline: Timeline,
  ways: readonly DrawnWay[],
): SignalisedNode {
  const members = groupsOf(ways);
  const plan = groupPlanOf(members, timeline);
  const stagePlan = stagePlanOf(plan);
  const ids = members.map((_, i) => `G${i + 1}`);
  const stages = stagesOf(stagePlan, ids);
  const junction: Junction = {
    id: idOfSumo(node.id),
    node: idOfSumo(node.id),
    name: programme.id,
    groups: members.map(
      (group, i): SignalGroup => ({
        kind: 'vehicle',
        id: ids[i]!,
        movements: group.map(({ way }) => way.id),
        minGreenS: leastGreenMs(plan, i, timeline) / 1000,
        yellowS: plan.yellowMs[i]! / 1000,
      }),
    ),
    conflicts: plan.conflicts.map(([a, b]) => [ids[a]!, ids[b]!]),
    intergreens: plan.conflicts.flatMap(([a, b]) =>
      [
        [a, b],
        [b, a],
      ].map(([from, to]) => ({ from: ids[from!]!, to: ids[to!]!, seconds: stagePlan.intergreenMs(from!, to!) / 1000 })),
    ),
    stages: stages.list,
    maxPresenceS: MAX_PRESENCE_S,
    assumed: false,
  };
  const first = stagePlan.spans[0]!;
  return {
    junction,
    programme: {
      junction: junction.id,
      cycleS: timeline.cycleMs / 1000,
      stages: stagePlan.spans.map((span) => ({ stage: stages.idOf(span), greenS: (span.endMs - span.startMs) / 1000 })),
      startsS: modulo(first.startMs + Math.round(1000 * programme.offsetS), timeline.cycleMs) / 1000,
      ...(isActuated(programme) && { actuated: actuatedOf(programme, stagePlan.spans, timeline, ways) }),
    },
  };
}

/** Ways of the same greens together, in the order of SUMO's links. */
function groupsOf(ways: readonly DrawnWay[]): readonly (readonly DrawnWay[])[] {
  const groups = new Map<string, DrawnWay[]>();
  for (const drawn of ways) {
    if (drawn.openings === undefined) continue;
    const key = JSON.stringify(drawn.openings);
    const same = groups.get(key);
    if (same === undefined) groups.set(key, [drawn]);
    else same.push(drawn);
  }
  return [...groups.values()];
}

function groupPlanOf(members: readonly (readonly DrawnWay[])[], timeline: Timeline): GroupPlan {
  const conflicts: [number, number][] = [];
  members.forEach((group, i) => {
    for (let j = i + 1; j < members.length; j++) {
      const others = members[j]!;
      const isConflict = group.some((a) => others.some((b) => areApart(timeline.cycleMs, a, b) && meet(a, b)));
      if (isConflict) conflicts.push([i, j]);
    }
  });
  const openings = members.map((group) => group[0]!.openings ?? []);
  const yellowsMs = members.map((group, i) => {
    const gapsMs = conflicts.flatMap(([a, b]) =>
      i === a || i === b ? [leastGapMs(timeline.cycleMs, openings[i]!, openings[i === a ? b : a]!)] : [],
    );
    return Math.min(...gapsMs, ...group.map((member) => yellowMs(member, timeline)));
  });
  return { cycleMs: timeline.cycleMs, openings, yellowMs: yellowsMs, conflicts };
}

function stagesOf(
  { spans }: StagePlan,
  ids: readonly string[],
): { readonly list: readonly Stage[]; readonly idOf: (span: StageSpan) => string } {
  const keyOf = ({ groups }: StageSpan): string => groups.join(' ');
  const keys = [...new Set(spans.map(keyOf))];
  const idOf = (span: StageSpan): string => `S${keys.indexOf(keyOf(span)) + 1}`;
  const list = keys.map((key, i) => {
    const groups = spans.find((span) => keyOf(span) === key)!.groups.map((group) => ids[group]!);
    return { id: `S${i + 1}`, name: groups.length === 0 ? 'all red' : groups.join(' + '), groups };
  });
  return { list, idOf };
}

function leastGreenMs({ openings, cycleMs }: GroupPlan, group: number, timeline: Timeline): number {
  const lengths = openings[group]!.map((span) =>
    span.endMs - span.startMs >= cycleMs ? cycleMs : leastLengthMs(span, timeline),
  );
  return Math.max(LEAST_GREEN_MS, Math.min(MIN_GREEN_MS, ...lengths));
}

/** How short a stretch of the cycle may become, by the least lengths of the phases in it. */
function leastLengthMs(span: { readonly startMs: number; readonly endMs: number }, { phases, cycleMs }: Timeline): number {
  const lengthMs = span.endMs - span.startMs;
  const givenMs = phases.reduce((sum, phase) => {
    const inside = modulo(phase.startMs - span.startMs, cycleMs) < lengthMs;
    return inside ? sum + phase.endMs - phase.startMs - phase.leastMs : sum;
  }, 0);
  return Math.max(0, lengthMs - givenMs);
}

function actuatedOf(
  programme: SumoProgramme,
  spans: readonly StageSpan[],
  timeline: Timeline,
  ways: readonly DrawnWay[],
): NonNullable<ImportedProgramme['actuated']> {
  const param = (key: string, otherwise: number): number => {
    const value = Number(programme.params.get(key) ?? otherwise);
    return Number.isFinite(value) && value > 0 ? value : otherwise;
  };
  const fastestMps = Math.max(...ways.map(({ way }) => way.from.link.speedLimitMps));
  return {
    minGreenS: spans.map((span) => {
      const greenMs = span.endMs - span.startMs;
      return Math.min(greenMs, Math.max(LEAST_GREEN_MS, leastLengthMs(span, timeline))) / 1000;
    }),
    gapS: param('max-gap', MAX_GAP_S),
    detectorM: Math.round(param('detector-gap', DETECTOR_GAP_S) * fastestMps * 10) / 10,
  };
}
