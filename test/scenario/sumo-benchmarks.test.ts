import { expect, it } from 'vitest';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { findRule } from '../../src/scenario/programmes.ts';
import { checkProgramme } from '../../src/signal/programme-check.ts';
import { compileProgramme, programmeLamp } from '../../src/signal/programme-plan.ts';
import { describeWith } from '../support/needs.ts';
import { BENCHMARKS, DATA, imported, rawLights } from './sumo-data.ts';

/** Plays our programmes on the scenario's own clock beside the file's phases: movement-seconds compared, and those that differ. */
function replay(
  name: string,
  beginS?: number,
): { readonly compared: number; readonly differing: Readonly<Record<string, number>> } {
  const { netText, made } = imported(name, beginS);
  const lights = rawLights(netText);
  const startMs = Date.parse(made.start);
  const differing: Record<string, number> = {};
  let compared = 0;
  for (const junction of made.map.junctions) {
    const rule = findRule(made.programmes, junction.id)!;
    const offsetS = rule.offsets.kind === 'fixed' ? rule.offsets.offsetS[junction.id]! : Number.NaN;
    const programme = { junction: junction.id, cycleS: rule.cycleS, stages: rule.stages, offsetS };
    expect(checkProgramme(junction, programme)).toEqual([]);
    const plan = compileProgramme(junction, programme);
    junction.groups.forEach((group, number) => {
      if (group.kind === 'pedestrian') return;
      for (const movement of group.movements) {
        for (let s = 0; s < rule.cycleS; s++) {
          const { lamp } = programmeLamp(plan, number, group, startMs + 1000 * s);
          const shown = lights(movement, (beginS ?? BENCHMARKS[name]!.beginS) + s);
          compared++;
          if ((lamp === 'green') === /^[Gg]+$/.test(shown)) continue;
          const key = `${lamp} where the file shows ${[...new Set(shown)].join('')}`;
          differing[key] = (differing[key] ?? 0) + 1;
        }
      }
    });
  }
  return { compared, differing };
}

describeWith([{ path: DATA }], "real SUMO networks' programmes, second by second", () => {
  it.each([
    ['cologne3', 3690],
    ['cologne8', 8622],
    ['hangzhou-4x4', 53_760],
  ])('%s: every movement is green in just the seconds in which the file shows green', (name, compared) => {
    expect(replay(name)).toEqual({ compared, differing: {} });
  });

  it('Given another begin time, then the programmes stand where SUMO has them then', () => {
    expect(replay('cologne3', 25_213)).toEqual({ compared: 3690, differing: {} });
  });

  it('Given right turns that the file lets go after a stop, then they may do so on our red', () => {
    const { made } = imported('hangzhou-4x4');
    const rights = made.map.movements.filter(({ turn, onRed }) => turn === 'right' && onRed === 'after-stop');
    expect([rights.length, made.map.movements.filter(({ onRed }) => onRed !== undefined).length]).toEqual([64, 64]);
  });
});

describeWith([{ path: DATA }], 'real SUMO networks as maps', () => {
  it.each(Object.keys(BENCHMARKS))('%s: the map is sound, and every vehicle of the hour has its route on it', (name) => {
    const { made } = imported(name);
    decodeMap(name, JSON.parse(JSON.stringify(made.map)));
    const counts = {
      cologne3: [29, 48, 116, 3, 2856],
      cologne8: [78, 149, 346, 8, 2046],
      'hangzhou-4x4': [32, 80, 208, 16, 2983],
    };
    const { nodes, links, movements, junctions } = made.map;
    expect([nodes, links, movements, junctions, made.traffic!.vehicles].map((list) => list.length)).toEqual(
      counts[name as keyof typeof counts],
    );
    expect(made.traffic!.vehicles.every(({ entry }) => entry === 'from-rest')).toBe(true);
  });
});
