import { readFileSync } from 'node:fs';
import { importSumo } from '../../src/scenario/import/import-sumo.ts';
import type { ImportedScenario } from '../../src/scenario/import/imported-scenario.ts';
import { fromRoot } from '../support/needs.ts';

export const DATA = '../shared/data';

interface Benchmark {
  readonly net: string;
  readonly routes: string;
  readonly beginS: number;
}

export const BENCHMARKS: Readonly<Record<string, Benchmark>> = {
  cologne3: { net: 'cologne3/cologne3.net.xml', routes: 'cologne3/cologne3.rou.xml', beginS: 25_200 },
  cologne8: { net: 'cologne8/cologne8.net.xml', routes: 'cologne8/cologne8.rou.xml', beginS: 25_200 },
  'hangzhou-4x4': { net: 'hangzhou-4x4/sumo.net.xml', routes: 'hangzhou-4x4/sumo.rou.xml', beginS: 0 },
};

/** The hour of a benchmark from its begin time on, imported, with the text of its network. */
export function imported(
  name: string,
  beginS = BENCHMARKS[name]!.beginS,
): { readonly netText: string; readonly made: ImportedScenario } {
  const { net, routes } = BENCHMARKS[name]!;
  const [netText, routeText] = [net, routes].map((path) => readFileSync(fromRoot(`${DATA}/${path}`), 'utf8')) as [string, string];
  const demand = { routeFile: routes, routeText, beginS, endS: beginS + 3600 };
  return { netText, made: importSumo({ netFile: net, netText, name, demand }) };
}

/** The raw programme of a SUMO network: its letters second by second, and which letters a movement's connections show. */
export function rawLights(netText: string): (movement: string, atS: number) => string {
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
