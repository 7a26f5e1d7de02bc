import { importSumoNetwork } from '../../roadnet/import/sumo-map.ts';
import { Tally } from '../../roadnet/import/tally.ts';
import { compareLights } from './compare-lights.ts';
import { rulesOf } from './imported-programmes.ts';
import { baseName, type DemandSource, type ImportedScenario, startAt, windowOf, ZERO_S } from './imported-scenario.ts';
import { parseSumoDemand } from './sumo-demand-file.ts';
import { firstDepartureS, lastDepartureS, trafficOf } from './sumo-traffic.ts';

export interface SumoSource {
  readonly netFile: string;
  readonly netText: string;
  readonly name: string;
  /** Absent: network and programmes only. */
  readonly demand?: DemandSource;
}

/** Length of a run where there is no demand to tell it. */
const EMPTY_RUN_S = 3600;

/**
 * Network, programmes and traffic of a SUMO scenario. Second 0 is the begin time: it stands at that time of an assumed day, and
 * the offsets of the programmes are chosen so that each is where SUMO has it, whose clock begins at 0.
 * @throws InputFaults with every fault of network or demand.
 */
export function importSumo({ netFile, netText, name, demand }: SumoSource): ImportedScenario {
  const network = importSumoNetwork(netFile, netText, name);
  const { map } = network;
  const tally = new Tally();
  compareLights(map, network.programmes, network.lightsOf, tally);
  const programmes = rulesOf(network.programmes, ZERO_S, `Signal programmes of ${baseName(netFile)}, timings unchanged.`);
  if (demand === undefined) {
    return { map, programmes, start: startAt(0), endS: EMPTY_RUN_S, leftOut: [...network.leftOut, ...tally.list()] };
  }
  const parsed = parseSumoDemand(demand.routeFile, demand.routeText, tally);
  const window = windowOf(demand, firstDepartureS(parsed), lastDepartureS(parsed));
  const traffic = trafficOf(demand.routeFile, parsed, network, window, tally);
  const leftOut = [...network.leftOut, ...tally.list()];
  return { map, programmes, traffic, start: startAt(window.beginS), endS: window.endS - window.beginS, leftOut };
}
