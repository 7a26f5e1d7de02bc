import { readElements } from './elements.ts';

/** Route of every vehicle as SUMO let it drive, edges by name: trips without a route get theirs as they depart. */
export async function readVehicleRoutes(pieces: AsyncIterable<string>): Promise<ReadonlyMap<string, readonly string[]>> {
  const routes = new Map<string, readonly string[]>();
  let vehicle = '';
  await readElements(pieces, (name, attributes) => {
    if (name === 'vehicle') vehicle = attributes.text('id');
    else if (name === 'route') routes.set(vehicle, attributes.text('edges').split(' '));
  });
  return routes;
}
