import { invariant } from '../kernel/assert.ts';
import type { JunctionId } from '../kernel/ids.ts';
import { type RandomStream, randomStream } from '../kernel/random.ts';
import type { Junction } from '../roadnet/map.ts';
import type { RoadIndex } from '../roadnet/road-index.ts';
import type { Programme } from '../signal/programme.ts';
import { openRoads } from './open-roads.ts';
import { progressionS } from './progression.ts';
import type { ProgrammeRule, Scenario } from './scenario.ts';

/** One programme per junction of the map, in the map's order. Offsets are whole seconds of Unix time, as in `Programme`. */
export function programmesOf(scenario: Scenario, index: RoadIndex, seed: number): readonly Programme[] {
  const offsets = randomStream(seed, 'offsets');
  const open = openRoads(scenario, index);
  const offsetsByRule = new Map(scenario.programmes.map((rule) => [rule, offsetsOf(rule, open, offsets)]));
  return index.map.junctions.map((junction) => {
    const rule = findRule(scenario.programmes, junction.id);
    const offsetS = rule === undefined ? undefined : offsetsByRule.get(rule)?.(junction.id);
    invariant(rule !== undefined && offsetS !== undefined, `junction ${junction.id} has no programme`);
    return { ...programmeByRule(rule, junction), offsetS };
  });
}

/** The rule that names the junction, else the first that names none. */
export function findRule(rules: readonly ProgrammeRule[], junction: JunctionId): ProgrammeRule | undefined {
  return rules.find((rule) => rule.junctions?.includes(junction)) ?? rules.find((rule) => rule.junctions === undefined);
}

/** The programme that a rule gives a junction, at offset 0: what does not depend on the seed. */
export function programmeByRule(rule: ProgrammeRule, junction: Junction): Programme {
  const { cycleS, stages, actuated } = rule;
  return { junction: junction.id, cycleS, offsetS: 0, stages, ...(actuated !== undefined && { actuated }) };
}

/** Offset by junction under one rule; undefined where the rule says none. */
function offsetsOf(rule: ProgrammeRule, index: RoadIndex, stream: RandomStream): (junction: JunctionId) => number | undefined {
  const { offsets, cycleS } = rule;
  switch (offsets.kind) {
    case 'random':
      return (junction) => Math.floor(stream.fork(junction).uniform(0, cycleS));
    case 'fixed':
      return (junction) => offsets.offsetS[junction];
    case 'progression': {
      const shiftS = Math.floor(stream.fork(`progression/${offsets.along[0]}`).uniform(0, cycleS));
      const arrivalsS = progressionS(index, offsets.along, offsets.speedMps);
      return (junction) => {
        const arrivalS = arrivalsS.get(junction);
        return arrivalS === undefined ? undefined : (shiftS + Math.round(arrivalS)) % cycleS;
      };
    }
  }
}
