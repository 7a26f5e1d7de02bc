import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SumoCase } from '../cases.ts';
import { compare } from './comparison.ts';
import { CONTROLLERS, withController } from './controllers.ts';
import { type RankedController, type Ranking, rankingOf } from './rank.ts';
import { observeCase } from './run-case.ts';

/** Runs a case under every controller on both sides: the same changed network file is read by both. */
export async function rankControllers(run: SumoCase, seeds: number, folder: string): Promise<Ranking> {
  const text = readFileSync(run.netPath, 'utf8');
  const controllers: RankedController[] = [];
  for (const controller of CONTROLLERS) {
    const own = join(folder, controller.name.replaceAll(' ', '-'));
    mkdirSync(own, { recursive: true });
    const netPath = join(own, 'network.net.xml');
    writeFileSync(netPath, withController(text, controller));
    const { runs } = await observeCase({ ...run, name: `${run.name}, ${controller.name}`, netPath }, seeds, own);
    const { ours, sumo } = compare(runs);
    controllers.push({ name: controller.name, ours, sumo });
  }
  return rankingOf(run.name, seeds, controllers);
}
