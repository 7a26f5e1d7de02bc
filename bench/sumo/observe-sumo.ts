import { idOfSumo } from '../../src/roadnet/import/sumo-ids.ts';
import type { SumoCase } from '../cases.ts';
import type { LinkFigures, Observation } from '../observation.ts';
import { readEdgeTotals, readStanding } from './edge-data.ts';
import { readFilePieces } from './elements.ts';
import type { SumoNetwork } from './network.ts';
import { runObserved } from './run-sumo.ts';
import { readTripinfo } from './tripinfo.ts';
import { readVehicleRoutes } from './vehroutes.ts';

/** Runs a case in SUMO and reads what it wrote. */
export async function observeSumo(run: SumoCase, network: SumoNetwork, seed: number, folder: string): Promise<Observation> {
  const { tripinfoPath, edgesPath, standingPath, routesPath } = await runObserved(run, seed, folder);
  const routes = await readVehicleRoutes(readFilePieces(routesPath));
  const trips = await readTripinfo(readFilePieces(tripinfoPath), run.beginS, run.endS);
  return {
    trips: trips.map((trip) => ({ ...trip, route: (routes.get(trip.id) ?? []).map(idOfSumo) })),
    links: withoutInteriors(await readEdgeTotals(readFilePieces(edgesPath)), network),
    standing: byLink(await readStanding(readFilePieces(standingPath), network.signalised)),
  };
}

/** Adds the time inside a junction to the link that led to it. */
function withoutInteriors(
  edges: ReadonlyMap<string, LinkFigures>,
  { approachOf }: SumoNetwork,
): ReadonlyMap<string, LinkFigures> {
  const links = new Map<string, LinkFigures>();
  for (const [edge, { vehicles, spentS }] of edges) {
    const approach = approachOf(edge);
    const link = idOfSumo(approach);
    const before = links.get(link) ?? { vehicles: 0, spentS: 0 };
    links.set(link, { vehicles: before.vehicles + (approach === edge ? vehicles : 0), spentS: before.spentS + spentS });
  }
  return links;
}

function byLink<T>(edges: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  return new Map([...edges].map(([edge, value]) => [idOfSumo(edge), value]));
}
