import type { z } from 'zod';
import type { Junction, MapLink, MapNode, Movement, RoadMap } from './map.ts';

/** One list of a map that is being checked. Elements of the wrong shape are left out of `entries`, but their ids are known. */
export interface Shelf<T> {
  readonly entries: readonly { readonly path: string; readonly value: T }[];
  readonly byId: ReadonlyMap<string, T>;
  readonly ids: ReadonlySet<string>;
  readonly duplicates: readonly { readonly path: string; readonly id: string }[];
}

/** A map between shape and meaning: what of it has a sound shape. */
export interface MapDraft {
  readonly nodes: Shelf<MapNode>;
  readonly links: Shelf<MapLink>;
  readonly movements: Shelf<Movement>;
  readonly junctions: Shelf<Junction>;
}

interface Schemas {
  readonly nodes: z.ZodType<MapNode>;
  readonly links: z.ZodType<MapLink>;
  readonly movements: z.ZodType<Movement>;
  readonly junctions: z.ZodType<Junction>;
}

/** A draft of a sound map, or, with `schemas`, of the elements of any JSON value that fit them. */
export function draftOf(map: RoadMap): MapDraft;
export function draftOf(value: unknown, schemas: Schemas): MapDraft;
export function draftOf(value: unknown, schemas?: Schemas): MapDraft {
  return {
    nodes: shelf(value, 'nodes', schemas?.nodes),
    links: shelf(value, 'links', schemas?.links),
    movements: shelf(value, 'movements', schemas?.movements),
    junctions: shelf(value, 'junctions', schemas?.junctions),
  };
}

function shelf<T extends { readonly id: string }>(map: unknown, list: keyof Schemas, schema?: z.ZodType<T>): Shelf<T> {
  const entries: { path: string; value: T }[] = [];
  const byId = new Map<string, T>();
  const ids = new Set<string>();
  const duplicates: { path: string; id: string }[] = [];
  itemsOf(map, list).forEach((item, i) => {
    const path = `${list}[${i}]`;
    const id = idOf(item);
    if (id !== undefined && ids.has(id)) duplicates.push({ path, id });
    if (id !== undefined) ids.add(id);
    const value = schema === undefined ? (item as T) : schema.safeParse(item).data;
    if (value === undefined) return;
    entries.push({ path, value });
    if (!byId.has(value.id)) byId.set(value.id, value);
  });
  return { entries, byId, ids, duplicates };
}

function itemsOf(map: unknown, list: string): readonly unknown[] {
  if (map === null || typeof map !== 'object' || !Object.hasOwn(map, list)) return [];
  const items = (map as Record<string, unknown>)[list];
  return Array.isArray(items) ? items : [];
}

function idOf(item: unknown): string | undefined {
  if (item === null || typeof item !== 'object' || !('id' in item)) return undefined;
  return typeof item.id === 'string' ? item.id : undefined;
}
