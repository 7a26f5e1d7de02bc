import type { Fault } from '../kernel/faults.ts';
import type { Junction } from '../roadnet/map.ts';
import { intergreenS, leastOpenS, stageIntergreenS } from './clearance.ts';
import type { Programme } from './programme.ts';
import { compileProgramme, nextOpeningMs, type Opening, type ProgrammePlan } from './programme-plan.ts';

/** Everything that keeps the programme from running at the junction; paths lead into the programme. Empty when it is sound. */
export function checkProgramme(junction: Junction, programme: Programme): Fault[] {
  const shape = [...checkNames(junction, programme), ...checkNumbers(programme), ...checkActuation(programme)];
  if (shape.length > 0) return shape;
  const cycle = checkCycle(junction, programme);
  if (cycle.length > 0) return cycle;
  const plan = compileProgramme(junction, programme);
  return [
    ...checkOpenings(junction, programme, plan),
    ...checkLeastGreens(junction, programme, plan),
    ...checkGaps(junction, plan),
  ];
}

function checkNames(junction: Junction, programme: Programme): Fault[] {
  const faults: Fault[] = [];
  if (programme.junction !== junction.id) {
    faults.push({ path: 'junction', value: programme.junction, advice: `this programme is used at junction ${junction.id}` });
  }
  if (programme.stages.length === 0) faults.push({ path: 'stages', value: [], advice: 'name at least one stage' });
  const known = junction.stages.map((stage) => stage.id);
  programme.stages.forEach(({ stage }, i) => {
    if (known.includes(stage)) return;
    faults.push({
      path: `stages[${i}].stage`,
      value: stage,
      advice: `junction ${junction.id} has the stages ${known.join(', ')}`,
    });
  });
  return faults;
}

function checkNumbers(programme: Programme): Fault[] {
  const faults: Fault[] = [];
  if (!(programme.cycleS > 0 && Number.isFinite(programme.cycleS))) {
    faults.push({ path: 'cycleS', value: programme.cycleS, advice: 'write a cycle above 0 s' });
  }
  if (!Number.isFinite(programme.offsetS))
    faults.push({ path: 'offsetS', value: programme.offsetS, advice: 'write an offset in seconds' });
  programme.stages.forEach(({ greenS }, i) => {
    if (greenS > 0 && Number.isFinite(greenS)) return;
    faults.push({ path: `stages[${i}].greenS`, value: greenS, advice: 'write a green above 0 s' });
  });
  return faults;
}

function checkActuation({ stages, actuated }: Programme): Fault[] {
  if (actuated === undefined) return [];
  const { minGreenS, gapS, detectorM } = actuated;
  const faults: Fault[] = [];
  if (minGreenS.length !== stages.length) {
    const advice = `give one least green for each of the ${stages.length} stages`;
    faults.push({ path: 'actuated.minGreenS', value: minGreenS, advice });
  }
  for (const [i, { greenS }] of stages.entries()) {
    const leastS = minGreenS[i];
    if (leastS === undefined || (leastS > 0 && leastS <= greenS)) continue;
    const advice = `write a least green above 0 s and no longer than the stage's longest, ${greenS} s`;
    faults.push({ path: `actuated.minGreenS[${i}]`, value: leastS, advice });
  }
  if (!(gapS > 0 && Number.isFinite(gapS))) {
    faults.push({ path: 'actuated.gapS', value: gapS, advice: 'write a gap above 0 s' });
  }
  if (!(detectorM >= 0 && Number.isFinite(detectorM))) {
    faults.push({ path: 'actuated.detectorM', value: detectorM, advice: 'write a distance of 0 m or more' });
  }
  return faults;
}

function checkCycle(junction: Junction, programme: Programme): Fault[] {
  const { stages, cycleS } = programme;
  const greenS = stages.reduce((sum, stage) => sum + stage.greenS, 0);
  const clearanceS = stages.reduce(
    (sum, { stage }, i) => sum + stageIntergreenS(junction, stage, stages[(i + 1) % stages.length]?.stage ?? stage),
    0,
  );
  if (Math.round(1000 * (greenS + clearanceS)) === Math.round(1000 * cycleS)) return [];
  const advice =
    cycleS <= clearanceS
      ? `the cycle is no longer than its clearances (${clearanceS} s); lengthen it`
      : `greens (${greenS} s) and intergreens (${clearanceS} s) make ${greenS + clearanceS} s; make them add up to the cycle`;
  return [{ path: 'cycleS', value: cycleS, advice }];
}

/** Every group is served, and each opening holds its minimum green, or its walk and clearance. */
function checkOpenings(junction: Junction, programme: Programme, plan: ProgrammePlan): Fault[] {
  return junction.groups.flatMap((group, i): Fault[] => {
    const openings = plan.openings[i] ?? [];
    if (openings.length === 0) {
      return [
        {
          path: 'stages',
          value: programme.stages.map((s) => s.stage),
          advice: `no stage serves group ${group.id}; add one that does`,
        },
      ];
    }
    const needS = leastOpenS(group);
    const what = group.kind === 'vehicle' ? 'minimum green' : 'walk and clearance';
    return openings
      .filter(({ startMs, endMs }) => endMs - startMs < Math.round(1000 * needS))
      .map(({ startMs }) => {
        const n = plan.entries.findIndex((entry) => entry.startMs === startMs);
        const advice = `group ${group.id} needs ${needS} s (${what}); lengthen the green`;
        return { path: `stages[${n}].greenS`, value: programme.stages[n]?.greenS, advice };
      });
  });
}

/** With every stage at its least green, each group of vehicles is still open for its minimum; on foot nobody is cut short anyway. */
function checkLeastGreens(junction: Junction, { actuated }: Programme, plan: ProgrammePlan): Fault[] {
  if (actuated === undefined) return [];
  const { minGreenS } = actuated;
  return junction.groups.flatMap((group, i): Fault[] => {
    if (group.kind === 'pedestrian') return [];
    const short = (plan.openings[i] ?? []).filter(
      (opening) => leastOpenMs(opening, plan, minGreenS) < Math.round(1000 * group.minGreenS),
    );
    return short.map(({ startMs }) => {
      const n = plan.entries.findIndex((entry) => entry.startMs === startMs);
      const advice = `group ${group.id} may not close before ${group.minGreenS} s (its minimum green); lengthen the least green`;
      return { path: `actuated.minGreenS[${n}]`, value: minGreenS[n], advice };
    });
  });
}

/** How long an opening lasts when each of its stages ends after its least green. */
function leastOpenMs({ startMs, endMs }: Opening, { entries, cycleMs }: ProgrammePlan, minGreenS: readonly number[]): number {
  return entries.reduce((restMs, entry, n) => {
    const fromMs = entry.startMs < startMs ? entry.startMs + cycleMs : entry.startMs;
    const spareMs = entry.endMs - entry.startMs - Math.round(1000 * (minGreenS[n] ?? 0));
    return fromMs < endMs ? restMs - spareMs : restMs;
  }, endMs - startMs);
}

/** Groups of stages that do not follow each other directly may conflict too: every opening keeps clear of every other. */
function checkGaps(junction: Junction, plan: ProgrammePlan): Fault[] {
  const faults: Fault[] = [];
  junction.groups.forEach((from, i) => {
    junction.groups.forEach((to, j) => {
      const needS = intergreenS(junction, from.id, to.id);
      if (needS === undefined) return;
      for (const { endMs } of plan.openings[i] ?? []) {
        if (endMs === Number.POSITIVE_INFINITY) continue;
        const closedAtMs = plan.offsetMs + endMs;
        const gapMs = nextOpeningMs(plan, j, closedAtMs) - closedAtMs;
        if (gapMs >= Math.round(1000 * needS)) continue;
        const advice = `group ${to.id} opens ${gapMs / 1000} s after ${from.id} has closed and needs ${needS} s; put a longer stage between`;
        faults.push({ path: 'stages', value: plan.entries.map((entry) => entry.stage), advice });
      }
    });
  });
  return faults;
}
