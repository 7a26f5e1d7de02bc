import type { Fault } from '../../kernel/faults.ts';
import type { ImportedSumo } from '../../roadnet/import/sumo-map.ts';
import type { Tally } from '../../roadnet/import/tally.ts';
import type { Flow, ListedVehicle } from '../scenario.ts';
import type { ImportedTraffic, ImportWindow } from './imported-scenario.ts';
import type { SumoDemand, SumoFlow, SumoVehicle } from './sumo-demand.ts';
import { entryOf } from './sumo-entry.ts';
import { SumoPlanner } from './sumo-planner.ts';

/**
 * The vehicles of a SUMO demand on an imported network, from the begin time until before the end.
 * @throws InputFaults for every edge and type that the network and the file do not have, with its line.
 */
export function trafficOf(
  source: string,
  demand: SumoDemand,
  network: ImportedSumo,
  window: ImportWindow,
  tally: Tally,
): ImportedTraffic {
  const planner = new SumoPlanner(source, demand, network, tally);
  const listed = [...demand.vehicles, ...demand.flows.flatMap((flow) => vehiclesOfFlow(flow, window, tally))];
  planner.faults.push(...sharedIds(listed));
  const vehicles: ListedVehicle[] = [];
  for (const vehicle of listed) {
    if (!isWithin(vehicle.departS, window, tally)) continue;
    const plan = planner.plan(vehicle);
    if (plan === undefined) continue;
    const departS = Math.round(1000 * (vehicle.departS - window.beginS)) / 1000;
    const entry = entryOf(vehicle.entry, tally, `line ${vehicle.line}`);
    vehicles.push({ id: vehicle.id, departS, route: plan.links, type: plan.type.id, entry });
  }
  vehicles.sort((a, b) => a.departS - b.departS);
  const flows = demand.flows.flatMap((flow) => flowOf(flow, window, planner, tally));
  planner.throwFaults();
  return { vehicles, flows, vehicleTypes: planner.kinds() };
}

/** First departure of a demand, from which SUMO's default begin time is taken; 0 where there is none. */
export function firstDepartureS({ vehicles, flows }: SumoDemand): number {
  const times = [...vehicles.map(({ departS }) => departS), ...flows.map(({ beginS }) => beginS)];
  return times.length === 0 ? 0 : times.reduce((least, timeS) => Math.min(least, timeS));
}

/** Just after the last departure; 0 where there is none. */
export function lastDepartureS({ vehicles, flows }: SumoDemand): number {
  const times = [...vehicles.map(({ departS }) => departS), ...flows.map(({ endS }) => endS)];
  return times.reduce((most, timeS) => Math.max(most, timeS), 0);
}

const AFTER_END = 'vehicles that depart after the end: left out';

function isWithin(departS: number, { beginS, endS }: ImportWindow, tally: Tally): boolean {
  if (departS < beginS) tally.add('vehicles that depart before the begin time: left out');
  if (departS >= endS) tally.add(AFTER_END);
  return departS >= beginS && departS < endS;
}

/** One vehicle after the other at even times until the window ends, named as SUMO names them; the rest is only counted. */
function vehiclesOfFlow(flow: SumoFlow, window: ImportWindow, tally: Tally): readonly SumoVehicle[] {
  const { arrivals, beginS, endS, id } = flow;
  if (arrivals.kind === 'random') return [];
  const countUntil = (untilS: number): number => Math.max(0, Math.ceil((untilS - beginS) / arrivals.periodS - 1e-9));
  const [all, count] = [countUntil(endS), countUntil(Math.min(endS, window.endS))];
  tally.add(AFTER_END, all - count);
  return Array.from({ length: count }, (_, i) => ({ ...flow, id: `${id}.${i}`, departS: beginS + i * arrivals.periodS }));
}

/** Vehicles of flows that have the id of another one; those of the file by themselves were looked at when it was read. */
function sharedIds(listed: readonly SumoVehicle[]): readonly Fault[] {
  const lineOf = new Map<string, number>();
  return listed.flatMap(({ id, line }): Fault[] => {
    const first = lineOf.get(id);
    lineOf.set(id, first ?? line);
    const advice = `a vehicle of this flow has the id of the one on line ${first}: rename one of the two`;
    return first === undefined ? [] : [{ path: `line ${line}, flow`, value: id, advice }];
  });
}

function flowOf(flow: SumoFlow, window: ImportWindow, planner: SumoPlanner, tally: Tally): readonly Flow[] {
  if (flow.arrivals.kind === 'even') return [];
  const fromS = Math.max(flow.beginS, window.beginS) - window.beginS;
  const toS = Math.min(flow.endS, window.endS) - window.beginS;
  const plan = toS > fromS ? planner.plan(flow) : undefined;
  if (plan === undefined) return [];
  tally.add('flows drawn by chance: vehicles enter in traffic that flows', 1, `line ${flow.line}`);
  const vehPerHour = Math.round(flow.arrivals.vehPerHour * 1000) / 1000;
  return [{ from: plan.links[0]!, vehPerHour, fromS, toS, route: plan.links, type: plan.type.id }];
}
