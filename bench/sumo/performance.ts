/** What SUMO says of its own run with --verbose. */
export interface SumoPerformance {
  /** Simulation alone, without start and loading. */
  readonly simulationS: number;
  /** Vehicle steps per second of that. */
  readonly updatesPerS: number;
  readonly inserted: number;
  readonly running: number;
  readonly waiting: number;
}

export function performanceOf(text: string): SumoPerformance {
  return {
    simulationS: figure(text, 'Duration', 's'),
    updatesPerS: figure(text, 'UPS', ''),
    inserted: figure(text, 'Inserted', ''),
    running: figure(text, 'Running', ''),
    waiting: figure(text, 'Waiting', ''),
  };
}

/** The first line with this name: `Duration` appears again among the vehicles' statistics, without a unit. */
function figure(text: string, name: string, unit: string): number {
  const found = new RegExp(`^\\s*${name}: ([0-9.e+]+)${unit}\\b`, 'm').exec(text);
  if (found === null) throw new Error(`SUMO's statistics say no ${name}:\n${text.slice(-2000)}`);
  return Number(found[1]);
}
