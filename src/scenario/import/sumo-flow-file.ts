import type { Tally } from '../../roadnet/import/tally.ts';
import type { XmlElement } from '../../roadnet/import/xml.ts';
import type { XmlReader } from '../../roadnet/import/xml-reader.ts';
import type { SumoFlow } from './sumo-demand.ts';
import { MOST_S, readTime } from './sumo-time.ts';

type Arrivals = Pick<SumoFlow, 'beginS' | 'endS' | 'arrivals'>;

/**
 * SUMO's ways to say when a flow's vehicles come: by period, hourly rate or number evenly spaced; by `exp(rate)` or probability
 * per second at random. A number ends a flow early; one at random then lasts as long as so many take on average.
 */
export function readArrivals(reader: XmlReader, element: XmlElement, tally: Tally): Arrivals | undefined {
  const beginS = reader.find(element, 'begin') === undefined ? 0 : readTime(reader, element, 'begin');
  const endS = reader.find(element, 'end') === undefined ? Number.POSITIVE_INFINITY : readTime(reader, element, 'end');
  const number = reader.optionalNumber(element, 'number', 0, 1e9, Number.POSITIVE_INFINITY);
  if (beginS === undefined || endS === undefined || number === undefined) return undefined;
  const until = (periodS: number): number => Math.min(endS, beginS + number * periodS);
  const perSecond = readChance(reader, element);
  if (perSecond !== 'none') {
    if (perSecond === undefined) return undefined;
    if (Number.isFinite(number)) {
      tally.add('flows of a number drawn by chance: as long as so many take on average', 1, `line ${element.line}`);
    }
    return ended(reader, element, {
      beginS,
      endS: until(1 / perSecond),
      arrivals: { kind: 'random', vehPerHour: 3600 * perSecond },
    });
  }
  const periodS = readPeriod(reader, element);
  if (periodS === undefined) return undefined;
  if (periodS !== 'none') return ended(reader, element, { beginS, endS: until(periodS), arrivals: { kind: 'even', periodS } });
  if (number === 0) return { beginS, endS: beginS, arrivals: { kind: 'even', periodS: 1 } };
  if (Number.isFinite(number)) {
    return ended(reader, element, { beginS, endS, arrivals: { kind: 'even', periodS: (endS - beginS) / number } });
  }
  return reader.reject(element, '', reader.find(element, 'id'), 'needs one of period, vehsPerHour, probability and number');
}

function ended(reader: XmlReader, element: XmlElement, arrivals: Arrivals): Arrivals | undefined {
  if (Number.isFinite(arrivals.endS)) return arrivals;
  return reader.reject(element, 'end', undefined, 'is missing, and nothing else says when the flow ends');
}

/** Vehicles per second of a flow drawn by chance. */
function readChance(reader: XmlReader, element: XmlElement): number | undefined | 'none' {
  const drawn = /^exp\((.+)\)$/.exec(reader.find(element, 'period') ?? '');
  if (drawn !== null) {
    const perSecond = Number(drawn[1]);
    if (perSecond > 0 && perSecond < Number.POSITIVE_INFINITY) return perSecond;
    return reader.reject(element, 'period', drawn[0], 'expected exp(x) with vehicles per second');
  }
  return reader.find(element, 'probability') === undefined ? 'none' : reader.number(element, 'probability', 1e-9, 1);
}

/** Seconds from one vehicle to the next of a flow at even times. */
function readPeriod(reader: XmlReader, element: XmlElement): number | undefined | 'none' {
  const hourly = ['vehsPerHour', 'perHour'].find((attribute) => reader.find(element, attribute) !== undefined);
  if (hourly !== undefined) {
    const perHour = reader.number(element, hourly, 1e-3, 1e7);
    return perHour === undefined ? undefined : 3600 / perHour;
  }
  return reader.find(element, 'period') === undefined ? 'none' : reader.number(element, 'period', 1e-3, MOST_S);
}
