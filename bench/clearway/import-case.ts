import { readFileSync } from 'node:fs';
import { idOfSumo } from '../../src/roadnet/import/sumo-ids.ts';
import { importSumoNetwork } from '../../src/roadnet/import/sumo-map.ts';
import { decodeMap } from '../../src/roadnet/map-schema.ts';
import { findRouteToLink } from '../../src/roadnet/road-graph.ts';
import { indexMap, type RoadIndex } from '../../src/roadnet/road-index.ts';
import type { ListedVehicle, Scenario } from '../../src/scenario/scenario.ts';
import type { SumoCase } from '../cases.ts';
import { type Attributes, readElements, readFilePieces } from '../sumo/elements.ts';
import type { ClearwayCase } from './observe-clearway.ts';

export async function importCase(run: SumoCase, stepS: number): Promise<ClearwayCase> {
  const imported = importSumoNetwork(run.netPath, readFileSync(run.netPath, 'utf8'), run.name);
  const map = decodeMap(run.netPath, imported.map);
  const index = indexMap(map);
  const listed: ListedVehicle[] = [];
  let vehicle: { id: string; departS: number } | undefined;
  let lengthM = 5;
  let jamGapM = 2.5;
  const take = (id: string, departS: number, route: readonly string[] | undefined): void => {
    if (departS < run.beginS || departS >= run.endS) return;
    if (route === undefined) throw new Error(`no route for ${id}`);
    listed.push({ id, departS: departS - run.beginS, route, type: 'pkw', entry: 'from-rest' });
  };
  await readElements(readFilePieces(run.routesPath), (name: string, a: Attributes) => {
    if (name === 'vType' && a.find('id') === 'pkw' && run.name !== 'hangzhou-4x4') {
      lengthM = a.number('length');
      jamGapM = a.number('minGap');
    }
    if (name === 'vehicle') vehicle = { id: a.text('id'), departS: a.number('depart') };
    if (name === 'route' && vehicle !== undefined) take(vehicle.id, vehicle.departS, a.text('edges').split(' ').map(idOfSumo));
    if (name === 'trip') {
      const departS = a.number('depart');
      take(a.text('id'), departS, routeOf(index, idOfSumo(a.text('from')), idOfSumo(a.text('to'))));
    }
  });
  const scenario: Scenario = {
    format: 'clearway-scenario/1',
    name: run.name,
    title: run.name,
    description: run.credit,
    map: '',
    start: new Date(run.beginS * 1000).toISOString(),
    stepS,
    warmUpS: 0,
    endS: run.endS - run.beginS,
    demand: {
      source: run.credit,
      flows: [],
      turning: [],
      speedFactor: { mean: 1, sd: 0.1 },
      vehicleTypes: { pkw: { lengthM, jamGapM, accelerationMps2: 2.6, speedFactor: { mean: 1, sd: 0.1 } } },
      listed,
    },
    programmes: imported.programmes.map(({ junction, cycleS, stages, startsS, actuated }) => ({
      junctions: [junction],
      cycleS,
      stages,
      ...(actuated !== undefined && { actuated }),
      offsets: { kind: 'fixed', offsetS: { [junction]: startsS } },
      source: run.credit,
    })),
    missions: [],
    gps: { periodS: 1, sigmaM: 5 },
    faults: [],
    seeds: [1],
    arms: [],
  };
  return { scenario, index };
}

const routes = new Map<string, readonly string[] | undefined>();

function routeOf(index: RoadIndex, from: string, to: string): readonly string[] | undefined {
  const key = `${from} ${to}`;
  if (!routes.has(key)) routes.set(key, findRouteToLink(index, from, to));
  return routes.get(key);
}
