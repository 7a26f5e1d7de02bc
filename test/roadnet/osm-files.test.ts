import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import { importOsm } from '../../src/roadnet/import/osm.ts';
import type { OsmMember, OsmReader, OsmTags } from '../../src/roadnet/import/osm-elements.ts';
import { osmPbfReader } from '../../src/roadnet/import/osm-pbf.ts';
import { osmXmlReader } from '../../src/roadnet/import/osm-xml.ts';
import { CROSSING, importText, osmText, type Town } from './osm-town.ts';

const RESTRICTED: Town = {
  ...CROSSING,
  nodes: { ...CROSSING.nodes, 1: [0, 0, { highway: 'traffic_signals' }] },
  ways: { ...CROSSING.ways, 10: [[2, 1], { name: 'Größenstraße "1"' }] },
  relations: [
    {
      tags: { restriction: 'no_left_turn' },
      members: [
        ['from', 'way', 10],
        ['via', 'node', 1],
        ['to', 'way', 21],
      ],
    },
  ],
};

interface Elements {
  readonly nodes: { id: number; lat: number; lon: number; tags: OsmTags }[];
  readonly ways: { id: number; refs: readonly number[]; tags: OsmTags }[];
  readonly relations: { id: number; members: readonly OsmMember[]; tags: OsmTags }[];
}

function elementsOf(read: OsmReader): Elements {
  const found: Elements = { nodes: [], ways: [], relations: [] };
  read({
    node: (node) => found.nodes.push(node),
    way: (way) => found.ways.push(way),
    relation: (relation) => found.relations.push(relation),
  });
  return found;
}

/** What is written into a PBF file, by the format's own field numbers (fileformat.proto, osmformat.proto). */
interface PbfOptions {
  readonly dense?: boolean;
  readonly features?: readonly string[];
  readonly packed?: 'zlib' | 'raw' | 'lzma';
}

/** The elements as a PBF file of a header and one block. */
function pbfOf(
  elements: Elements,
  { dense = true, features = ['OsmSchema-V0.6', 'DenseNodes'], packed = 'zlib' }: PbfOptions = {},
): Buffer {
  const header = new PbfWriter();
  for (const feature of features) header.writeStringField(4, feature);
  return Buffer.concat([blob('OSMHeader', header.finish(), 'zlib'), blob('OSMData', blockOf(elements, dense), packed)]);
}

function blob(type: string, content: Uint8Array, packed: 'zlib' | 'raw' | 'lzma'): Uint8Array {
  const body = new PbfWriter();
  if (packed === 'raw') body.writeBytesField(1, content);
  else {
    body.writeVarintField(2, content.length);
    body.writeBytesField(packed === 'zlib' ? 3 : 4, deflateSync(content));
  }
  const bytes = body.finish();
  const header = new PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, bytes.length);
  const head = header.finish();
  const size = Buffer.alloc(4);
  size.writeUInt32BE(head.length);
  return Buffer.concat([size, head, bytes]);
}

function blockOf({ nodes, ways, relations }: Elements, dense: boolean): Uint8Array {
  const texts = [''];
  const text = (value: string): number => {
    if (!texts.includes(value)) texts.push(value);
    return texts.indexOf(value);
  };
  const keys = (tags: OsmTags): number[] => [...tags.keys()].map(text);
  const values = (tags: OsmTags): number[] => [...tags.values()].map(text);
  const steps = (numbers: readonly number[]): number[] => numbers.map((n, i) => n - (numbers[i - 1] ?? 0));
  const places = (name: 'lat' | 'lon'): number[] => nodes.map((node) => Math.round(node[name] * 1e7));
  const groups = [new PbfWriter(), new PbfWriter(), new PbfWriter()] as const;
  if (dense) {
    const columns = new PbfWriter();
    columns.writePackedSVarint(1, steps(nodes.map(({ id }) => id)));
    columns.writePackedSVarint(8, steps(places('lat')));
    columns.writePackedSVarint(9, steps(places('lon')));
    columns.writePackedVarint(
      10,
      nodes.flatMap(({ tags }) => [...[...tags].flatMap(([k, v]) => [text(k), text(v)]), 0]),
    );
    groups[0].writeBytesField(2, columns.finish());
  } else {
    nodes.forEach(({ id, tags }, i) => {
      const one = new PbfWriter();
      one.writeSVarintField(1, id);
      one.writePackedVarint(2, keys(tags));
      one.writePackedVarint(3, values(tags));
      one.writeSVarintField(8, places('lat')[i]!);
      one.writeSVarintField(9, places('lon')[i]!);
      groups[0].writeBytesField(1, one.finish());
    });
  }
  for (const { id, refs, tags } of ways) {
    const one = new PbfWriter();
    one.writeVarintField(1, id);
    one.writePackedVarint(2, keys(tags));
    one.writePackedVarint(3, values(tags));
    one.writePackedSVarint(8, steps(refs));
    groups[1].writeBytesField(3, one.finish());
  }
  for (const { id, members, tags } of relations) {
    const one = new PbfWriter();
    one.writeVarintField(1, id);
    one.writePackedVarint(2, keys(tags));
    one.writePackedVarint(3, values(tags));
    one.writePackedVarint(
      8,
      members.map(({ role }) => text(role)),
    );
    one.writePackedSVarint(9, steps(members.map(({ ref }) => ref)));
    one.writePackedVarint(
      10,
      members.map(({ kind }) => ['node', 'way', 'relation'].indexOf(kind)),
    );
    groups[2].writeBytesField(4, one.finish());
  }
  const block = new PbfWriter();
  const table = new PbfWriter();
  for (const value of texts) table.writeStringField(1, value);
  block.writeBytesField(1, table.finish());
  for (const group of groups) block.writeBytesField(2, group.finish());
  return block.finish();
}

const XML = osmText(RESTRICTED);
const ELEMENTS = elementsOf(osmXmlReader('town.osm', () => [Buffer.from(XML)]));

function importPbf(bytes: Uint8Array): ReturnType<typeof importOsm> {
  return importOsm(
    'town.osm.pbf',
    osmPbfReader('town.osm.pbf', () => [bytes]),
    'town',
  );
}

describe('files of OpenStreetMap', () => {
  it.each<[string, PbfOptions]>([
    ['dense nodes', {}],
    ['plain nodes', { dense: false }],
    ['without compression', { packed: 'raw' }],
  ])('Given the same town as XML and as PBF (%s), then the maps are the same', (_, options) => {
    expect(importPbf(pbfOf(ELEMENTS, options)).map).toEqual(importText(XML).map);
    expect(importText(XML).map.links.map(({ name }) => name)).toContain('Größenstraße "1"');
  });

  it('Given a file in pieces of any size, then it reads the same', () => {
    const pieces = (bytes: Uint8Array, size: number) => () =>
      Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
    for (const size of [1, 3, 1000]) {
      expect(elementsOf(osmPbfReader('town', pieces(pbfOf(ELEMENTS), size)))).toEqual(ELEMENTS);
      expect(elementsOf(osmXmlReader('town', pieces(Buffer.from(XML), size)))).toEqual(ELEMENTS);
    }
  });

  it('Given a PBF file cut short anywhere, then that it is, and where', () => {
    const bytes = pbfOf(ELEMENTS);
    const second = bytes.indexOf('OSMData') - 6;
    for (const cut of [second + 2, second + 10, bytes.length - 20, bytes.length - 1]) {
      expect(() => importPbf(bytes.subarray(0, cut))).toThrow(/block 2: .*cut short/);
    }
    expect(() => importPbf(bytes.subarray(0, second))).toThrow(/no road that can be driven on/);
  });

  it('Given something else, then that it is no PBF file', () => {
    for (const bytes of [
      Buffer.from('PK\u0003\u0004 a zip file'),
      Buffer.from('<osm/>'),
      Buffer.from([0, 0, 0, 4, 1, 2, 3, 4, 5, 6]),
    ]) {
      expect(() => importPbf(bytes)).toThrow(/no OpenStreetMap PBF file/);
    }
    expect(() => importPbf(Buffer.alloc(0))).toThrow(/is empty/);
  });

  it('Given bytes gone wrong inside a block, then the block is named', () => {
    const bytes = Buffer.from(pbfOf(ELEMENTS));
    bytes.fill(0xff, bytes.length - 60, bytes.length - 30);
    expect(() => importPbf(bytes)).toThrow(/block 2: cannot be decoded/);
  });

  it('Given features or a compression that are not read here, then their names', () => {
    expect(() => importPbf(pbfOf(ELEMENTS, { features: ['OsmSchema-V0.6', 'HistoricalInformation'] }))).toThrow(
      /HistoricalInformation/,
    );
    expect(() => importPbf(pbfOf(ELEMENTS, { packed: 'lzma' }))).toThrow(/lzma is not read here, only zlib/);
  });

  it.each([
    ['<gpx/>', /line 1: is no OpenStreetMap file: expected <osm>, found <gpx>/],
    ['<osm>\n<node id="1" lat="x" lon="2"/></osm>', /line 2: <node> needs a number "lat"/],
    ['<osm>\n<way id="1">\n<nd/></way></osm>', /line 3: <nd> needs a number "ref"/],
    ['<osm>\n<node id="1"', /no valid XML/],
    ['<osm></osm>', /no road that can be driven on/],
  ])('Given the XML %s, then its fault', (text, fault) => {
    expect(() => importText(text)).toThrow(fault);
  });

  it("Given an editor's file with deleted elements, then they are not there", () => {
    const deleted = XML.replace('<way id="21">', '<way id="21" action="delete">');
    expect(importText(deleted).map.links).toHaveLength(6);
  });

  it('Given roads from which no way leads back, then that', () => {
    const { nodes } = CROSSING;
    const text = osmText({ nodes, ways: { 10: [[2, 1], { oneway: 'yes' }], 11: [[1, 4], { oneway: 'yes' }] } });
    expect(() => importText(text)).toThrow(/none from which a way leads back/);
  });
});
