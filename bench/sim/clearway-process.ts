import { compileSmallFunctions } from '../../src/adapters/engine.ts';
import { loadScenario } from '../../src/adapters/files/scenario-file.ts';
import { CityRun } from '../../src/city/city-run.ts';
import { indexMap } from '../../src/roadnet/road-index.ts';
import type { ClearwayReport, ClearwayTask } from './clearway-task.ts';

/** Vehicles are counted so often: asking takes time itself. */
const COUNT_EVERY_S = 10;

/**
 * One run in a process of its own, so that start, loading and compiling count: reads a scenario's files, runs the city with its
 * controllers and monitors to the end, and prints a report.
 */
function runTask({ scenarioPath, seed, windowFromS, speeds }: ClearwayTask): ClearwayReport {
  const { scenario, map } = loadScenario(scenarioPath);
  const city = new CityRun({ scenario, index: indexMap(map), seed });
  city.hush();
  const loadedS = performance.now() / 1000;
  let vehicleSeconds = 0;
  let windowVehicleSeconds = 0;
  let windowCpuS = 0;
  let metresPerS = 0;
  let standing = 0;
  while (city.timeS < scenario.endS) {
    if (city.timeS === windowFromS) windowCpuS = -cpuS();
    city.advance();
    if (city.timeS % COUNT_EVERY_S !== 0) continue;
    const inside = city.totals().inside * COUNT_EVERY_S;
    vehicleSeconds += inside;
    if (city.timeS <= windowFromS) continue;
    windowVehicleSeconds += inside;
    if (!speeds) continue;
    city.visit(({ speedMps }) => {
      metresPerS += COUNT_EVERY_S * speedMps;
      if (speedMps < 0.1) standing += COUNT_EVERY_S;
    });
  }
  windowCpuS += cpuS();
  const { left, waiting } = city.totals();
  return {
    loadedS,
    simulationS: performance.now() / 1000 - loadedS,
    vehicleSteps: vehicleSeconds / scenario.stepS,
    windowVehicleSteps: windowVehicleSeconds / scenario.stepS,
    windowCpuS,
    meanRunning: windowVehicleSeconds / (scenario.endS - windowFromS),
    ...(speeds && { meanSpeedMps: metresPerS / windowVehicleSeconds, standingShare: standing / windowVehicleSeconds }),
    left,
    waiting,
    violations: city.violations().length,
    gridlocked: city.gridlock() !== undefined,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

function cpuS(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

compileSmallFunctions();
const task = JSON.parse(process.argv[2] ?? '') as ClearwayTask;
process.stdout.write(JSON.stringify(runTask(task)));
