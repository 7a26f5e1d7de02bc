import { Command } from 'commander';
import { loadMap } from '../src/adapters/files/map-file.ts';
import { AGREEMENT_CASES, missingFiles, type SumoCase } from './cases.ts';
import { importCase } from './clearway/import-case.ts';
import { sumoGates } from './gates/against-sumo.ts';
import { bodyGates } from './gates/bodies.ts';
import { drivingGates } from './gates/driving.ts';
import { type Gate, holds } from './gates/gate.ts';
import { missingPrograms } from './programs.ts';
import { gatesTable } from './report/gates-table.ts';
import { OUT, saveResult } from './result-file.ts';

const OWN_MAP = 'maps/quick-3.json';

/** Measures what the simulator must do, and leaves the table in out/bench; ends with 1 when a gate does not hold. */
async function main(): Promise<void> {
  new Command('bench:gates').parse();
  const absentFiles = AGREEMENT_CASES.flatMap(missingFiles);
  const cases = absentFiles.length === 0 ? AGREEMENT_CASES : [];
  const absentPrograms = [
    missingPrograms(['sumo'], 'apt-get install sumo sumo-tools'),
    missingPrograms(['taskset'], 'apt-get install util-linux'),
  ].flatMap((reason) => reason ?? []);
  const compared = absentPrograms.length === 0 ? cases : [];
  const maps = [loadMap(OWN_MAP), ...cases.map((run) => importCase(run, 1).index.map)];
  const all = [...drivingGates(), ...bodyGates(maps, cases), ...(await sumoGates(compared, `${OUT}/sumo/gates`))];
  report(all, [...absentFiles, ...absentPrograms], compared);
}

/** Gates that nothing was measured for have no values. */
function report(all: readonly Gate[], absent: readonly string[], cases: readonly SumoCase[]): void {
  const gates = all.filter(({ values }) => Object.keys(values).length > 0);
  const missing = all.filter((gate) => !gates.includes(gate)).map(({ name }) => name);
  const left = missing.length === 0 ? [] : [`not measured: ${missing.join(', ')}`, ...absent];
  const credits = cases.map(({ credit }) => credit);
  const text = `${[gatesTable(gates), ...left, ...credits].join('\n')}\n`;
  const judged = gates.map((gate) => ({ ...gate, holds: holds(gate) }));
  saveResult('gates.txt', text);
  saveResult('gates.json', `${JSON.stringify({ credits, gates: judged, missing }, null, 2)}\n`);
  process.stdout.write(`${text}\n${OUT}/gates.txt ${OUT}/gates.json\n`);
  if (!gates.every(holds)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
}
