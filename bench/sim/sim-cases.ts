import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGREEMENT_CASES, type SumoCase } from '../cases.ts';
import type { Grid } from './grid.ts';
import { gridDemand, routesXml } from './grid-demand.ts';
import { buildGridNetwork } from './grid-network.ts';

export const HANGZHOU: SumoCase = AGREEMENT_CASES.find(({ name }) => name === 'hangzhou-4x4')!;

const SPACING_M = 400;
/** By the beginning of the window the grid is full and its queues have formed. */
export interface Window {
  readonly fromS: number;
  readonly endS: number;
}

export const DUEL_WINDOW: Window = { fromS: 300, endS: 900 };
/** V8 has compiled all that matters after so many vehicle steps, and so many more give a figure that repeats. */
const WARM_UP_STEPS = 3e6;
const MEASURED_STEPS = 6e6;
const DEMAND_SEED = 1;

/** A grid with so many vehicles on the road, as SUMO files in `folder`. */
export async function gridCase(columns: number, rows: number, running: number, endS: number, folder: string): Promise<SumoCase> {
  const grid: Grid = { columns, rows, spacingM: SPACING_M };
  const netPath = await buildGridNetwork(grid, folder);
  const routesPath = join(folder, 'grid.rou.xml');
  writeFileSync(routesPath, routesXml(gridDemand(grid, running, endS, DEMAND_SEED)));
  const name = `grid-${columns}x${rows}-${running}`;
  return { name, netPath, routesPath, beginS: 0, endS, credit: `${name}: made by the benchmark` };
}

/** Vehicles and a grid in proportion to them: about 50 vehicles per junction. */
export const SCALES: readonly { readonly running: number; readonly columns: number; readonly rows: number }[] = [
  { running: 1000, columns: 5, rows: 4 },
  { running: 5000, columns: 10, rows: 10 },
  { running: 10_000, columns: 14, rows: 14 },
  { running: 25_000, columns: 25, rows: 20 },
  { running: 50_000, columns: 40, rows: 25 },
];

/** Smaller grids run for longer, so that as much is done before and in the window as on the large ones. */
export function scaleWindow(running: number): Window {
  const fromS = Math.max(DUEL_WINDOW.fromS, Math.ceil(WARM_UP_STEPS / running));
  const lengthS = Math.max(DUEL_WINDOW.endS - DUEL_WINDOW.fromS, Math.ceil(MEASURED_STEPS / running));
  return { fromS, endS: fromS + lengthS };
}
