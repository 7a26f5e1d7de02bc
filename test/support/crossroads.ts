import type { RoadMap } from '../../src/roadnet/map.ts';
import { sketchMap } from './simulator-maps.ts';

const APPROACH_M = 300;

/**
 * Two one-way roads of one lane that cross at a signal, drawn where they lie: `s` to `n` (movement 0) and `w` to `e` (movement 1),
 * 300 m to the bar, 20 m through the node.
 */
export function crossroads(): RoadMap {
  const lanes = [0];
  const map = sketchMap(
    [
      { id: 's', from: 'S', to: 'X', lengthM: APPROACH_M, lanes },
      { id: 'n', from: 'X', to: 'N', lengthM: APPROACH_M, lanes },
      { id: 'w', from: 'W', to: 'X', lengthM: APPROACH_M, lanes },
      { id: 'e', from: 'X', to: 'E', lengthM: APPROACH_M, lanes },
    ],
    [
      { from: 's', to: 'n', lanes: [[0, 0]] },
      { from: 'w', to: 'e', lanes: [[0, 0]] },
    ],
  );
  const at: Record<string, readonly [number, number]> = {
    S: [-0.003, 0],
    N: [0.003, 0],
    W: [0, -0.003],
    E: [0, 0.003],
    X: [0, 0],
  };
  return {
    ...map,
    nodes: map.nodes.map((node) => ({ ...node, lat: at[node.id]![0], lon: at[node.id]![1] })),
    junctions: map.junctions.map((junction) => ({ ...junction, conflicts: [['s>n', 'w>e']] })),
  };
}
