import type { Fault } from '../kernel/faults.ts';
import type { JunctionId, LinkId } from '../kernel/ids.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import { checkProgramme } from '../signal/programme-check.ts';
import { openRoads } from './open-roads.ts';
import { findRule, programmeByRule } from './programmes.ts';
import { nearestLeg } from './progression.ts';
import type { ProgrammeRule, Scenario } from './scenario.ts';

/** Faults of the programmes: junctions without one or unknown, offsets left out, and what each junction cannot run. */
export function programmeFaults(scenario: Scenario, index: RoadIndex): Fault[] {
  const { programmes } = scenario;
  const open = openRoads(scenario, index);
  const bare = index.map.junctions.filter((junction) => findRule(programmes, junction.id) === undefined).map(({ id }) => id);
  return [
    ...programmes.flatMap((rule, i) => ruleFaults(programmes, rule, `programmes[${i}]`, open)),
    ...(bare.length === 0
      ? []
      : [{ path: 'programmes', value: bare, advice: 'these junctions have no programme: name them in a rule' }]),
  ];
}

function ruleFaults(rules: readonly ProgrammeRule[], rule: ProgrammeRule, path: string, index: RoadIndex): Fault[] {
  const junctions = index.map.junctions.filter((junction) => findRule(rules, junction.id) === rule);
  if (junctions.length === 0)
    return [
      { path, value: rule.junctions, advice: 'is for no junction of the map: earlier rules name them all, or the ids are wrong' },
    ];
  const named = (rule.junctions ?? []).flatMap((id, i) => unknownJunction(index, id, `${path}.junctions[${i}]`));
  const timing = junctions.flatMap((junction) =>
    checkProgramme(junction, programmeByRule(rule, junction)).map((fault) => ({ junction: junction.id, fault })),
  );
  return [
    ...named,
    ...perFault(timing, path),
    ...offsetFaults(
      rule,
      junctions.map(({ id }) => id),
      `${path}.offsets`,
      index,
    ),
  ];
}

/** One rule is for many junctions: the same fault at several of them is told once, with their names. */
function perFault(found: readonly { readonly junction: JunctionId; readonly fault: Fault }[], path: string): Fault[] {
  const same = new Map<string, { fault: Fault; junctions: JunctionId[] }>();
  for (const { junction, fault } of found) {
    const key = `${fault.path}|${fault.advice}`;
    const group = same.get(key) ?? { fault, junctions: [] };
    group.junctions.push(junction);
    same.set(key, group);
  }
  return [...same.values()].map(({ fault, junctions }) => ({
    path: fault.path === '' ? path : `${path}.${fault.path}`,
    value: fault.value,
    advice: `${fault.advice} (at ${junctions.join(', ')})`,
  }));
}

function offsetFaults({ offsets }: ProgrammeRule, junctions: readonly JunctionId[], path: string, index: RoadIndex): Fault[] {
  switch (offsets.kind) {
    case 'random':
      return [];
    case 'fixed': {
      const bare = junctions.filter((id) => offsets.offsetS[id] === undefined);
      return bare.length === 0
        ? []
        : [{ path: `${path}.offsetS`, value: bare, advice: 'these junctions of the rule have no offset' }];
    }
    case 'progression': {
      const { along } = offsets;
      const unknowns = along.flatMap((id, i) => unknownJunction(index, id, `${path}.along[${i}]`));
      if (unknowns.length > 0) return unknowns;
      const bare = junctions.filter((id) => !along.includes(id));
      return [
        ...(bare.length === 0
          ? []
          : [{ path: `${path}.along`, value: bare, advice: 'these junctions of the rule are not on the progression' }]),
        ...gapFaults(along, path, index),
      ];
    }
  }
}

function gapFaults(along: readonly JunctionId[], path: string, index: RoadIndex): Fault[] {
  let into: LinkId | undefined;
  for (const [i, junction] of along.slice(1).entries()) {
    const before = along[i] as JunctionId;
    const leg = nearestLeg(index, before, junction, into);
    if (leg === undefined)
      return [{ path: `${path}.along[${i + 1}]`, value: junction, advice: `no way over open links leads here from ${before}` }];
    into = leg.last;
  }
  return [];
}

function unknownJunction(index: RoadIndex, id: JunctionId, path: string): Fault[] {
  return index.findJunction(id) === undefined ? [{ path, value: id, advice: 'the map has no junction of this id' }] : [];
}
