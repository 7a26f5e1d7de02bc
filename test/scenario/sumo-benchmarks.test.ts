import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { importSumo } from '../../src/scenario/import/import-sumo.ts';
import type { ImportedScenario } from '../../src/scenario/import/imported-scenario.ts';
import { findRule } from '../../src/scenario/programmes.ts';
import { checkProgramme } from '../../src/signal/programme-check.ts';
import { compileProgramme, programmeLamp } from '../../src/signal/programme-plan.ts';
import { describeWith, fromRoot } from '../support/needs.ts';

const DATA = '../shared/data';

interface Benchmark {
  readonly net: string;
  readonly routes: string;
  readonly beginS: number;
}

const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  cologne3: { net: 'cologne3/cologne3.net.xml', routes: 'cologne3/cologne3.rou.xml', beginS: 25_200 },
  cologne8: { net: 'cologne8/cologne8.net.xml', routes: 'cologne8/cologne8.rou.xml', beginS: 25_200 },
  'hangzhou-4x4': { net: 'hangzhou-4x4/sumo.net.xml', routes: 'hangzhou-4x4/sumo.rou.xml', beginS: 0 },
};

function imported(
  name: string,
  beginS = BENCHMARKS[name]!.beginS,
): { readonly netText: string; readonly made: ImportedScenario } {
  const { net, routes } = BENCHMARKS[name]!;
  const [netText, routeText] = [net, routes].map((path) => readFileSync(fromRoot(`${DATA}/${path}`), 'utf8')) as [string, string];
  const demand = { routeFile: routes, routeText, beginS, endS: beginS + 3600 };
  return { netText, made: importSumo({ netFile: net, netText, name, demand }) };
}

/** The raw programme of a SUMO network: its letters second by second, and which letters a movement's connections show. */
function rawLights(netText: string): (movement: string, atS: number) => string {
  const programmes = new Map(
    [...netText.matchAll(/<tlLogic id="([^"]+)"[^>]*offset="([^"]+)"[^>]*>([\s\S]*?)<\/tlLogic>/g)].map(
      ([, id, offset, body]) => {
        const phases = [...body!.matchAll(/duration="(\d+)" +state="(\w+)"/g)];
        return [
          id,
          { offsetS: Number(offset), seconds: phases.flatMap(([, s, state]) => Array<string>(Number(s)).fill(state!)) },
        ];
      },
    ),
  );
  const connections = new Map<string, { readonly tl: string; readonly index: number }[]>();
  for (const [text] of netText.matchAll(/<connection [^>]*tl="[^>]*>/g)) {
    const say = (name: string): string => new RegExp(` ${name}="([^"]+)"`).exec(text)![1]!;
    const movement = `${say('from')}>${say('to')}`.replaceAll('#', '.');
    connections.set(movement, [...(connections.get(movement) ?? []), { tl: say('tl'), index: Number(say('linkIndex')) }]);
  }
  return (movement, atS) =>
    connections
      .get(movement)!
      .map(({ tl, index }) => {
        const { seconds, offsetS } = programmes.get(tl)!;
        return seconds[(((atS - offsetS) % seconds.length) + seconds.length) % seconds.length]![index]!;
      })
      .join('');
}

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
