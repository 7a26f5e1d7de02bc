/** What a class of road (`highway=*`) is taken for where its tags say no more. */
export interface RoadClass {
  /** Larger = more important; a link road stands just below its class. */
  readonly rank: number;
  readonly speedKmh: number;
  /** Per direction, on a one-way road and on a two-way road. */
  readonly lanesOneWay: number;
  readonly lanesTwoWay: number;
  /** One-way unless tagged otherwise. */
  readonly oneWay?: true;
}

function roadClass(rank: number, speedKmh: number, lanesOneWay: number, lanesTwoWay = 1): RoadClass {
  return { rank, speedKmh, lanesOneWay, lanesTwoWay };
}

/** Classes that are driven on. Speeds are usual urban ones; motorways and trunk roads outside the law of any one country. */
const CLASSES: ReadonlyMap<string, RoadClass> = new Map([
  ['motorway', { ...roadClass(90, 100, 2, 2), oneWay: true }],
  ['motorway_link', { ...roadClass(85, 60, 1), oneWay: true }],
  ['trunk', roadClass(80, 80, 2)],
  ['trunk_link', roadClass(75, 50, 1)],
  ['primary', roadClass(70, 60, 2)],
  ['primary_link', roadClass(65, 40, 1)],
  ['secondary', roadClass(60, 50, 2)],
  ['secondary_link', roadClass(55, 40, 1)],
  ['tertiary', roadClass(50, 40, 1)],
  ['tertiary_link', roadClass(45, 30, 1)],
  ['unclassified', roadClass(40, 40, 1)],
  ['residential', roadClass(30, 30, 1)],
  ['road', roadClass(25, 30, 1)],
  ['living_street', roadClass(20, 20, 1)],
  ['service', roadClass(10, 20, 1)],
]);

export function findRoadClass(highway: string): RoadClass | undefined {
  return CLASSES.get(highway);
}
