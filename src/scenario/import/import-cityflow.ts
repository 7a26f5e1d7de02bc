import { importCityflow } from '../../roadnet/import/cityflow.ts';
import { importCityflowFlows } from '../../roadnet/import/cityflow-flow.ts';
import { indexMap } from '../../roadnet/road-index.ts';
import { rulesOf } from './imported-programmes.ts';
import { baseName, type DemandSource, type ImportedScenario, startAt, windowOf, ZERO_S } from './imported-scenario.ts';

export interface CityflowSource {
  readonly netFile: string;
  readonly netText: string;
  readonly name: string;
  /** Absent: network and programmes only. */
  readonly demand?: DemandSource;
}

/** Length of a run of CityFlow's benchmarks, and the end of flows that their file gives none. */
const USUAL_RUN_S = 3600;

/**
 * Network, programmes and traffic of a CityFlow data set. Its clock and its programmes begin at 0.
 * @throws InputFaults with every fault of network or demand.
 */
export function importCityflowScenario({ netFile, netText, name, demand }: CityflowSource): ImportedScenario {
  const { map, programmes: imported, leftOut } = importCityflow(netFile, netText, name);
  const programmes = rulesOf(imported, ZERO_S, `Light phases of ${baseName(netFile)}, timings unchanged.`);
  if (demand === undefined) return { map, programmes, start: startAt(0), endS: USUAL_RUN_S, leftOut };
  const { vehicles, types, ...more } = importCityflowFlows(
    demand.routeFile,
    demand.routeText,
    indexMap(map),
    demand.endS ?? USUAL_RUN_S,
  );
  const { beginS, endS } = windowOf({ ...demand, beginS: demand.beginS ?? 0 }, 0, Math.max(0, ...vehicles.map((v) => v.departS)));
  const within = vehicles.filter(({ departS }) => departS >= beginS && departS < endS);
  const outside = {
    what: 'vehicles that depart before the begin time or after the end: left out',
    count: vehicles.length - within.length,
  };
  return {
    map,
    programmes,
    traffic: {
      vehicles: within
        .map((vehicle) => ({ ...vehicle, departS: vehicle.departS - beginS }))
        .sort((a, b) => a.departS - b.departS),
      flows: [],
      vehicleTypes: types,
    },
    start: startAt(beginS),
    endS: endS - beginS,
    leftOut: [...leftOut, ...more.leftOut, ...(outside.count > 0 ? [outside] : [])],
  };
}
