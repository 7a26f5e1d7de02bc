import type { XmlElement } from './xml.ts';
import type { XmlReader } from './xml-reader.ts';

/** Adds a fault for every element whose id an earlier one has; `within` tells elements of one id apart that may stand side by side. */
export function rejectRepeated(reader: XmlReader, elements: readonly XmlElement[], within?: string): void {
  const firstLine = new Map<string, number>();
  for (const element of elements) {
    const id = reader.find(element, 'id');
    if (id === undefined) continue;
    const key = JSON.stringify([id, within === undefined ? '' : reader.find(element, within)]);
    const line = firstLine.get(key);
    if (line === undefined) firstLine.set(key, element.line);
    else reader.reject(element, 'id', id, `stands on line ${line} already: give each its own, or leave one out`);
  }
}
