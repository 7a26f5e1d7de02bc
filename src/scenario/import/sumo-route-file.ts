import type { Tally } from '../../roadnet/import/tally.ts';
import type { XmlElement } from '../../roadnet/import/xml.ts';
import { rejectRepeated } from '../../roadnet/import/xml-ids.ts';
import type { XmlReader } from '../../roadnet/import/xml-reader.ts';
import type { SumoWayThrough } from './sumo-demand.ts';
import { tellStops } from './sumo-unread.ts';

const MOST_ROUNDS = 1000;

/** The routes of a demand file that have a name, and the ways of those who drive them or others. */
export class SumoRoutes {
  readonly #reader: XmlReader;
  readonly #tally: Tally;
  /** Edges by id; undefined for a route that is malformed itself. */
  readonly #named = new Map<string, readonly string[] | undefined>();
  readonly #drawn: ReadonlySet<string>;

  constructor(reader: XmlReader, root: XmlElement, tally: Tally) {
    this.#reader = reader;
    this.#tally = tally;
    const drawn = root.children.filter(({ name }) => name === 'routeDistribution');
    this.#drawn = new Set(drawn.flatMap((element) => reader.find(element, 'id') ?? []));
    const routes = [root, ...drawn].flatMap(({ children }) => children.filter(({ name }) => name === 'route'));
    rejectRepeated(reader, routes);
    for (const route of routes) {
      const id = reader.find(route, 'id');
      if (id !== undefined) this.#named.set(id, this.#edgesOf(route));
      tellStops(route, tally);
    }
  }

  /** The way of a vehicle, a trip or a flow; undefined, with a fault or counted as left out, where it has none that is known. */
  wayOf(element: XmlElement): SumoWayThrough | undefined {
    const reader = this.#reader;
    const inline = element.children.find(({ name }) => name === 'route');
    if (inline !== undefined) return this.#routeOf(element, this.#edgesOf(inline));
    const named = reader.find(element, 'route');
    if (named !== undefined && !this.#drawn.has(named)) {
      if (!this.#named.has(named)) return reader.reject(element, 'route', named, 'no route has this id');
      return this.#routeOf(element, this.#named.get(named));
    }
    const isDrawn = named !== undefined || element.children.some(({ name }) => name === 'routeDistribution');
    if (reader.find(element, 'from') === undefined && (isDrawn || isBetweenZones(reader, element))) {
      this.#tally.add(
        `${element.name}s between zones or junctions, or with routes drawn by chance: left out`,
        1,
        `line ${element.line}`,
      );
      return undefined;
    }
    const from = reader.text(element, 'from');
    const to = reader.text(element, 'to');
    return from === undefined || to === undefined ? undefined : { kind: 'trip', from, to, via: reader.words(element, 'via') };
  }

  /** The edges of a route, as often as it is to be driven. */
  #edgesOf(route: XmlElement): readonly string[] | undefined {
    const edges = this.#reader.words(route, 'edges');
    if (edges.length === 0) return this.#reader.reject(route, 'edges', undefined, 'a route needs an edge');
    if (this.#reader.find(route, 'repeat') === undefined) return edges;
    const again = this.#reader.wholeNumber(route, 'repeat', 0, MOST_ROUNDS);
    return again === undefined ? undefined : Array.from({ length: 1 + again }, () => edges).flat();
  }

  /** The part of the edges that the element drives. */
  #routeOf(element: XmlElement, edges: readonly string[] | undefined): SumoWayThrough | undefined {
    if (edges === undefined) return undefined;
    const first = this.#place(element, 'departEdge', 0, 0, edges.length - 1);
    if (first === undefined) return undefined;
    const last = this.#place(element, 'arrivalEdge', edges.length - 1, first, edges.length - 1);
    return last === undefined ? undefined : { kind: 'route', edges: edges.slice(first, last + 1) };
  }

  /** Number of an edge of the route, counted from 0. */
  #place(element: XmlElement, attribute: string, usual: number, least: number, most: number): number | undefined {
    const text = this.#reader.find(element, attribute);
    if (text === undefined) return usual;
    if (text !== 'random') return this.#reader.wholeNumber(element, attribute, least, most);
    this.#tally.add(`${attribute} "random": the whole route`, 1, `line ${element.line}`);
    return usual;
  }
}

function isBetweenZones(reader: XmlReader, element: XmlElement): boolean {
  return ['fromTaz', 'toTaz', 'fromJunction', 'toJunction', 'fromXY', 'fromLonLat'].some(
    (name) => reader.find(element, name) !== undefined,
  );
}
