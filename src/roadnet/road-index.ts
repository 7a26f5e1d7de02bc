import { getOrThrow } from '../kernel/assert.ts';
import type { JunctionId, LinkId, MovementId, NodeId } from '../kernel/ids.ts';
import type { Junction, MapLink, MapNode, Movement, RoadMap, VehicleGroup } from './map.ts';

/**
 * A validated map with its lookups. Built once per map by `indexMap` and passed along; never changes.
 * Methods throw `InvariantBroken` for an id that the map does not have, unless their name begins with `find`.
 */
export class RoadIndex {
  readonly map: RoadMap;
  readonly #links = new Map<LinkId, { link: MapLink; number: number }>();
  readonly #nodes = new Map<NodeId, MapNode>();
  readonly #movements = new Map<MovementId, { movement: Movement; number: number }>();
  readonly #movementsFrom = new Map<LinkId, Movement[]>();
  readonly #junctions = new Map<JunctionId, Junction>();
  readonly #junctionAt = new Map<NodeId, Junction>();
  readonly #groupOf = new Map<MovementId, { junction: Junction; group: VehicleGroup }>();
  readonly #into = new Map<NodeId, MapLink[]>();
  readonly #outOf = new Map<NodeId, MapLink[]>();

  constructor(map: RoadMap) {
    this.map = map;
    for (const node of map.nodes) {
      this.#nodes.set(node.id, node);
      this.#into.set(node.id, []);
      this.#outOf.set(node.id, []);
    }
    map.links.forEach((link, number) => {
      this.#links.set(link.id, { link, number });
      this.#movementsFrom.set(link.id, []);
      getOrThrow(this.#outOf, link.from, 'node').push(link);
      getOrThrow(this.#into, link.to, 'node').push(link);
    });
    map.movements.forEach((movement, number) => {
      this.#movements.set(movement.id, { movement, number });
      getOrThrow(this.#movementsFrom, movement.from, 'link').push(movement);
    });
    for (const junction of map.junctions) {
      this.#junctions.set(junction.id, junction);
      this.#junctionAt.set(junction.node, junction);
      for (const group of junction.groups) {
        if (group.kind === 'vehicle') for (const id of group.movements) this.#groupOf.set(id, { junction, group });
      }
    }
  }

  link(id: LinkId): MapLink {
    return getOrThrow(this.#links, id, 'link').link;
  }

  findLink(id: LinkId): MapLink | undefined {
    return this.#links.get(id)?.link;
  }

  /** Index of a link in `map.links`. */
  linkNumber(id: LinkId): number {
    return getOrThrow(this.#links, id, 'link').number;
  }

  node(id: NodeId): MapNode {
    return getOrThrow(this.#nodes, id, 'node');
  }

  findNode(id: NodeId): MapNode | undefined {
    return this.#nodes.get(id);
  }

  movement(id: MovementId): Movement {
    return getOrThrow(this.#movements, id, 'movement').movement;
  }

  /** Index of a movement in `map.movements`. */
  movementNumber(id: MovementId): number {
    return getOrThrow(this.#movements, id, 'movement').number;
  }

  /** Movements that leave a link, in map order. */
  movementsFrom(linkId: LinkId): readonly Movement[] {
    return getOrThrow(this.#movementsFrom, linkId, 'link');
  }

  findMovement(fromLink: LinkId, toLink: LinkId): Movement | undefined {
    return this.#movementsFrom.get(fromLink)?.find((movement) => movement.to === toLink);
  }

  junction(id: JunctionId): Junction {
    return getOrThrow(this.#junctions, id, 'junction');
  }

  findJunction(id: JunctionId): Junction | undefined {
    return this.#junctions.get(id);
  }

  findJunctionAt(nodeId: NodeId): Junction | undefined {
    return this.#junctionAt.get(nodeId);
  }

  /** The signal group that a movement obeys; undefined where it is uncontrolled. */
  findGroupOf(movementId: MovementId): { readonly junction: Junction; readonly group: VehicleGroup } | undefined {
    return this.#groupOf.get(movementId);
  }

  linksInto(nodeId: NodeId): readonly MapLink[] {
    return getOrThrow(this.#into, nodeId, 'node');
  }

  linksOutOf(nodeId: NodeId): readonly MapLink[] {
    return getOrThrow(this.#outOf, nodeId, 'node');
  }
}

/** Lookups over a map that `decodeMap` has accepted. */
export function indexMap(map: RoadMap): RoadIndex {
  return new RoadIndex(map);
}
