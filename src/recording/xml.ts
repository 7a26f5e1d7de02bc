const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n\n';

/** Where SUMO publishes the schema of one of its outputs. */
export function rootTag(name: string, schema: string): string {
  const instance = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  return `<${name} ${instance} xsi:noNamespaceSchemaLocation="http://sumo.dlr.de/xsd/${schema}">\n`;
}

export function attribute(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
