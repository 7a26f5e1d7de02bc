import type { Command } from 'commander';
import { loadMap } from '../adapters/files/map-file.ts';
import { loadScenario } from '../adapters/files/scenario-file.ts';
import { InputFaults } from '../kernel/faults.ts';

/** `clearway check FILE…`: says of each map and scenario that it is sound, or lists its every fault; exit code 2 if any has one. */
export function registerCheck(program: Command): void {
  program
    .command('check')
    .description('say whether maps (.json) and scenarios (.yaml) are sound, and list every fault')
    .argument('<file...>', 'maps and scenarios')
    .action((files: readonly string[]) => {
      for (const file of files) checkFile(file);
    });
}

function checkFile(file: string): void {
  try {
    process.stdout.write(`${file}: sound: ${file.endsWith('.json') ? describeMap(file) : describeScenario(file)}\n`);
  } catch (error) {
    if (!(error instanceof InputFaults)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

function describeMap(file: string): string {
  const map = loadMap(file);
  return `map ${map.name}, ${map.links.length} links, ${map.junctions.length} signalised junctions`;
}

function describeScenario(file: string): string {
  const { scenario, map } = loadScenario(file);
  const { demand, missions, arms, seeds } = scenario;
  return `scenario ${scenario.name} on ${map.name}, ${demand.flows.length} flows, ${missions.length} missions, ${arms.length} arms, ${seeds.length} seeds`;
}
