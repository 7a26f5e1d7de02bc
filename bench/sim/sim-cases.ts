import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGREEMENT_CASES, type SumoCase } from '../cases.ts';
import type { Grid } from './grid.ts';
import { gridDemand, routesXml } from './grid-demand.ts';
import { buildGridNetwork } from './grid-network.ts';

export const HANGZHOU: SumoCase = AGREEMENT_CASES.find(({ name }) => name === 'hangzhou-4x4')!;

const SPACING_M = 400;
const GRID_END_S = 900;
/** The grid is full by then, and its queues have formed. */
export const GRID_WINDOW_FROM_S = 300;
const DEMAND_SEED = 1;

/** A grid with so many vehicles on the road, as SUMO files in `folder`. */
export async function gridCase(columns: number, rows: number, running: number, folder: string): Promise<SumoCase> {
  const grid: Grid = { columns, rows, spacingM: SPACING_M };
  const netPath = await buildGridNetwork(grid, folder);
  const routesPath = join(folder, 'grid.rou.xml');
  writeFileSync(routesPath, routesXml(gridDemand(grid, running, GRID_END_S, DEMAND_SEED)));
  const name = `grid-${columns}x${rows}-${running}`;
  return { name, netPath, routesPath, beginS: 0, endS: GRID_END_S, credit: `${name}: made by the benchmark` };
}

/** Vehicles and a grid in proportion to them: about 50 vehicles per junction. */
export const SCALES: readonly { readonly running: number; readonly columns: number; readonly rows: number }[] = [
  { running: 1000, columns: 5, rows: 4 },
  { running: 5000, columns: 10, rows: 10 },
  { running: 10_000, columns: 14, rows: 14 },
  { running: 25_000, columns: 25, rows: 20 },
  { running: 50_000, columns: 40, rows: 25 },
];
