import { getOrThrow } from '../../kernel/assert.ts';
import type { StageId } from '../../kernel/ids.ts';
import { normalDeg } from '../geometry.ts';
import type { Intergreen, Junction, Movement, Turn, VehicleGroup } from '../map.ts';
import type { CityflowPhase } from './cityflow-file.ts';
import { greensOf, YELLOW_S } from './cityflow-greens.ts';
import { type CityflowWay, goesFirst, meet } from './cityflow-ways.ts';
import type { ImportedProgramme } from './imported-programme.ts';
import { type GroupPlan, type StagePlan, type StageSpan, stagePlanOf } from './stage-plan.ts';
import { Tally } from './tally.ts';

/** An intersection with its right of way; without signals where no phase ever closes a way. */
export interface Signalled {
  readonly movements: readonly Movement[];
  readonly signals?: Signals;
}

interface Signals {
  readonly junction: Junction;
  readonly programme: ImportedProgramme;
}

/** Ways that the same phases open. */
interface Group {
  readonly id: string;
  readonly ways: readonly CityflowWay[];
  /** By phase. */
  readonly open: readonly boolean[];
}

const MIN_GREEN_S = 8;
const MIN_GREEN_LEFT_S = 6;
const MAX_PRESENCE_S = 120;

/**
 * Signal groups, stages and programme of an intersection from its phases. Ways that every phase opens have no signal and yield
 * to those they meet, as CityFlow's right turns do. Ways that the same phases open are a group; two groups are in conflict where
 * their ways meet and no phase opens both; what meets in one phase goes by CityFlow's order.
 */
export function signalise(id: string, ways: readonly CityflowWay[], phases: readonly CityflowPhase[], tally: Tally): Signalled {
  const timed = phases.filter(({ time }) => time > 0);
  const opens = (way: CityflowWay): boolean[] => timed.map((phase) => isOpen(way, phase));
  const driven = ways.filter((way) => timed.length === 0 || opens(way).some(Boolean));
  tally.add('road links that no phase opens: left out', ways.length - driven.length, `intersection ${id}`);
  const groups = groupsOf(driven, opens);
  const shut = neverGreen(groups, timed);
  if (shut.length > 0) {
    tally.add('road links with less than 4 s of green: left out', shut.length, `intersection ${id}`);
    return signalise(
      id,
      driven.filter((way) => !shut.includes(way)),
      timed,
      tally,
    );
  }
  const movements = driven.map((way) => withRightOfWay(way, driven, groups));
  return groups.length === 0 ? { movements } : { movements, signals: signalsOf(id, groups, timed, tally) };
}

/** Ways whose greens are all too short for a map, once cleared. */
function neverGreen(groups: readonly Group[], phases: readonly CityflowPhase[]): readonly CityflowWay[] {
  const { openings } = greenPlan(groups, phases, new Tally());
  return groups.flatMap(({ ways }, i) => (openings[i]?.length === 0 ? ways : []));
}

function isOpen({ roadLinks }: CityflowWay, { availableRoadLinks }: CityflowPhase): boolean {
  return roadLinks.every((link) => availableRoadLinks.includes(link));
}

function groupsOf(ways: readonly CityflowWay[], opens: (way: CityflowWay) => readonly boolean[]): readonly Group[] {
  const alike = new Map<string, CityflowWay[]>();
  for (const way of ways) {
    const open = opens(way);
    if (open.every(Boolean)) continue;
    const key = open.join();
    alike.set(key, [...(alike.get(key) ?? []), way]);
  }
  const names = new Map<string, number>();
  return [...alike.values()].map((together) => {
    const name = [...new Set(together.map(wayName))].sort().join('-');
    const n = (names.get(name) ?? 0) + 1;
    names.set(name, n);
    return { id: n === 1 ? name : `${name}.${n}`, ways: together, open: opens(together[0] as CityflowWay) };
  });
}

const LETTER: Readonly<Record<Turn, string>> = { through: 'T', left: 'L', right: 'R', uturn: 'U' };

/** Such as `EBT`: bound for the east, straight on. */
function wayName({ movement, path }: CityflowWay): string {
  const bound = ['NB', 'EB', 'SB', 'WB'][Math.round(normalDeg(path.entryDeg + 180) / 90) % 4] as string;
  return bound + LETTER[movement.turn];
}

function inConflict(a: Group, b: Group): boolean {
  const together = a.open.some((open, phase) => open && b.open[phase]);
  return !together && a.ways.some((way) => b.ways.some((other) => meet(way, other)));
}

function withRightOfWay(way: CityflowWay, ways: readonly CityflowWay[], groups: readonly Group[]): Movement {
  const groupOf = (one: CityflowWay): Group | undefined => groups.find((group) => group.ways.includes(one));
  const own = groupOf(way);
  const before = ways.filter((other) => {
    if (!meet(way, other) || !goesFirst(other, way)) return false;
    const against = groupOf(other);
    return own === undefined || against === undefined || !inConflict(own, against);
  });
  return { ...way.movement, yieldsTo: before.map(({ movement }) => movement.id) };
}

function greenPlan(groups: readonly Group[], phases: readonly CityflowPhase[], tally: Tally): GroupPlan {
  const open = groups.map((group) => group.open);
  const conflicts = groups.flatMap((a, i) =>
    groups.slice(i + 1).flatMap((b, j) => (inConflict(a, b) ? [[i, i + 1 + j] as const] : [])),
  );
  return greensOf(open, phases, conflicts, tally);
}

function signalsOf(id: string, groups: readonly Group[], phases: readonly CityflowPhase[], tally: Tally): Signals {
  const greens = greenPlan(groups, phases, tally);
  const { conflicts } = greens;
  const plan = stagePlanOf(greens);
  const stages = new StageIds(plan.spans);
  const name = (number: number): string => (groups[number] as Group).id;
  const junction: Junction = {
    id,
    node: id,
    name: id,
    groups: groups.map((group, number) => vehicleGroup(group, greens, number)),
    conflicts: conflicts.map(([a, b]) => [name(a), name(b)]),
    intergreens: conflicts.flatMap(([a, b]) => [intergreen(plan, name, a, b), intergreen(plan, name, b, a)]),
    stages: stages
      .all()
      .map(({ stage, open }) => ({ id: stage, name: open.map(name).join(', ') || 'all red', groups: open.map(name) })),
    maxPresenceS: MAX_PRESENCE_S,
    assumed: false,
  };
  const programme: ImportedProgramme = {
    junction: id,
    cycleS: greens.cycleMs / 1000,
    startsS: (plan.spans[0]?.startMs ?? 0) / 1000,
    stages: plan.spans.map((span) => ({ stage: stages.idOf(span), greenS: (span.endMs - span.startMs) / 1000 })),
  };
  return { junction, programme };
}

function intergreen({ intergreenMs }: StagePlan, name: (number: number) => string, from: number, to: number): Intergreen {
  return { from: name(from), to: name(to), seconds: intergreenMs(from, to) / 1000 };
}

function vehicleGroup({ id, ways }: Group, { openings }: GroupPlan, number: number): VehicleGroup {
  const greensS = (openings[number] ?? []).map(({ startMs, endMs }) => (endMs - startMs) / 1000);
  const wishedS = ways.every(({ movement }) => movement.turn === 'left') ? MIN_GREEN_LEFT_S : MIN_GREEN_S;
  return {
    kind: 'vehicle',
    id,
    movements: ways.map(({ movement }) => movement.id),
    minGreenS: Math.min(wishedS, ...greensS),
    yellowS: YELLOW_S,
  };
}

/** Names A to Z, then S27 and on, for the sets of groups that are open together, in the order of the cycle. */
class StageIds {
  readonly #byGroups = new Map<string, { readonly stage: StageId; readonly open: readonly number[] }>();

  constructor(spans: readonly StageSpan[]) {
    for (const { groups } of spans) {
      const number = this.#byGroups.size;
      const stage = number < 26 ? String.fromCharCode(65 + number) : `S${number + 1}`;
      if (!this.#byGroups.has(groups.join())) this.#byGroups.set(groups.join(), { stage, open: groups });
    }
  }

  idOf({ groups }: StageSpan): StageId {
    return getOrThrow(this.#byGroups, groups.join(), 'stage of groups').stage;
  }

  all(): readonly { readonly stage: StageId; readonly open: readonly number[] }[] {
    return [...this.#byGroups.values()];
  }
}
