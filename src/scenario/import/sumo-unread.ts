import type { Tally } from '../../roadnet/import/tally.ts';
import type { XmlElement } from '../../roadnet/import/xml.ts';

/** Attributes of vehicles, trips and flows that are read, or say nothing about traffic to come: `arrival` is when a vehicle once arrived. */
const READ = new Set([
  ...['id', 'type', 'color', 'arrival', 'depart', 'departLane', 'departPos', 'departSpeed', 'departEdge', 'arrivalEdge'],
  ...['route', 'from', 'to', 'via', 'fromTaz', 'toTaz', 'fromJunction', 'toJunction', 'fromXY', 'toXY', 'fromLonLat', 'toLonLat'],
  ...['begin', 'end', 'number', 'period', 'vehsPerHour', 'perHour', 'probability'],
]);
/** What SUMO does without them, and what our vehicles do. */
const USUAL: Readonly<Record<string, string>> = { arrivalLane: 'current', arrivalPos: 'max', arrivalSpeed: 'current' };
const READ_INSIDE = new Set(['route', 'routeDistribution']);

/** Counts what a vehicle, a trip or a flow says that is not read. */
export function tellUnread({ name, line, attributes, children }: XmlElement, tally: Tally): void {
  for (const [attribute, value] of Object.entries(attributes)) {
    if (READ.has(attribute) || (Object.hasOwn(USUAL, attribute) && USUAL[attribute] === value)) continue;
    tally.add(`${attribute} of ${name}s: not carried over`, 1, `line ${line}`);
  }
  for (const child of children) {
    if (READ_INSIDE.has(child.name)) tellStops(child, tally);
    else
      tally.add(
        child.name === 'stop' ? `stops of ${name}s: left out` : `<${child.name}> of ${name}s: not read`,
        1,
        `line ${child.line}`,
      );
  }
}

/** Those who drive a route stop where it says. */
export function tellStops({ line, children }: XmlElement, tally: Tally): void {
  if (children.some(({ name }) => name === 'stop')) tally.add('routes with stops: driven without', 1, `line ${line}`);
}
