import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { decodeJson, parsed } from '../../src/adapters/files/map-file.ts';
import { decodeServeConfig } from '../../src/daemon/serve-config.ts';
import { decodeTrackMapping } from '../../src/ingest/track-mapping.ts';
import { decodeRecordingHeader } from '../../src/recording/header.ts';
import { decodeCorridor } from '../../src/roadnet/corridor.ts';
import { buildCorridor } from '../../src/roadnet/corridor-build.ts';
import { importCitybrain } from '../../src/roadnet/import/citybrain.ts';
import { parseCitybrainFlows } from '../../src/roadnet/import/citybrain-flow.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import { checkScenario } from '../../src/scenario/check.ts';
import { decodeVehicleList } from '../../src/scenario/demand/vehicle-list.ts';
import { importCityflowScenario } from '../../src/scenario/import/import-cityflow.ts';
import { importSumo } from '../../src/scenario/import/import-sumo.ts';
import { decodeScenario } from '../../src/scenario/scenario-schema.ts';
import { crossingText } from '../roadnet/sumo-crossing.ts';
import { mangled, mutated, succeedsOrSaysWhy } from '../support/broken.ts';
import { CITYFLOW_CAR, cityflowCrossing, LINK, RIGHTS } from '../support/cityflow-crossing.ts';
import { fromRoot } from '../support/needs.ts';

const text = (path: string): string => readFileSync(fromRoot(path), 'utf8');
const map = decodeMap('quick-3.json', JSON.parse(text('maps/quick-3.json')));
const index = indexMap(map);
const MAP = text('maps/quick-3.json');

/** Files of our own: what their text holds, and what reads it. */
const STRUCTURED: readonly (readonly [string, unknown, (value: unknown) => unknown])[] = [
  ['map', JSON.parse(MAP), (value) => decodeMap('map.json', value)],
  [
    'scenario',
    parseYaml(text('scenarios/quick-3.yaml')),
    (value) => checkScenario(decodeScenario('scenario.yaml', value), index),
  ],
  [
    'scenario with everything',
    parseYaml(text('scenarios/hangzhou-lakeside.yaml')),
    (value) => checkScenario(decodeScenario('scenario.yaml', value), index),
  ],
  ['corridor', parseYaml(text('maps/quick-3.corridor.yaml')), (value) => buildCorridor(decodeCorridor('c.yaml', value))],
  ['serve configuration', parseYaml(text('scenarios/serve.example.yaml')), (value) => decodeServeConfig('serve.yaml', value)],
  ['track mapping', parseYaml(text('scenarios/track.example.yaml')), (value) => decodeTrackMapping('track.yaml', value)],
  [
    'list of vehicles',
    { format: 'clearway-vehicles/1', source: 's', vehicles: [{ id: 'a', departS: 1, route: ['SOUTH-Q1', 'Q1-Q2'] }] },
    (value) => decodeVehicleList('list.json', value),
  ],
  [
    'header of a recording',
    { format: 'clearway-recording/1', links: ['a'], heads: [['J', 'g']], types: ['car'], seed: 1, endS: 3 },
    (value) => decodeRecordingHeader('r', JSON.stringify(value) ?? ''),
  ],
];

const LIGHTS = [
  { time: 30, availableRoadLinks: [LINK.WT, LINK.ET, ...RIGHTS] },
  { time: 5, availableRoadLinks: RIGHTS },
  { time: 20, availableRoadLinks: [LINK.NT, LINK.ST, ...RIGHTS] },
];
const CITYFLOW_FLOWS = [{ vehicle: CITYFLOW_CAR, route: ['W_C', 'C_E'], interval: 5, startTime: 0, endTime: 60 }];
const PHASES = [
  { durationS: 30, state: 'GGgrrrGGgrrr' },
  { durationS: 4, state: 'yyyrrryyyrrr' },
  { durationS: 30, state: 'rrrGGgrrrGGg' },
  { durationS: 4, state: 'rrryyyrrryyy' },
];
const ROUTES = `<routes><vType id="car" accel="2.6" length="5" vClass="passenger"/>
<vehicle id="v1" type="car" depart="3"><route edges="n-in#0 s-out"/></vehicle>
<flow id="f" type="car" begin="0" end="60" period="5" from="w-in#0" to="e-out"/></routes>`;
const LANES = '1 0 0 0 1 0 0 0 1';
const CITYBRAIN = `4\n30.0 120.0 1 0\n30.0 120.003 2 1\n30.0 120.006 3 0\n30.003 120.003 4 0\n3\n1 2 289 13.9 3 3 11 12\n${LANES}\n${LANES}\n2 3 289 13.9 3 3 13 14\n${LANES}\n${LANES}\n2 4 330 8.3 3 3 15 16\n${LANES}\n${LANES}\n1\n2 13 15 12 -1\n`;

/** Texts of others, and what reads them. */
const TEXTS: readonly (readonly [string, string, (text: string) => unknown])[] = [
  ['map, as text', MAP.slice(0, 20_000), (source) => decodeJson('map.json', source, decodeMap)],
  ['YAML', text('scenarios/quick-3.yaml'), (source) => parsed('s.yaml', source, 'YAML', parseYaml)],
  ['SUMO network', crossingText({ phases: PHASES }), (netText) => importSumo({ netFile: 'net.xml', netText, name: 'n' })],
  [
    'SUMO demand',
    ROUTES,
    (routeText) =>
      importSumo({ netFile: 'net.xml', netText: crossingText(), name: 'n', demand: { routeFile: 'rou.xml', routeText } }),
  ],
  [
    'CityFlow network, as text',
    cityflowCrossing(LIGHTS),
    (netText) => importCityflowScenario({ netFile: 'roadnet.json', netText, name: 'n' }),
  ],
  ['citybrain network', CITYBRAIN, (source) => importCitybrain('roadnet.txt', source, 'n')],
  ['citybrain flows', '1\n7 1800 1057\n2\n11 13\n', (source) => parseCitybrainFlows('flow.txt', source)],
];

const CITYFLOW: readonly (readonly [string, unknown, (value: unknown) => unknown])[] = [
  [
    'CityFlow network',
    JSON.parse(cityflowCrossing(LIGHTS)),
    (value) => importCityflowScenario({ netFile: 'roadnet.json', netText: JSON.stringify(value) ?? '', name: 'n' }),
  ],
  ['CityFlow flows', CITYFLOW_FLOWS, (value) => flowsOf(JSON.stringify(value) ?? '')],
];

describe('a broken file is read, or refused in words', () => {
  test.each([...STRUCTURED, ...CITYFLOW])('%s', (_, sound, decode) => {
    succeedsOrSaysWhy(() => decode(sound));
    fc.assert(
      fc.property(mutated(sound), (value) => succeedsOrSaysWhy(() => decode(value))),
      { numRuns: 300 },
    );
  });

  test.each(TEXTS)('%s', (_, sound, decode) => {
    succeedsOrSaysWhy(() => decode(sound));
    fc.assert(
      fc.property(fc.oneof(mangled(sound), fc.string({ unit: 'binary', maxLength: 300 })), (broken) =>
        succeedsOrSaysWhy(() => decode(broken)),
      ),
      { numRuns: 300 },
    );
  });
});

describe('files made to exhaust us', () => {
  test.each([
    ['YAML that expands a thousand million times', bomb(), (source: string) => parsed('s.yaml', source, 'YAML', parseYaml)],
    [
      'JSON nested ten thousand deep',
      '['.repeat(10_000) + ']'.repeat(10_000),
      (source: string) => decodeJson('m', source, decodeMap),
    ],
    [
      'YAML that holds itself',
      'format: &a [*a]\n',
      (source: string) => decodeScenario('s', parsed('s', source, 'YAML', parseYaml)),
    ],
    ['a flow of 180 million million vehicles', flowUntil(9e14), flowsOf],
    ['a vehicle each 1e-300 s', flowUntil(60, 1e-300), flowsOf],
    [
      'XML nested ten thousand deep',
      `<net>${'<a>'.repeat(10_000)}`,
      (netText: string) => importSumo({ netFile: 'n', netText, name: 'n' }),
    ],
    ['a count of a thousand million', '1000000000\n', (source: string) => importCitybrain('roadnet.txt', source, 'n')],
    ['as many flows', '1000000000\n', (source: string) => parseCitybrainFlows('flow.txt', source)],
  ])('%s is refused', (_, source, decode) => {
    let isRefused = false;
    try {
      decode(source);
    } catch (error) {
      isRefused = true;
      succeedsOrSaysWhy(() => {
        throw error;
      });
    }
    expect(isRefused).toBe(true);
  });
});

/** Nine aliases of nine aliases, nine times over. */
function bomb(): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 10; i++)
    lines.push(
      `a${i}: &a${i} [${Array(9)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  return lines.join('\n');
}

function flowUntil(endTime: number, interval = 5): string {
  return JSON.stringify(CITYFLOW_FLOWS.map((flow) => ({ ...flow, endTime, interval })));
}

function flowsOf(routeText: string): unknown {
  const demand = { routeFile: 'flow.json', routeText };
  return importCityflowScenario({ netFile: 'roadnet.json', netText: cityflowCrossing(LIGHTS), name: 'n', demand });
}
