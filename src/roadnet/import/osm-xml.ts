import { StringDecoder } from 'node:string_decoder';
import sax from 'sax';
import { InputFaults } from '../../kernel/faults.ts';
import { NO_TAGS, type OsmMember, type OsmReader, type OsmTags, type OsmVisitor } from './osm-elements.ts';

/** An element that is being read. */
interface OpenElement {
  readonly name: string;
  readonly id: number;
  readonly lat: number;
  readonly lon: number;
  readonly refs: number[];
  readonly members: OsmMember[];
  readonly tags: Map<string, string>;
}

type Attributes = Readonly<Record<string, string>>;

/**
 * Reads OpenStreetMap's XML format as it streams by: https://wiki.openstreetmap.org/wiki/OSM_XML
 * @param open the bytes of the file (UTF-8) from its beginning, in pieces of any size
 */
export function osmXmlReader(source: string, open: () => Iterable<Uint8Array>): OsmReader {
  return (visitor) => {
    const parser = sax.parser(true, { position: true });
    const fail = (advice: string): never => {
      throw new InputFaults(source, [{ path: `line ${parser.line + 1}`, value: undefined, advice }]);
    };
    const elements = new Elements(visitor, fail);
    parser.onopentag = ({ name, attributes }) => elements.open(name, attributes as Attributes);
    parser.onclosetag = (name) => elements.close(name);
    parser.onerror = (error) => fail(`is no valid XML: ${error.message.split('\n')[0]}`);
    const decoder = new StringDecoder('utf8');
    for (const bytes of open()) parser.write(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
    parser.write(decoder.end()).close();
    if (!elements.isOsm) fail('is no OpenStreetMap file: expected <osm>');
  };
}

class Elements {
  isOsm = false;
  readonly #visitor: OsmVisitor;
  readonly #fail: (advice: string) => never;
  #element: OpenElement | undefined;
  #deleted = false;

  constructor(visitor: OsmVisitor, fail: (advice: string) => never) {
    this.#visitor = visitor;
    this.#fail = fail;
  }

  open(name: string, attributes: Attributes): void {
    if (!this.isOsm && name !== 'osm') this.#fail(`is no OpenStreetMap file: expected <osm>, found <${name}>`);
    this.isOsm = true;
    if (name === 'node' || name === 'way' || name === 'relation') this.#begin(name, attributes);
    else if (this.#element !== undefined) this.#add(name, attributes, this.#element);
  }

  close(name: string): void {
    const element = this.#element;
    if (element === undefined || element.name !== name) return;
    this.#element = undefined;
    if (this.#deleted) return;
    const { id, lat, lon, refs, members } = element;
    const tags: OsmTags = element.tags.size === 0 ? NO_TAGS : element.tags;
    if (name === 'node') this.#visitor.node?.({ id, lat, lon, tags });
    else if (name === 'way') this.#visitor.way?.({ id, refs, tags });
    else this.#visitor.relation?.({ id, members, tags });
  }

  #begin(name: string, attributes: Attributes): void {
    // Editors' files (JOSM) keep deleted elements, and nodes among them have no place.
    this.#deleted = attributes.action === 'delete' || attributes.visible === 'false';
    const isPlaced = name === 'node' && !this.#deleted;
    this.#element = {
      name,
      id: this.#number(name, attributes, 'id'),
      lat: isPlaced ? this.#number(name, attributes, 'lat') : 0,
      lon: isPlaced ? this.#number(name, attributes, 'lon') : 0,
      refs: [],
      members: [],
      tags: new Map(),
    };
  }

  #add(name: string, attributes: Attributes, element: OpenElement): void {
    if (name === 'tag' && attributes.k !== undefined) element.tags.set(attributes.k, attributes.v ?? '');
    else if (name === 'nd') element.refs.push(this.#number(name, attributes, 'ref'));
    else if (name === 'member') {
      const kind = attributes.type;
      if (kind !== 'node' && kind !== 'way' && kind !== 'relation') this.#fail('expected a member of type node, way or relation');
      element.members.push({ kind, ref: this.#number(name, attributes, 'ref'), role: attributes.role ?? '' });
    }
  }

  #number(name: string, attributes: Attributes, attribute: string): number {
    const text = attributes[attribute];
    const value = text === undefined || text === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : this.#fail(`<${name}> needs a number "${attribute}"`);
  }
}
