import type { Fault } from '../../kernel/faults.ts';
import type { LinkId } from '../../kernel/ids.ts';
import { findRouteToLink } from '../../roadnet/fastest-route.ts';
import type { RoadIndex } from '../../roadnet/road-index.ts';
import { openRoads } from '../open-roads.ts';
import type { Flow, OdFlow, Scenario } from '../scenario.ts';
import { closed, unknown, windowFaults } from '../usual-faults.ts';
import { routeFaults } from './check-route.ts';
import { waysOn } from './turning-walk.ts';
import { typeFaults } from './vehicle-types.ts';

/** Faults of flows and of the origin-destination table. */
export function demandFaults(scenario: Scenario, index: RoadIndex): readonly Fault[] {
  const { flows, od = [] } = scenario.demand;
  return [
    ...flows.flatMap((flow, i) => flowFaults(flow, `demand.flows[${i}]`, scenario, index)),
    ...od.flatMap((flow, i) => odFaults(flow, `demand.od[${i}]`, scenario, index)),
  ];
}

function flowFaults(flow: Flow, path: string, scenario: Scenario, index: RoadIndex): readonly Fault[] {
  return [
    ...windowFaults(flow, path, scenario),
    ...entryFaults(flow.from, path, scenario, index),
    ...(flow.route === undefined ? [] : ownRouteFaults(flow, flow.route, `${path}.route`, scenario, index)),
    ...typeFaults(flow.type, path, scenario.demand),
  ];
}

function entryFaults(from: LinkId, path: string, { closedLinks = [] }: Scenario, index: RoadIndex): readonly Fault[] {
  if (index.findLink(from) === undefined) return [unknown(`${path}.from`, from, 'link')];
  if (closedLinks.includes(from)) return [closed(`${path}.from`, from)];
  if (waysOn(index, from).length > 0) return [];
  const advice = 'no movement leads on from this link: start the flow on one that enters the map';
  return [{ path: `${path}.from`, value: from, advice }];
}

function ownRouteFaults(
  { from }: Flow,
  route: readonly LinkId[],
  path: string,
  { closedLinks }: Scenario,
  index: RoadIndex,
): readonly Fault[] {
  // A closed or unknown first link is told at `from`.
  const links = routeFaults(route, path, index, new Set(closedLinks)).filter((fault) => fault.path !== `${path}[0]`);
  if (route[0] === from) return links;
  return [{ path: `${path}[0]`, value: route[0], advice: `must be the flow's first link, ${from}` }, ...links];
}

function odFaults(flow: OdFlow, path: string, scenario: Scenario, index: RoadIndex): readonly Fault[] {
  const ends = [...endFaults(flow.from, `${path}.from`, scenario, index), ...endFaults(flow.to, `${path}.to`, scenario, index)];
  return [
    ...windowFaults(flow, path, scenario),
    ...ends,
    ...(ends.length > 0 ? [] : wayFaults(flow, path, scenario, index)),
    ...typeFaults(flow.type, path, scenario.demand),
  ];
}

function endFaults(link: LinkId, path: string, { closedLinks = [] }: Scenario, index: RoadIndex): readonly Fault[] {
  if (index.findLink(link) === undefined) return [unknown(path, link, 'link')];
  return closedLinks.includes(link) ? [closed(path, link)] : [];
}

function wayFaults({ from, to }: OdFlow, path: string, scenario: Scenario, index: RoadIndex): readonly Fault[] {
  if (findRouteToLink(openRoads(scenario, index), from, to) !== undefined) return [];
  const advice =
    findRouteToLink(index, from, to) === undefined
      ? `no route leads here from ${from}: correct one of the two ends, or leave the pair out`
      : `every route here from ${from} goes over a closed link (closedLinks): open one of them, or leave the pair out`;
  return [{ path: `${path}.to`, value: to, advice }];
}
