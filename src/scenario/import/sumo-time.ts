import type { XmlElement } from '../../roadnet/import/xml.ts';
import type { XmlReader } from '../../roadnet/import/xml-reader.ts';

/** Longest time that a file may give. */
export const MOST_S = 1e9;

/** Seconds, or hours:minutes:seconds with days before them where need be; undefined, with a fault, where it is neither. */
export function readTime(reader: XmlReader, element: XmlElement, attribute: string): number | undefined {
  const text = reader.find(element, attribute);
  if (text === undefined || !text.includes(':')) return reader.number(element, attribute, 0, MOST_S);
  const parts = text.split(':').map(Number);
  const [s = Number.NaN, min = Number.NaN, h = 0, d = 0] = parts.reverse();
  const totalS = s + 60 * min + 3600 * h + 86_400 * d;
  return Number.isFinite(totalS) && totalS >= 0 ? totalS : reader.reject(element, attribute, text, 'expected seconds or h:m:s');
}
