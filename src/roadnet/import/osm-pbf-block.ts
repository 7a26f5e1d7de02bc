import { PbfReader } from 'pbf';
import {
  NO_TAGS,
  type OsmMember,
  type OsmNode,
  type OsmRelation,
  type OsmTags,
  type OsmVisitor,
  type OsmWay,
} from './osm-elements.ts';

/** What is common to all groups of a block: texts, and how coordinates are written (in nanodegrees, from an offset). */
interface BlockFrame {
  readonly texts: string[];
  granularity: number;
  latOffset: number;
  lonOffset: number;
  readonly groups: Uint8Array[];
}

const MEMBER_KINDS = ['node', 'way', 'relation'] as const;
const NANO = 1e-9;

/** Features that a reader must know, as the header of a file lists them. */
export function requiredFeatures(header: Uint8Array): readonly string[] {
  return new PbfReader(header).readFields<string[]>((tag, features, pbf) => {
    if (tag === 4) features.push(pbf.readString());
  }, []);
}

/** Hands the elements of one decompressed `OSMData` block to the visitor (osmformat.proto, PrimitiveBlock). */
export function visitBlock(block: Uint8Array, visitor: OsmVisitor): void {
  const frame = new PbfReader(block).readFields<BlockFrame>(readFrameField, {
    texts: [],
    granularity: 100,
    latOffset: 0,
    lonOffset: 0,
    groups: [],
  });
  for (const group of frame.groups) {
    new PbfReader(group).readFields((tag, _, pbf) => {
      if (tag === 1 && visitor.node !== undefined) visitor.node(readNode(pbf.readBytes(), frame));
      else if (tag === 2 && visitor.node !== undefined) visitDenseNodes(pbf.readBytes(), frame, visitor.node);
      else if (tag === 3 && visitor.way !== undefined) visitor.way(readWay(pbf.readBytes(), frame));
      else if (tag === 4 && visitor.relation !== undefined) visitor.relation(readRelation(pbf.readBytes(), frame));
    }, undefined);
  }
}

function readFrameField(tag: number, frame: BlockFrame, pbf: PbfReader): void {
  if (tag === 1) pbf.readMessage((t, texts, inner) => void (t === 1 && texts.push(inner.readString())), frame.texts);
  else if (tag === 2) frame.groups.push(pbf.readBytes());
  else if (tag === 17) frame.granularity = pbf.readVarint(true);
  else if (tag === 19) frame.latOffset = pbf.readVarint(true);
  else if (tag === 20) frame.lonOffset = pbf.readVarint(true);
}

function readNode(bytes: Uint8Array, frame: BlockFrame): OsmNode {
  const raw = { id: 0, keys: [] as number[], values: [] as number[], lat: 0, lon: 0 };
  new PbfReader(bytes).readFields((tag, node, pbf) => {
    if (tag === 1) node.id = pbf.readSVarint();
    else if (tag === 2) pbf.readPackedVarint(node.keys);
    else if (tag === 3) pbf.readPackedVarint(node.values);
    else if (tag === 8) node.lat = pbf.readSVarint();
    else if (tag === 9) node.lon = pbf.readSVarint();
  }, raw);
  return { id: raw.id, ...placeOf(raw.lat, raw.lon, frame), tags: tagsOf(raw.keys, raw.values, frame) };
}

/** Dense nodes: columns of differences, and keys and values of all nodes in one list with a 0 after each node's. */
function visitDenseNodes(bytes: Uint8Array, frame: BlockFrame, visit: (node: OsmNode) => void): void {
  const columns = { ids: [] as number[], lats: [] as number[], lons: [] as number[], tags: [] as number[] };
  new PbfReader(bytes).readFields((tag, dense, pbf) => {
    if (tag === 1) pbf.readPackedSVarint(dense.ids);
    else if (tag === 8) pbf.readPackedSVarint(dense.lats);
    else if (tag === 9) pbf.readPackedSVarint(dense.lons);
    else if (tag === 10) pbf.readPackedVarint(dense.tags);
  }, columns);
  let [id, lat, lon, next] = [0, 0, 0, 0];
  columns.ids.forEach((difference, i) => {
    id += difference;
    lat += columns.lats[i]!;
    lon += columns.lons[i]!;
    const keys: number[] = [];
    const values: number[] = [];
    while (next < columns.tags.length && columns.tags[next] !== 0) {
      keys.push(columns.tags[next]!);
      values.push(columns.tags[next + 1]!);
      next += 2;
    }
    next++;
    visit({ id, ...placeOf(lat, lon, frame), tags: tagsOf(keys, values, frame) });
  });
}

function readWay(bytes: Uint8Array, frame: BlockFrame): OsmWay {
  const raw = { id: 0, keys: [] as number[], values: [] as number[], refs: [] as number[] };
  new PbfReader(bytes).readFields((tag, way, pbf) => {
    if (tag === 1) way.id = pbf.readVarint(true);
    else if (tag === 2) pbf.readPackedVarint(way.keys);
    else if (tag === 3) pbf.readPackedVarint(way.values);
    else if (tag === 8) pbf.readPackedSVarint(way.refs);
  }, raw);
  return { id: raw.id, refs: summed(raw.refs), tags: tagsOf(raw.keys, raw.values, frame) };
}

function readRelation(bytes: Uint8Array, frame: BlockFrame): OsmRelation {
  const raw = {
    id: 0,
    keys: [] as number[],
    values: [] as number[],
    roles: [] as number[],
    refs: [] as number[],
    kinds: [] as number[],
  };
  new PbfReader(bytes).readFields((tag, relation, pbf) => {
    if (tag === 1) relation.id = pbf.readVarint(true);
    else if (tag === 2) pbf.readPackedVarint(relation.keys);
    else if (tag === 3) pbf.readPackedVarint(relation.values);
    else if (tag === 8) pbf.readPackedVarint(relation.roles);
    else if (tag === 9) pbf.readPackedSVarint(relation.refs);
    else if (tag === 10) pbf.readPackedVarint(relation.kinds);
  }, raw);
  const members = summed(raw.refs).map(
    (ref, i): OsmMember => ({ kind: MEMBER_KINDS[raw.kinds[i]!]!, ref, role: frame.texts[raw.roles[i]!]! }),
  );
  return { id: raw.id, members, tags: tagsOf(raw.keys, raw.values, frame) };
}

function placeOf(lat: number, lon: number, frame: BlockFrame): { readonly lat: number; readonly lon: number } {
  return {
    lat: rounded(NANO * (frame.latOffset + frame.granularity * lat)),
    lon: rounded(NANO * (frame.lonOffset + frame.granularity * lon)),
  };
}

/** OpenStreetMap keeps seven digits, a centimetre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}

function tagsOf(keys: readonly number[], values: readonly number[], { texts }: BlockFrame): OsmTags {
  if (keys.length === 0) return NO_TAGS;
  return new Map(keys.map((key, i) => [texts[key]!, texts[values[i]!]!]));
}

function summed(differences: readonly number[]): readonly number[] {
  let sum = 0;
  return differences.map((difference) => {
    sum += difference;
    return sum;
  });
}
