import type { LeftOut } from '../../roadnet/import/citybrain.ts';
import { importSumoNetwork } from '../../roadnet/import/sumo-map.ts';
import { Tally } from '../../roadnet/import/tally.ts';
import type { RoadMap } from '../../roadnet/map.ts';
import type { ProgrammeRule } from '../scenario.ts';
import { rulesOf } from './imported-programmes.ts';
import { parseSumoDemand } from './sumo-demand-file.ts';
import { firstDepartureS, type ImportedTraffic, lastDepartureS, trafficOf } from './sumo-traffic.ts';

export interface SumoSource {
  readonly netFile: string;
  readonly netText: string;
  readonly name: string;
  /** Absent: network and programmes only. */
  readonly demand?: {
    readonly routeFile: string;
    readonly routeText: string;
    /** SUMO's own times; absent: the first departure, and some time after the last. */
    readonly beginS?: number;
    readonly endS?: number;
  };
}

/** What a scenario needs besides a mission, from other people's data. */
export interface ImportedScenario {
  readonly map: RoadMap;
  readonly programmes: readonly ProgrammeRule[];
  readonly traffic?: ImportedTraffic;
  /** Date and time of second 0, with offset. */
  readonly start: string;
  /** Length of the run. */
  readonly endS: number;
  readonly leftOut: readonly LeftOut[];
}

/** The files give times of day but no date. */
const MIDNIGHT = '2020-01-06T00:00:00Z';
const AFTER_LAST_S = 600;

/**
 * Network, programmes and traffic of a SUMO scenario. Second 0 is the begin time: it stands at that time of an assumed day, and
 * the offsets of the programmes are chosen so that each is where SUMO has it, whose clock begins at 0.
 * @throws InputFaults with every fault of network or demand.
 */
export function importSumo({ netFile, netText, name, demand }: SumoSource): ImportedScenario {
  const network = importSumoNetwork(netFile, netText, name);
  const tally = new Tally();
  const zeroS = Date.parse(MIDNIGHT) / 1000;
  const programmes = rulesOf(network.programmes, zeroS, `Signal programmes of ${baseName(netFile)}, timings unchanged.`);
  if (demand === undefined) return { map: network.map, programmes, start: startAt(0), endS: 3600, leftOut: network.leftOut };
  const parsed = parseSumoDemand(demand.routeFile, demand.routeText);
  for (const [what, count] of parsed.unread) tally.add(what, count);
  const beginS = demand.beginS ?? firstDepartureS(parsed);
  const endS = demand.endS ?? Math.ceil((lastDepartureS(parsed) + AFTER_LAST_S) / 60) * 60;
  const traffic = trafficOf(demand.routeFile, parsed, network, { beginS, endS }, tally);
  const leftOut = [...network.leftOut, ...tally.list()];
  return { map: network.map, programmes, traffic, start: startAt(beginS), endS: endS - beginS, leftOut };
}

function startAt(beginS: number): string {
  return new Date(Date.parse(MIDNIGHT) + Math.round(1000 * beginS))
    .toISOString()
    .replace('.000Z', '+00:00')
    .replace('Z', '+00:00');
}

function baseName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
