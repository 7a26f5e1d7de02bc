import type { Intergreen, Junction, SignalGroup } from '../../src/roadnet/map.ts';
import type { Programme } from '../../src/signal/programme.ts';

const vehicle = (id: string, movements: readonly string[], minGreenS: number): SignalGroup => ({
  kind: 'vehicle',
  id,
  movements,
  minGreenS,
  yellowS: 3,
});

const pedestrian = (id: string, crosses: readonly string[], walkS: number, clearanceS: number): SignalGroup => ({
  kind: 'pedestrian',
  id,
  crosses,
  walkS,
  clearanceS,
});

/** Vehicles to anything 5 s (yellow 3, all-red 2), pedestrians to vehicles 2 s, both orders of each pair; `longer` overrides. */
function intergreensOf(
  groups: readonly SignalGroup[],
  conflicts: readonly (readonly [string, string])[],
  longer: Readonly<Record<string, number>> = {},
): Intergreen[] {
  const walks = new Set(groups.filter((group) => group.kind === 'pedestrian').map((group) => group.id));
  const one = (from: string, to: string): Intergreen => ({
    from,
    to,
    seconds: longer[`${from}>${to}`] ?? (walks.has(from) ? 2 : 5),
  });
  return conflicts.flatMap(([a, b]) => [one(a, b), one(b, a)]);
}

/** Each group with all that it conflicts with, as pairs. */
function pairs(conflicts: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(conflicts).flatMap(([a, others]) => others.split(' ').map((b): [string, string] => [a, b]));
}

const crossing4: readonly SignalGroup[] = [
  vehicle('NBT', ['S00-S01>S01-S02', 'S00-S01>S01-S01E'], 10),
  vehicle('NBL', ['S00-S01>S01-S01W'], 6),
  vehicle('SBT', ['S02-S01>S01-S00', 'S02-S01>S01-S01W'], 10),
  vehicle('SBL', ['S02-S01>S01-S01E'], 6),
  vehicle('EBT', ['S01W-S01>S01-S01E', 'S01W-S01>S01-S00'], 8),
  vehicle('EBL', ['S01W-S01>S01-S02'], 5),
  vehicle('WBT', ['S01E-S01>S01-S01W', 'S01E-S01>S01-S02'], 8),
  vehicle('WBL', ['S01E-S01>S01-S00'], 5),
  pedestrian('P-N', ['S02-S01', 'S01-S02'], 7, 12),
  pedestrian('P-S', ['S00-S01', 'S01-S00'], 7, 12),
  pedestrian('P-E', ['S01E-S01', 'S01-S01E'], 7, 10),
  pedestrian('P-W', ['S01W-S01', 'S01-S01W'], 7, 10),
];

const crossing4Conflicts = pairs({
  NBT: 'SBL EBT EBL WBT WBL P-N P-S',
  NBL: 'SBT EBT EBL WBT WBL P-W P-S',
  SBT: 'EBT EBL WBT WBL P-N P-S',
  SBL: 'EBT EBL WBT WBL P-E P-N',
  EBT: 'WBL P-E P-W',
  EBL: 'WBT P-N P-W',
  WBT: 'P-E P-W',
  WBL: 'P-S P-E',
});

/** Four legs, protected lefts, pedestrians on every leg, directional stages that the programme does not use. */
export const fourLegs: Junction = {
  id: 'S01',
  node: 'S01',
  name: 'Arterial and cross street',
  groups: crossing4,
  conflicts: crossing4Conflicts,
  intergreens: intergreensOf(crossing4, crossing4Conflicts),
  stages: [
    { id: 'A', name: 'arterial through', groups: ['NBT', 'SBT', 'P-E', 'P-W'] },
    { id: 'B', name: 'arterial left', groups: ['NBL', 'SBL'] },
    { id: 'C', name: 'cross through', groups: ['EBT', 'WBT', 'P-N', 'P-S'] },
    { id: 'D', name: 'cross left', groups: ['EBL', 'WBL'] },
    { id: 'NB', name: 'northbound', groups: ['NBT', 'NBL'] },
    { id: 'SB', name: 'southbound', groups: ['SBT', 'SBL'] },
    { id: 'EB', name: 'eastbound', groups: ['EBT', 'EBL'] },
    { id: 'WB', name: 'westbound', groups: ['WBT', 'WBL'] },
  ],
  maxPresenceS: 120,
  assumed: true,
};

/** Cycle 100 s: A 35, B 10, C 25, D 10, four intergreens of 5 s. */
export const fourLegsProgramme: Programme = {
  junction: 'S01',
  cycleS: 100,
  offsetS: 0,
  stages: [
    { stage: 'A', greenS: 35 },
    { stage: 'B', greenS: 10 },
    { stage: 'C', greenS: 25 },
    { stage: 'D', greenS: 10 },
  ],
};

const tee: readonly SignalGroup[] = [
  vehicle('EBT', ['W-T>T-E', 'W-T>T-S'], 9),
  vehicle('WBT', ['E-T>T-W'], 9),
  vehicle('WBL', ['E-T>T-S'], 5),
  vehicle('NB', ['S-T>T-W', 'S-T>T-E'], 7),
  pedestrian('P-S', ['S-T', 'T-S'], 6, 9),
  pedestrian('P-E', ['E-T', 'T-E'], 7, 14),
];

const teeConflicts = pairs({ EBT: 'WBL NB P-E', WBT: 'NB P-E', WBL: 'NB P-S P-E', NB: 'P-S' });

/** A T-junction whose westbound through stays green over two stages, with unlike intergreens. */
export const tJunction: Junction = {
  id: 'T',
  node: 'T',
  name: 'Side road from the south',
  groups: tee,
  conflicts: teeConflicts,
  intergreens: intergreensOf(tee, teeConflicts, { 'EBT>NB': 6, 'NB>P-S': 7, 'P-E>WBT': 3 }),
  stages: [
    { id: 'main', name: 'main road through', groups: ['EBT', 'WBT', 'P-S'] },
    { id: 'west', name: 'westbound with left', groups: ['WBT', 'WBL'] },
    { id: 'side', name: 'side road', groups: ['NB', 'P-E'] },
  ],
  maxPresenceS: 90,
  assumed: true,
};

/** Cycle 85 s: main 35, west 12, side 21 (just the walk and clearance of P-E); intergreens 5, 5 and 7 s. */
export const tProgramme: Programme = {
  junction: 'T',
  cycleS: 85,
  offsetS: 17,
  stages: [
    { stage: 'main', greenS: 35 },
    { stage: 'west', greenS: 12 },
    { stage: 'side', greenS: 21 },
  ],
};

const arms = ['a', 'b', 'c', 'd', 'e'].map((arm) => vehicle(arm, [`${arm}-J>J-z`], 5));
const armsConflicts = pairs({ a: 'b c d e', b: 'c d e', c: 'd e', d: 'e' });

/** Five arms that all conflict with each other: one stage each, of 6 s, and a maximum presence shorter than the round. */
export const fiveArms: Junction = {
  id: 'J',
  node: 'J',
  name: 'Five arms',
  groups: arms,
  conflicts: armsConflicts,
  intergreens: intergreensOf(arms, armsConflicts),
  stages: arms.map(({ id }) => ({ id, name: `arm ${id}`, groups: [id] })),
  maxPresenceS: 15,
  assumed: true,
};

/** Cycle 55 s. */
export const fiveArmsProgramme: Programme = {
  junction: 'J',
  cycleS: 55,
  offsetS: 0,
  stages: arms.map(({ id }) => ({ stage: id, greenS: 6 })),
};

const walked = [...arms.slice(0, 4), pedestrian('P', ['d-J'], 7, 40)];
const walkedConflicts = pairs({ a: 'b c d', b: 'c d', c: 'd', d: 'P' });

/** Four arms and a crossing of the last, whose walk and clearance of 47 s go through the three stages of the others. */
export const longWalk: Junction = {
  ...fiveArms,
  name: 'Four arms and a long walk',
  groups: walked,
  conflicts: walkedConflicts,
  intergreens: intergreensOf(walked, walkedConflicts),
  stages: ['a', 'b', 'c', 'd'].map((id) => ({ id, name: `arm ${id}`, groups: id === 'd' ? [id] : [id, 'P'] })),
};

/** Cycle 64 s: a, b and c 13 s, d 5 s. */
export const longWalkProgramme: Programme = {
  junction: 'J',
  cycleS: 64,
  offsetS: 0,
  stages: ['a', 'b', 'c', 'd'].map((stage) => ({ stage, greenS: stage === 'd' ? 5 : 13 })),
};
