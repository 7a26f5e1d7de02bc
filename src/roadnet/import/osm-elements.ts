/** Elements of OpenStreetMap data, and whoever reads a file of them hands them to. Ids are unique per kind of element. */
export type OsmTags = ReadonlyMap<string, string>;

export interface OsmNode {
  readonly id: number;
  /** WGS-84 degrees. */
  readonly lat: number;
  readonly lon: number;
  readonly tags: OsmTags;
}

export interface OsmWay {
  readonly id: number;
  readonly refs: readonly number[];
  readonly tags: OsmTags;
}

export interface OsmMember {
  readonly kind: 'node' | 'way' | 'relation';
  readonly ref: number;
  readonly role: string;
}

export interface OsmRelation {
  readonly id: number;
  readonly members: readonly OsmMember[];
  readonly tags: OsmTags;
}

/** Kinds of elements that nobody asks for are passed over unread where the format allows it. */
export interface OsmVisitor {
  readonly node?: (node: OsmNode) => void;
  readonly way?: (way: OsmWay) => void;
  readonly relation?: (relation: OsmRelation) => void;
}

/** Reads a file from its beginning to its end; may be called again. Throws InputFaults for what is no such file. */
export type OsmReader = (visitor: OsmVisitor) => void;

export const NO_TAGS: OsmTags = new Map();
