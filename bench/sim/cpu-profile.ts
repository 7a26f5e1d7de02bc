/** What V8 writes with --cpu-prof: a tree of calls, and which of its nodes was found at each sample. Microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** Time from the sample before, or from the start, to each sample. */
  readonly timeDeltas: readonly number[];
}

export interface SelfTime {
  readonly of: string;
  readonly seconds: number;
}

/** Time in the functions themselves, without those that they call; longest first. V8's own work has no file: (garbage collector), (program). */
export function selfTimes({ nodes, samples, timeDeltas }: CpuProfile): {
  readonly byFile: readonly SelfTime[];
  readonly byFunction: readonly SelfTime[];
} {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const files = new Map<string, number>();
  const functions = new Map<string, number>();
  samples.forEach((id, i) => {
    const frame = frames.get(id);
    // A sample stands for the time up to the next one.
    const seconds = (timeDeltas[i + 1] ?? 0) / 1e6;
    if (frame === undefined) return;
    const name = frame.functionName === '' ? `(line ${frame.lineNumber + 1})` : frame.functionName;
    const file = fileOf(frame.url);
    add(files, file === '' ? name : file, seconds);
    add(functions, `${name} ${file}`.trim(), seconds);
  });
  return { byFile: sorted(files), byFunction: sorted(functions) };
}

/** From the project's root; packages by their folder. */
function fileOf(url: string): string {
  const at = Math.max(url.indexOf('/src/'), url.indexOf('/bench/sim/'), url.indexOf('/node_modules/'));
  return at < 0 ? url : url.slice(at + 1).replace(/\.js$/, '.ts');
}

function add(times: Map<string, number>, key: string, seconds: number): void {
  times.set(key, (times.get(key) ?? 0) + seconds);
}

function sorted(times: ReadonlyMap<string, number>): readonly SelfTime[] {
  return [...times].map(([of, seconds]) => ({ of, seconds })).sort((a, b) => b.seconds - a.seconds);
}
